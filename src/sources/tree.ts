import { mapConcurrently } from "./concurrent.ts";
import { errorCode } from "./errors.ts";
import type { EntryKind, FolderEntry } from "./file-system.ts";

/** An entry below the named folder; `path` is lossless and has `/` between its names. */
export interface TreeEntry {
  readonly path: string;
  readonly kind: EntryKind;
}

/** What a named folder holds, in no order. */
export interface Tree {
  /** Everything in scope that is no folder. Links are never followed. */
  readonly entries: readonly TreeEntry[];
  /** Folders in scope that could not be listed; the path of the named folder itself is empty. */
  readonly unreadable: readonly { readonly path: string; readonly code: string }[];
}

/** Lists one folder, by its lossless path below the named one (empty: itself); rejects with a `code`. */
export type ReadFolder = (path: string) => Promise<readonly FolderEntry[]>;

/** How many folders are listed at a time: enough to hide a network disk's delay. */
const FOLDERS_AT_ONCE = 32;

/**
 * Everything that is in a tree, level by level: there is no pattern that could leave anything out.
 * A folder that cannot be listed does not end the walk.
 */
export async function wholeTree(readFolder: ReadFolder): Promise<Tree> {
  const entries: TreeEntry[] = [];
  const unreadable: { path: string; code: string }[] = [];
  for (let level = [""]; level.length > 0;) {
    const below: string[] = [];
    await mapConcurrently(level, FOLDERS_AT_ONCE, async (folder) => {
      const prefix = folder === "" ? "" : `${folder}/`;
      try {
        for (const { name, kind } of await readFolder(folder)) {
          if (kind === "folder") below.push(prefix + name);
          else entries.push({ path: prefix + name, kind });
        }
      } catch (error) {
        unreadable.push({ path: folder, code: errorCode(error) });
      }
    });
    level = below;
  }
  return { entries, unreadable };
}
