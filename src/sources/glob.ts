import fastGlob from "fast-glob";
import type { Entry, Options } from "fast-glob";
import { errorCode } from "./errors.ts";
import { globEntry, GLOB_OPTIONS } from "./glob-options.ts";
import type { GlobEntry } from "./glob-options.ts";
import type { GlobPatterns } from "./patterns.ts";
import type { ReadFolder, Tree, TreeEntry } from "./tree.ts";

/** fast-glob's promise interface; a parameter so that its failures can be tested. */
export type Glob = (patterns: string[], options: Options & { objectMode: true }) => Promise<Entry[]>;

/**
 * What the patterns leave of a tree, as fast-glob takes them (without any, see `wholeTree`). A
 * folder that cannot be listed does not end the walk. A link is in scope also when something below
 * it could be, for nobody knows what it leads to.
 */
export async function globTree(readFolder: ReadFolder, patterns: GlobPatterns, glob: Glob = fastGlob): Promise<Tree> {
  const inScope = new Set<TreeEntry>();
  const unreadable: { path: string; code: string }[] = [];

  const list = async (folder: TreeEntry): Promise<readonly TreeEntry[]> => {
    inScope.add(folder);
    if (folder.kind === "link") return [];
    try {
      const found = await readFolder(folder.path);
      return found.map(({ name, kind }) => ({ path: folder.path === "" ? name : `${folder.path}/${name}`, kind }));
    } catch (error) {
      unreadable.push({ path: folder.path, code: errorCode(error) });
      return [];
    }
  };

  const found = await runGlob(list, patterns, glob);
  for (const { dirent } of found) inScope.add((dirent as GlobEntry<TreeEntry>).entry);
  const entries = [...inScope].filter((entry) => entry.kind !== "folder");
  return { entries, unreadable };
}

/** One run of fast-glob over a folder that `list` shows; rejects when fast-glob asks for anything that it was not shown. */
async function runGlob(
  list: (folder: TreeEntry) => Promise<readonly TreeEntry[]>,
  patterns: GlobPatterns,
  glob: Glob,
): Promise<readonly Entry[]> {
  /** Folders, and links in the guise of folders, by fast-glob's path for them. */
  const enterable = new Map<string, TreeEntry>();
  const show = async (directory: string): Promise<GlobEntry<TreeEntry>[]> => {
    // The first call is for the named folder and tells how fast-glob spells the root.
    if (enterable.size === 0) enterable.set(directory, { path: "", kind: "folder" });
    const folder = enterable.get(directory);
    if (folder === undefined) throw new Error("the walk asked for a folder that is not in the tree");
    const prefix = directory.endsWith("/") ? directory : `${directory}/`;
    return (await list(folder)).map((entry) => {
      const enters = entry.kind === "folder" || entry.kind === "link";
      const shown = globEntry(entry.path.slice(entry.path.lastIndexOf("/") + 1), enters, entry);
      if (enters) enterable.set(prefix + shown.name, entry);
      return shown;
    });
  };
  return new Promise((resolve, reject) => {
    const answer = async (directory: string, callback: ReaddirCallback): Promise<void> => {
      try {
        callback(null, await show(directory));
      } catch (error) {
        // fast-glob's own failure too, inside its callback: nobody else would hear of it.
        reject(error);
      }
    };
    const readdir = (directory: string, _options: unknown, callback: ReaddirCallback): void => void answer(directory, callback);
    const fs = { readdir } as unknown as NonNullable<Options["fs"]>;
    glob([...patterns.positive], { ...GLOB_OPTIONS, ignore: [...patterns.negative], fs }).then(resolve, reject);
  });
}

type ReaddirCallback = (error: null, entries: readonly GlobEntry<TreeEntry>[]) => void;
