import { Buffer } from "node:buffer";
import type { TableIndex } from "../model/document.ts";
import { type AnchorFilter, BORDER, createWordFilter, EVENT_FIELDS, type Kernel, LEADS, MAX_RUN } from "../kernel/index.ts";
import { inLabel, TRAILERS, vocabulary, type Vocabulary } from "../text/labels.ts";
import { heardInLabel, openingsOf, type Hearing } from "./hearing.ts";
import { askersOf, type Named } from "./named.ts";

/** What the labels of a table say to those who listen, and whether somebody asks about its cells by them. */
export interface Said {
  /** Bits of the lists of which a label says a phrase. */
  readonly lists: number;
  readonly named: boolean;
}

/** How to find keys (RFC 8259 section 4) in lines that are not read yet. */
export interface KeyFinder {
  /** Stops where a label may begin; `undefined` where one is too short to be looked for: every cell is read. */
  readonly filter: AnchorFilter | undefined;
  /** What labels begin with, as whole words: the rest of a key path may lie deeper. */
  readonly beginnings: Vocabulary;
}

/** For the labels and phrases of a dispatch. */
export function createKeyFinder({ labels }: Named, { lists }: Hearing): KeyFinder {
  const all = [...new Set([...labels, ...lists.flatMap(({ phrases }) => phrases)])].map((label) =>
    label.replace(/^[^a-z\u0080-\uffff]+/, ""),
  );
  const openings = new Set<string>();
  for (const label of all) {
    const bytes = Buffer.from(label, "utf8").toString("latin1");
    for (const opening of openingsOf(bytes)) openings.add(opening);
    // `pinNo`: a short label may go on with a trailer, a long one is known by what it begins with.
    if (bytes.length < 6)
      for (const trailer of TRAILERS) for (const opening of openingsOf(bytes + trailer)) openings.add(opening);
  }
  return {
    filter: all.every((label) => Buffer.byteLength(label) > 1) ? wordsOnly([...openings]) : undefined,
    beginnings: vocabulary([
      ...new Set(labels.filter((label) => label.includes(" ")).map((label) => label.split(" ")[0] as string)),
    ]),
  };
}

function wordsOnly(openings: readonly string[]): AnchorFilter {
  return {
    run: new Uint32Array(MAX_RUN + 1),
    lead: new Uint32Array(LEADS),
    total: new Uint32Array(MAX_RUN + 1),
    before: new Uint32Array(BORDER + 1),
    after: new Uint32Array(BORDER + 1),
    at: false,
    words: createWordFilter([], openings),
  };
}

/** Of all labels, those of cells that were not sought yet included: rather more than less. */
export function saidInTable(table: TableIndex, named: Named, hearing: Hearing, finder: () => KeyFinder, kernel: Kernel): Said {
  const said = { lists: 0, named: false };
  const listen = (label: string): void => {
    said.lists |= heardInLabel(hearing, label);
    said.named ||= askersOf(named, label).length > 0;
  };
  for (const label of table.labels) listen(label.toLowerCase());
  const { keys } = table;
  if (keys === undefined || (named.askers.length === 0 && hearing.lists.length === 0)) return said;
  const { filter, beginnings } = finder();
  if (filter === undefined) return { lists: hearing.lists.reduce((bits, { bit }) => bits | bit, 0), named: true };
  const text = Buffer.from(keys.buffer, keys.byteOffset, keys.length);
  for (let from = 0; from < keys.length;) {
    const { first, count, next } = kernel.anchors(keys, from, keys.length, filter);
    for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
      const key = keyAt(text, kernel.events[event] as number);
      if (key === undefined) continue;
      listen(key);
      if (inLabel(key, beginnings) !== undefined) said.named = true;
    }
    from = next;
  }
  return said;
}

const LONGEST_KEY = 100;
const QUOTE = 0x22;

/** The key in which `at` lies, in lower case. */
function keyAt(text: Buffer, at: number): string | undefined {
  const end = text.indexOf(QUOTE, at);
  if (end < 0 || end - at > LONGEST_KEY || !/^"[ \t]*:/.test(text.toString("latin1", end, end + 8))) return undefined;
  const start = Math.max(text.lastIndexOf(QUOTE, at) + 1, end - LONGEST_KEY);
  return text.toString("utf8", start, end).toLowerCase();
}
