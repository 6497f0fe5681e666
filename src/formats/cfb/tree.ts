import { NO_ENTRY, ROOT, STORAGE, STREAM, type DirectoryEntry } from "./directory.ts";
import type { CompoundEntry, CompoundStorage, CompoundStream } from "./types.ts";

export interface Tree {
  readonly root: CompoundStorage;
  readonly lost: readonly CompoundEntry[];
  readonly damaged: boolean;
}

type Open = (entry: DirectoryEntry) => CompoundStream["open"];

/** The entries as the tree that they are ([MS-CFB] 2.6.4); each is taken once, so that no loop is followed. */
export function buildTree(entries: readonly (DirectoryEntry | undefined)[], open: Open): Tree {
  const taken = new Uint8Array(entries.length);
  let damaged = false;
  const make = (first: number): CompoundEntry => {
    const entry = entries[first] as DirectoryEntry;
    if (entry.type === STREAM) return streamOf(entry, open);
    const top = { entry, children: [] as CompoundEntry[] };
    const waiting = [top];
    for (let storage = waiting.pop(); storage !== undefined; storage = waiting.pop()) {
      const children = siblings(entries, taken, storage.entry.child);
      damaged ||= children.damaged;
      for (const number of children.numbers) {
        const child = entries[number] as DirectoryEntry;
        if (child.type === STREAM) storage.children.push(streamOf(child, open));
        else {
          const inner = { entry: child, children: [] as CompoundEntry[] };
          storage.children.push(storageOf(child, inner.children));
          waiting.push(inner);
        }
      }
    }
    return storageOf(entry, top.children);
  };
  const first = entries.findIndex((entry) => entry?.type === ROOT);
  if (first >= 0) taken[first] = 1;
  const found = first < 0 ? undefined : make(first);
  const root: CompoundStorage = found?.kind === "storage" ? found : storageOf(undefined, []);
  const lost: CompoundEntry[] = [];
  // Storages first: a lost stream that stands in a lost storage is told there.
  for (const type of [STORAGE, STREAM]) {
    for (const [number, entry] of entries.entries()) {
      if (entry?.type !== type || taken[number] === 1 || entry.name === "") continue;
      taken[number] = 1;
      lost.push(make(number));
    }
  }
  return { root, lost, damaged: damaged || first !== 0 || lost.length > 0 };
}

/** The numbers of a storage's entries, in order of their names: a binary tree read from left to right. */
function siblings(
  entries: readonly (DirectoryEntry | undefined)[],
  taken: Uint8Array,
  child: number,
): { readonly numbers: readonly number[]; readonly damaged: boolean } {
  const numbers: number[] = [];
  const above: number[] = [];
  let damaged = false;
  let at = child;
  for (;;) {
    while (at !== NO_ENTRY) {
      const entry = entries[at];
      // Out of the directory, not in use, or met before.
      if (entry === undefined || taken[at] === 1) {
        damaged = true;
        break;
      }
      taken[at] = 1;
      above.push(at);
      at = entry.left;
    }
    const number = above.pop();
    if (number === undefined) return { numbers, damaged };
    numbers.push(number);
    at = (entries[number] as DirectoryEntry).right;
  }
}

function streamOf(entry: DirectoryEntry, open: Open): CompoundStream {
  return { kind: "stream", name: entry.name, size: entry.size, open: open(entry) };
}

function storageOf(entry: DirectoryEntry | undefined, entries: readonly CompoundEntry[]): CompoundStorage {
  return { kind: "storage", name: entry?.name ?? "", clsid: entry?.clsid ?? "00000000-0000-0000-0000-000000000000", entries };
}
