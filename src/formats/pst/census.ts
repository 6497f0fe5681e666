import { folderContents, isFolder, isMessage } from "./folders.ts";
import { nidSet } from "./nid-set.ts";
import type { Store } from "./store.ts";

/** The messages of a file, counted before any is read. */
export interface Census {
  /** Nodes of messages in the tree of nodes. */
  readonly messages: number;
  /** Messages that a folder lists and the tree does not have. */
  readonly lost: readonly { readonly nid: number; readonly folder: number }[];
  readonly folders: readonly number[];
  /** Folders that state more messages than there are. */
  readonly differences: readonly { readonly folder: number; readonly stated: number; readonly found: number }[];
  /** Folders of which a list of messages could not be read. */
  readonly unreadable: number;
}

/** Rows of all lists that are read, besides a few for each message: a hostile file may have any number of lists in one place. */
const MAX_ROWS = 1_000_000;
const ROWS_PER_MESSAGE = 4;

/** Differences that are told one by one. */
const MAX_DIFFERENCES = 1_000;

/**
 * Counts the messages: the nodes of the tree, in which every message is, whether or not a folder
 * lists it; then what the folders list besides.
 */
export function census(store: Store): Census {
  const known = nidSet();
  const folders: number[] = [];
  let messages = 0;
  const inside = new Map<number, number>();
  for (const { key, parent } of store.nodes()) {
    if (isFolder(key)) folders.push(key);
    if (!isMessage(key)) continue;
    messages += 1;
    known.add(key);
    if ((key & 0x1f) === 0x04) inside.set(parent, (inside.get(parent) ?? 0) + 1);
  }
  const lost: { nid: number; folder: number }[] = [];
  const differences: Census["differences"][number][] = [];
  let unreadable = 0;
  let rows = MAX_ROWS + ROWS_PER_MESSAGE * messages;
  for (const folder of folders) {
    store.blocks.begin();
    const contents = folderContents(store, folder);
    const { stated } = contents;
    let found = inside.get(folder) ?? 0;
    for (const nid of contents.ids()) {
      rows -= 1;
      if (rows < 0) break;
      if (!isMessage(nid) || !known.add(nid)) continue;
      lost.push({ nid, folder });
      if ((nid & 0x1f) === 0x04) found += 1;
    }
    if (contents.broken() || rows < 0) unreadable += 1;
    if (stated !== undefined && stated > found && differences.length < MAX_DIFFERENCES)
      differences.push({ folder, stated, found });
  }
  store.blocks.begin();
  return { messages, lost, folders, differences, unreadable };
}
