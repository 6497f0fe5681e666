import { describe, expect, it } from "vitest";
import { PatternError } from "../../src/sources/errors.ts";
import type { FileSystem } from "../../src/sources/file-system.ts";
import { nodeFileSystem } from "../../src/sources/file-system.ts";
import { compilePatterns } from "../../src/sources/patterns.ts";
import { listEvidence } from "../../src/sources/walk.ts";
import { tempTree } from "./temp-tree.ts";

const FILES = [
  ".hidden/dot.eml",
  "..odd/in.eml",
  "[1].eml",
  "inbox.mbox",
  "sub/UPPER.EML",
  "sub/deep/c.eml",
  "sub/deep/notes.txt",
  "tmp1/a.eml",
  "tmp1/more/b.eml",
  "x.eml",
];

async function listed(include: readonly string[], exclude: readonly string[] = []): Promise<string[]> {
  return (await listEvidence([tempTree(FILES)], { include, exclude })).map(({ file }) => file);
}

const without = (...names: string[]): string[] => FILES.filter((file) => !names.includes(file)).toSorted();

describe("include", () => {
  it.each([
    [["*.eml"], without("inbox.mbox", "sub/deep/notes.txt")],
    [["*.EML", "*.txt"], without("inbox.mbox")],
    [["**/*.eml"], without("inbox.mbox", "sub/deep/notes.txt")],
    [["/*.eml"], ["[1].eml", "x.eml"]],
    [["./*.eml"], ["[1].eml", "x.eml"]],
    [["sub/*.eml"], ["sub/UPPER.EML"]],
    [["SUB/*.eml"], ["sub/UPPER.EML"]],
    [["sub/**/*.eml"], ["sub/UPPER.EML", "sub/deep/c.eml"]],
    [["sub/**"], ["sub/UPPER.EML", "sub/deep/c.eml", "sub/deep/notes.txt"]],
    [["deep"], ["sub/deep/c.eml", "sub/deep/notes.txt"]],
    [["deep/"], ["sub/deep/c.eml", "sub/deep/notes.txt"]],
    [["/deep"], []],
    [["*.{mbox,txt}"], ["inbox.mbox", "sub/deep/notes.txt"]],
    [["@(inbox|x).*"], ["inbox.mbox", "x.eml"]],
    [["[[]1].eml"], ["[1].eml"]],
    [["\\[1\\].eml"], ["[1].eml"]],
    [["..odd"], ["..odd/in.eml"]],
    [["..odd/*.eml"], ["..odd/in.eml"]],
    [[".*"], ["..odd/in.eml", ".hidden/dot.eml"]],
    [["no-such"], []],
  ])("%j", async (include, expected) => {
    expect((await listed(include)).toSorted()).toEqual([...expected].toSorted());
  });
});

describe("exclude", () => {
  it.each([
    [["*.txt"], without("sub/deep/notes.txt")],
    [["*.TXT", "INBOX.*"], without("sub/deep/notes.txt", "inbox.mbox")],
    [["tmp*"], without("tmp1/a.eml", "tmp1/more/b.eml")],
    [["tmp?"], without("tmp1/a.eml", "tmp1/more/b.eml")],
    [["TMP[0-9]/"], without("tmp1/a.eml", "tmp1/more/b.eml")],
    [["/tmp1/more"], without("tmp1/more/b.eml")],
    [["sub/**"], without("sub/UPPER.EML", "sub/deep/c.eml", "sub/deep/notes.txt")],
    [["deep"], without("sub/deep/c.eml", "sub/deep/notes.txt")],
    [["..odd/*"], without("..odd/in.eml")],
    [["*"], []],
    [["**"], []],
  ])("%j", async (exclude, expected) => {
    expect((await listed([], exclude)).toSorted()).toEqual(expected);
  });

  it("wins over include", async () => {
    expect(await listed(["sub/**"], ["*.txt"])).toEqual(["sub/UPPER.EML", "sub/deep/c.eml"]);
  });

  it.each(["tmp*", "tmp?", "tmp1", "TMP1/", "t[m]p*", "/tmp1", "tmp{0,1}", "+(t|m|p|1)", "tmp1/**", "*1", "tmp**"])(
    "%s prunes the folder: it is not read",
    async (pattern) => {
      const read: string[] = [];
      const watching: FileSystem = {
        ...nodeFileSystem,
        readFolder: (path) => {
          read.push(path);
          return nodeFileSystem.readFolder(path);
        },
      };
      const root = tempTree(FILES);
      await listEvidence([root], { include: [], exclude: [pattern] }, watching);
      expect(read).toContain(`${root}/sub`);
      expect(read.filter((path) => path.includes("tmp1"))).toEqual([]);
    },
  );
});

describe("patterns and named files", () => {
  it("a named file is matched by its base name, without regard to case", async () => {
    const root = tempTree(["sub/MAIL.EML", "sub/notes.txt"]);
    const inputs = [`${root}/sub/MAIL.EML`, `${root}/sub/notes.txt`];
    const names = async (include: string[], exclude: string[]) =>
      (await listEvidence(inputs, { include, exclude })).map(({ input, file }) => `${input} ${file}`);
    expect(await names(["*.eml"], [])).toEqual(["0 MAIL.EML"]);
    expect(await names([], ["mail.*"])).toEqual(["1 notes.txt"]);
    expect(await names([], ["sub"])).toEqual(["0 MAIL.EML", "1 notes.txt"]);
  });

  it("standard input has no name to match", async () => {
    expect(await listEvidence(["-"], { include: ["*.eml"], exclude: ["*"] })).toEqual([{ kind: "stdin", file: "-" }]);
  });
});

describe("patterns that cannot be used", () => {
  it.each([
    ["", "is empty"],
    ["/", "is empty"],
    ["./", "is empty"],
    ["!*.eml", "begins with !"],
    ["/!x", "begins with !"],
    ["../x", ". or .. segment"],
    ["a/../b", ". or .. segment"],
    ["a/./b", ". or .. segment"],
    ["..", ". or .. segment"],
    ["{a,..}/b", "not a valid pattern"],
    ["{!a,b}/c", "not a valid pattern"],
    ["[z-a]", "not a valid pattern"],
    ["a/[z-a].eml", "not a valid pattern"],
    ["{a,[z-a]}", "not a valid pattern"],
    ["{a", "not a valid pattern"],
    ["[!]x", "not a valid pattern"],
    ["a\\", "escapes nothing"],
    ["a\\\\\\", "escapes nothing"],
    ["a\0b", "NUL"],
    ["a".repeat(70_000), "not a valid pattern"],
  ])("%j is refused", (pattern, reason) => {
    for (const patterns of [
      { include: [pattern], exclude: [] },
      { include: ["*.eml"], exclude: ["x", pattern] },
    ]) {
      expect(() => compilePatterns(patterns)).toThrow(PatternError);
      expect(() => compilePatterns(patterns)).toThrow(reason);
    }
  });

  it.each(["*", "**", "a|b", "[", "(", "a]", "\\!x", "!(x)", "x\\\\", "*.{eml,mbox}", "#x", "@x", "a//b", "?", "[!a]", "x*@(*)"])(
    "%j is taken",
    (pattern) => {
      expect(() => compilePatterns({ include: [pattern], exclude: [pattern] })).not.toThrow();
    },
  );

  it.skipIf(process.platform === "win32").each([
    ["\\!x", "!x"],
    ["x\\\\", "x\\"],
    ["a\\*b", "a*b"],
    ["\\{a\\}", "{a}"],
    [".?x", ".\\x"],
    ["*\\\\", "*\\"],
    ["a*b", "a\nb"],
    ["a?b", "a\rb"],
  ])("%j matches the name %j", async (pattern, name) => {
    const root = tempTree([name, "other"]);
    expect((await listEvidence([root], { include: [pattern], exclude: [] })).map(({ file }) => file)).toEqual([name]);
  });
});
