import type { Step } from "../../model/location.ts";
import { charsetOfCodepage } from "./codepage.ts";
import { numberOf, openProperties, textOf, type PropertyContext } from "./property-context.ts";
import type { Store } from "./store.ts";
import { openTable } from "./table-context.ts";
import type { Decoding } from "./values.ts";

/** Types of node ids ([MS-PST] 2.2.2.1). */
const FOLDER = 0x02;
const MESSAGE = 0x04;
const ASSOCIATED_MESSAGE = 0x08;
const CONTENTS = 0x0e;
const ASSOCIATED_CONTENTS = 0x0f;

export function isFolder(nid: number): boolean {
  return (nid & 0x1f) === FOLDER;
}

export function isMessage(nid: number): boolean {
  const type = nid & 0x1f;
  return type === MESSAGE || type === ASSOCIATED_MESSAGE;
}

const MESSAGE_STORE = 0x21;
const ROOT_FOLDER = 0x122;
const DISPLAY_NAME = 0x3001;
const CONTENT_COUNT = 0x3602;
/** Longest name of a folder that is read. */
const NAME_BYTES = 4_096;

/** Messages that are asked for their code page. */
const ASKED_MESSAGES = 32;

/** The charset of 8-bit texts of the store and its folders: the one it states, or else its first messages do. */
export function storeCharset(store: Store): string | undefined {
  const stated = charsetIn(propertiesOf(store, MESSAGE_STORE));
  if (stated !== undefined) return stated;
  let asked = 0;
  for (const node of store.nodes()) {
    if (!isMessage(node.key)) continue;
    const charset = charsetIn(openProperties(store.blocks, node));
    asked += 1;
    if (charset !== undefined || asked === ASKED_MESSAGES) return charset;
  }
  return undefined;
}

/** Code pages of a message: of its texts, and of its HTML ([MS-OXCMAIL] 2.1.3.1). */
const CODEPAGES = [0x3ffd, 0x3fde] as const;

/** The charset of the code page that an item states. */
export function charsetIn(context: PropertyContext | undefined): string | undefined {
  if (context === undefined) return undefined;
  for (const id of CODEPAGES) {
    const charset = charsetOfCodepage(numberOf(context, id) ?? 0);
    if (charset !== undefined) return charset;
  }
  return undefined;
}

function propertiesOf(store: Store, nid: number): PropertyContext | undefined {
  const node = store.node(nid);
  return node === undefined ? undefined : openProperties(store.blocks, node);
}

/** Folders inside one another; a deeper one is damage. */
const MAX_DEPTH = 64;
/** Folders whose steps are remembered. */
const KEPT_FOLDERS = 65_536;

/** Finds the steps to a folder by its node id: the names of the folders above it and its own. */
export function folderSteps(store: Store, charset: string | undefined): (nid: number) => readonly Step[] {
  const known = new Map<number, readonly Step[]>();
  const stepsOf = (nid: number, depth: number): readonly Step[] => {
    const before = known.get(nid);
    if (before !== undefined) return before;
    if (nid === ROOT_FOLDER || !isFolder(nid) || depth > MAX_DEPTH) return [];
    const node = store.node(nid);
    if (node === undefined) return [];
    const above = node.parent === nid ? [] : stepsOf(node.parent, depth + 1);
    const name = folderName(store, nid, charset);
    const steps: readonly Step[] = name === "" ? above : [...above, { kind: "folder", name }];
    if (known.size < KEPT_FOLDERS) known.set(nid, steps);
    return steps;
  };
  return (nid) => stepsOf(nid, 0);
}

function folderName(store: Store, nid: number, charset: string | undefined): string {
  const context = propertiesOf(store, nid);
  const decoding: Decoding = { charset, room: { bytes: NAME_BYTES } };
  return context === undefined ? "" : (textOf(context, DISPLAY_NAME, decoding) ?? "");
}

/** What a folder says of its messages: the ids that its two tables list, and how many it states. */
export interface FolderContents {
  ids(): Generator<number>;
  /** Messages that the folder states to have, those of its second table not counted. */
  readonly stated: number | undefined;
  /** Whether a table could not be read, or parts of it; to be asked at the end. */
  readonly broken: () => boolean;
}

export function folderContents(store: Store, nid: number): FolderContents {
  let broken = false;
  const context = propertiesOf(store, nid);
  return {
    *ids() {
      for (const type of [CONTENTS, ASSOCIATED_CONTENTS]) {
        const node = store.node((nid & ~0x1f) | type);
        // A folder may have no table where it has no messages.
        if (node === undefined || node.data === 0) continue;
        const table = openTable(store.blocks, node);
        if (table !== undefined) yield* table.ids();
        broken ||= table === undefined || table.broken() > 0;
      }
    },
    stated: context === undefined ? undefined : numberOf(context, CONTENT_COUNT),
    broken: () => broken,
  };
}
