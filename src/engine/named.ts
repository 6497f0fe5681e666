import { Buffer } from "node:buffer";
import type { TableIndex } from "../model/document.ts";
import {
  type AnchorFilter,
  BORDER,
  createWordFilter,
  EVENT_FIELDS,
  type Kernel,
  LEADS,
  MAX_RUN,
  type WordFilter,
} from "../kernel/index.ts";
import { inLabel, vocabulary, type Vocabulary } from "../text/labels.ts";
import type { Ask } from "./ask.ts";
import { heardAt, heardInLabel, type Hearing } from "./hearing.ts";

/** Who asks about cells, fields and headers by what their label says. */
export interface Named {
  readonly askers: readonly { readonly words: Vocabulary; readonly asker: Ask }[];
  /** What labels said before: a table has the same few in every block. */
  readonly known: Map<string, readonly Ask[]>;
  /** Finds where labels may begin among keys that are not read yet; `undefined` where one is too short to be looked for. */
  readonly filter: AnchorFilter | undefined;
  /** What the labels begin with, as whole words. */
  readonly beginnings: Vocabulary;
}

/** Key paths of hostile JSON are all different: the memory of them is dropped at this size. */
const KNOWN_MAX = 1_000;
const NOBODY: readonly Ask[] = [];

/** `asked`: labels in lower case, as in an anchor of the kind `cell`. */
export function createNamed(asked: readonly { readonly labels: readonly string[]; readonly asker: Ask }[]): Named {
  const labels = asked.flatMap((one) => one.labels);
  const openings = [...new Set(labels.map((label) => /^[a-z]{1,3}/.exec(label)?.[0] ?? label))];
  return {
    askers: asked.map(({ labels: own, asker }) => ({ words: vocabulary(own), asker })),
    known: new Map(),
    filter: openings.every((word) => Buffer.byteLength(word) >= 3)
      ? wordsOnly(
          createWordFilter(
            [],
            openings.map((word) => Buffer.from(word).toString("latin1")),
          ),
        )
      : undefined,
    beginnings: vocabulary([...new Set(labels.map((label) => label.split(" ")[0] as string))]),
  };
}

function wordsOnly(words: WordFilter): AnchorFilter {
  return {
    run: new Uint32Array(MAX_RUN + 1),
    lead: new Uint32Array(LEADS),
    total: new Uint32Array(MAX_RUN + 1),
    before: new Uint32Array(BORDER + 1),
    after: new Uint32Array(BORDER + 1),
    at: false,
    words,
  };
}

/** Who asks about what this label (lower case) stands over. */
export function askersOf({ askers, known }: Named, label: string): readonly Ask[] {
  if (label === "" || askers.length === 0) return NOBODY;
  const before = known.get(label);
  if (before !== undefined) return before;
  const found = askers.filter(({ words }) => inLabel(label, words) !== undefined).map(({ asker }) => asker);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(label, found);
  return found;
}

/** False where nobody asks about any cell of a table, those included that were not sought yet. */
export function mayBeAsked(named: Named, table: TableIndex, kernel: Kernel): boolean {
  if (named.askers.length === 0) return false;
  if (table.labels.some((label) => askersOf(named, label.toLowerCase()).length > 0)) return true;
  const { keys } = table;
  if (keys === undefined) return false;
  if (named.filter === undefined) return true;
  const text = Buffer.from(keys.buffer, keys.byteOffset, keys.length);
  for (let from = 0; from < keys.length;) {
    const { first, count, next } = kernel.anchors(keys, from, keys.length, named.filter);
    for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
      if (isKey(text, kernel.events[event] as number, named.beginnings)) return true;
    }
    from = next;
  }
  return false;
}

/** The lists of which labels of a table say a phrase, those included that were not sought yet. */
export function heardInTable(hearing: Hearing, table: TableIndex, kernel: Kernel): number {
  let heard = 0;
  for (const label of table.labels) heard |= heardInLabel(hearing, label.toLowerCase());
  const { keys } = table;
  if (keys === undefined) return heard;
  const filter = FILTERS.get(hearing) ?? wordsOnly(createWordFilter([], hearing.openings));
  FILTERS.set(hearing, filter);
  for (let from = 0; from < keys.length;) {
    const { first, count, next } = kernel.anchors(keys, from, keys.length, filter);
    for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
      heard |= heardAt(hearing, keys, kernel.events[event] as number, keys.length);
    }
    from = next;
  }
  return heard;
}

const FILTERS = new WeakMap<Hearing, AnchorFilter>();

const LONGEST_KEY = 100;
const QUOTE = 0x22;

/** Whether `at` lies in a key (RFC 8259 section 4) that says what a label begins with. */
function isKey(text: Buffer, at: number, beginnings: Vocabulary): boolean {
  const end = text.indexOf(QUOTE, at);
  if (end < 0 || end - at > LONGEST_KEY || !/^"[ \t]*:/.test(text.toString("latin1", end, end + 8))) return false;
  const start = text.lastIndexOf(QUOTE, at) + 1;
  if (at - start > LONGEST_KEY) return true;
  return inLabel(text.toString("utf8", start, end).toLowerCase(), beginnings) !== undefined;
}
