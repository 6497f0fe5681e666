import fastGlob from "fast-glob";
import { describe, expect, it } from "vitest";
import type { FolderEntry } from "../../src/sources/file-system.ts";
import { globTree } from "../../src/sources/glob.ts";
import type { Glob } from "../../src/sources/glob.ts";
import { compilePatterns } from "../../src/sources/patterns.ts";

const ALL = compilePatterns({ include: [], exclude: [] });
const folders: Record<string, readonly FolderEntry[]> = {
  "": [
    { name: "a", kind: "file" },
    { name: "lost", kind: "folder" },
    { name: "sub", kind: "folder" },
  ],
  lost: [
    { name: "x", kind: "file" },
    { name: "deeper", kind: "folder" },
  ],
  "lost/deeper": [{ name: "y", kind: "link" }],
  sub: [{ name: "z", kind: "fifo" }],
};
const readFolder = async (path: string): Promise<readonly FolderEntry[]> => folders[path] ?? [];

/** fast-glob, but with a pattern that leaves names out behind the walk's back. */
const losing =
  (ignored: string): Glob =>
  (patterns, options) =>
    fastGlob(patterns, { ...options, ignore: [ignored] });

describe("globTree", () => {
  it.each(["no-such", "a", "lost", "lost/**", "**"])(
    "without patterns everything that was read comes out when fast-glob drops %s",
    async (ignored) => {
      const tree = await globTree(readFolder, ALL, losing(ignored));
      expect(tree.unreadable).toEqual([]);
      expect(tree.entries.map(({ path, kind }) => `${path} ${kind}`).toSorted()).toEqual([
        "a file",
        "lost/deeper/y link",
        "lost/x file",
        "sub/z fifo",
      ]);
    },
  );

  it("a folder that fast-glob dropped and that cannot be listed is told too", async () => {
    const failing = async (path: string): Promise<readonly FolderEntry[]> => {
      if (path === "lost") throw Object.assign(new Error("no"), { code: "EACCES" });
      return readFolder(path);
    };
    expect((await globTree(failing, ALL, losing("lost/**"))).unreadable).toEqual([{ path: "lost", code: "EACCES" }]);
  });

  it("rejects when fast-glob asks for a folder that it was not shown", async () => {
    const leaving: Glob = (_patterns, options) => fastGlob(["**", "../out/*"], options);
    await expect(globTree(readFolder, ALL, leaving)).rejects.toThrow("not in the tree");
  });

  it("rejects when fast-glob itself fails", async () => {
    await expect(globTree(readFolder, ALL, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });
});
