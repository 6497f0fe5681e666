import { describe, expect, it } from "vitest";
import type { FolderEntry } from "../../src/sources/file-system.ts";
import { globTree } from "../../src/sources/glob.ts";
import { compilePatterns } from "../../src/sources/patterns.ts";
import { wholeTree, type ReadFolder, type Tree } from "../../src/sources/tree.ts";

const ALL = compilePatterns({ include: [], exclude: [] });
const folders: Record<string, readonly FolderEntry[]> = {
  "": [
    { name: "a", kind: "file" },
    { name: ".hidden", kind: "folder" },
    { name: "sub", kind: "folder" },
    { name: "ln", kind: "link" },
  ],
  ".hidden": [
    { name: "x\n1", kind: "file" },
    { name: "deeper\\", kind: "folder" },
  ],
  ".hidden/deeper\\": [{ name: "y", kind: "link" }],
  sub: [
    { name: "z", kind: "fifo" },
    { name: "[*].eml", kind: "unknown" },
  ],
};
const readFolder: ReadFolder = async (path) => folders[path] ?? [];
const failing =
  (lost: string): ReadFolder =>
  async (path) => {
    if (path === lost) throw Object.assign(new Error("no"), { code: "EACCES" });
    return readFolder(path);
  };

const sorted = ({ entries, unreadable }: Tree): readonly string[] =>
  [...entries.map(({ path, kind }) => `${path} ${kind}`), ...unreadable.map(({ path, code }) => `${path} ${code}`)].toSorted();

describe("wholeTree", () => {
  it("lists everything, links as they are", async () => {
    expect(sorted(await wholeTree(readFolder))).toEqual(
      [".hidden/deeper\\/y link", ".hidden/x\n1 file", "a file", "ln link", "sub/[*].eml unknown", "sub/z fifo"].toSorted(),
    );
  });

  it.each(["", ".hidden", ".hidden/deeper\\", "sub", "none"])(
    "finds what fast-glob finds when %j cannot be listed",
    async (lost) => {
      const tree = sorted(await wholeTree(failing(lost)));
      expect(tree).toEqual(sorted(await globTree(failing(lost), ALL)));
      expect(tree.filter((line) => line.endsWith("EACCES"))).toEqual(lost === "none" ? [] : [`${lost} EACCES`]);
    },
  );
});
