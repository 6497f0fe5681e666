import { describe, expect, it } from "vitest";
import type { FileSystem, FolderEntry } from "../../src/sources/file-system.ts";
import { listEvidence } from "../../src/sources/walk.ts";

const ALL = { include: [], exclude: [] };
const file = (name: string): FolderEntry => ({ name, kind: "file" });
const folder = (name: string): FolderEntry => ({ name, kind: "folder" });

/** A file system that fails as it is told: a path either has an error code, or is a folder with entries, or a file. */
function faulty(folders: Record<string, readonly FolderEntry[]>, errors: Record<string, string>): FileSystem {
  const status = async (path: string) => {
    if (errors[`status ${path}`]) throw coded(errors[`status ${path}`]);
    return { kind: path in folders ? ("folder" as const) : ("file" as const), size: 1, mtimeMs: 2 };
  };
  return {
    readFolder: async (path) => {
      if (errors[path]) throw coded(errors[path]);
      return folders[path] ?? [];
    },
    linkStatus: status,
    status,
    resolveLinks: async (path) => path,
  };
}

const coded = (code: string | undefined): Error => Object.assign(new Error("synthetic person, S1234567D"), { code });

describe("a file system that fails", () => {
  it.each([
    ["EACCES", "unreadable", "folder cannot be listed (EACCES)"],
    ["EIO", "unreadable", "folder cannot be listed (EIO)"],
    ["ENOENT", "changed", "folder disappeared before it could be listed (ENOENT)"],
    ["ENOTDIR", "changed", "folder disappeared before it could be listed (ENOTDIR)"],
    ["not a code: S1234567D", "unreadable", "folder cannot be listed (UNKNOWN)"],
  ])("a folder that gives %s is a gap, and its neighbours are walked", async (code, reason, detail) => {
    const system = faulty(
      { root: [folder("a"), folder("b"), file("c")], "root/a": [file("x")], "root/b": [file("y")] },
      { "root/a": code },
    );
    expect(await listEvidence(["root"], ALL, system)).toEqual([
      { kind: "gap", file: "a", reason, examined: "none", detail },
      { kind: "file", file: "b/y", path: "root/b/y", size: 1, mtimeMs: 2 },
      { kind: "file", file: "c", path: "root/c", size: 1, mtimeMs: 2 },
    ]);
  });

  it.each(["EACCES", "ENOENT"])("a named folder that gives %s when it is listed is a gap named after itself", async (code) => {
    const evidence = await listEvidence(["root"], ALL, faulty({ root: [] }, { root: code }));
    expect(evidence).toMatchObject([{ kind: "gap", file: ".", reason: "unreadable" }]);
  });

  it.each([
    ["EIO", "unreadable"],
    ["ENOENT", "changed"],
  ])("a file that gives %s when its size is asked is a gap: %s", async (code, reason) => {
    const evidence = await listEvidence(["root"], ALL, faulty({ root: [file("a"), file("b")] }, { "status root/a": code }));
    expect(evidence).toMatchObject([
      { kind: "gap", file: "a", reason },
      { kind: "file", file: "b" },
    ]);
  });

  it("an entry is taken for what it is when it is looked at, not for what the folder said", async () => {
    const system = faulty({ root: [file("was-a-file"), { name: "untold", kind: "unknown" }], "root/was-a-file": [] }, {});
    expect(await listEvidence(["root"], ALL, system)).toMatchObject([
      { kind: "file", file: "untold" },
      { kind: "gap", file: "was-a-file", reason: "changed" },
    ]);
  });

  it.each(["EACCES", "ELOOP", "EIO"])("a named input that gives %s is a gap, not a mistake of the user", async (code) => {
    const evidence = await listEvidence(["x/secret"], ALL, faulty({}, { "status x/secret": code }));
    expect(evidence).toEqual([
      { kind: "gap", file: "secret", reason: "unreadable", examined: "none", detail: `cannot be looked at (${code})` },
    ]);
  });

  it("an unreadable folder outside of the patterns is no gap, one that could hold a match is", async () => {
    const system = faulty(
      { root: [folder("mail"), folder("other"), folder("left-out")] },
      { "root/mail": "EACCES", "root/other": "EACCES", "root/left-out": "EACCES" },
    );
    const gapsFor = async (include: string[], exclude: string[]) =>
      (await listEvidence(["root"], { include, exclude }, system)).map(({ file: path }) => path);
    expect(await gapsFor(["mail/*.eml"], [])).toEqual(["mail"]);
    expect(await gapsFor(["*.eml"], [])).toEqual(["left-out", "mail", "other"]);
    expect(await gapsFor([], ["left*"])).toEqual(["mail", "other"]);
    expect(await gapsFor(["*.eml"], ["LEFT-OUT/", "other"])).toEqual(["mail"]);
  });

  it("a link is a gap unless no match could be behind it", async () => {
    const system = faulty(
      {
        root: [
          { name: "mail", kind: "link" },
          { name: "other", kind: "link" },
        ],
      },
      {},
    );
    const gapsFor = async (include: string[], exclude: string[]) =>
      (await listEvidence(["root"], { include, exclude }, system)).map(({ file: path }) => path);
    expect(await gapsFor([], [])).toEqual(["mail", "other"]);
    expect(await gapsFor(["*.eml"], [])).toEqual(["mail", "other"]);
    expect(await gapsFor(["mail/*.eml"], [])).toEqual(["mail"]);
    expect(await gapsFor(["other"], [])).toEqual(["mail", "other"]);
    expect(await gapsFor(["/other"], [])).toEqual(["other"]);
    expect(await gapsFor(["*.eml"], ["mail"])).toEqual(["other"]);
  });
});
