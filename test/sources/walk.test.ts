import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/sources/evidence.ts";
import { MissingInputError } from "../../src/sources/errors.ts";
import { openFile } from "../../src/sources/file-source.ts";
import { listEvidence } from "../../src/sources/walk.ts";
import { bytePath, countEntries, seeded, tempTree } from "./temp-tree.ts";

const ALL = { include: [], exclude: [] };
const POSIX = process.platform !== "win32";
const LINUX = process.platform === "linux";

const files = (evidence: readonly Evidence[]): string[] => evidence.filter(({ kind }) => kind === "file").map(({ file }) => file);
const gaps = (evidence: readonly Evidence[]): string[] =>
  evidence.filter((one) => one.kind === "gap").map((one) => `${one.file}: ${one.reason}: ${one.detail}`);

describe("listEvidence: what a folder holds", () => {
  it("finds every file, sorted by path segments, with size and path", async () => {
    const root = tempTree(["b.txt", "a/z.eml", "a.eml", "a/deep/er/x", ".hidden/.mail", "A"]);
    const evidence = await listEvidence([root], ALL);
    expect(files(evidence)).toEqual([".hidden/.mail", "A", "a/deep/er/x", "a/z.eml", "a.eml", "b.txt"]);
    expect(evidence).toHaveLength(6);
    for (const one of evidence) {
      if (one.kind !== "file") throw new Error("only files here");
      expect(one).not.toHaveProperty("input");
      expect(one.size).toBe(one.file.length);
      expect(readFileSync(one.path, "utf8")).toBe(one.file);
    }
  });

  it.runIf(POSIX)("finds odd names", async () => {
    const names = [
      "new\nline",
      "carriage\rreturn",
      "line\u2028separator\u2029",
      "\n",
      "back\\slash",
      ".\\dotted",
      "..two",
      "...",
      "[a-z]{b,c}*?!(x)",
      "!bang",
      "-dash",
      " space ",
      "#hash",
      "~",
      "$(x)`y`",
      "陈小明 😀.eml",
      "e\u0301 and \u00e9",
      "\u202Eexe.txt",
      "\u001b]0;title\u0007",
      "n".repeat(255),
      "__proto__",
      "constructor",
      "C:",
    ];
    const inFolders = names.map((name) => `in ${name.slice(0, 200)}/${name}`);
    const root = tempTree([...names, ...inFolders]);
    const evidence = await listEvidence([root], ALL);
    expect(files(evidence).toSorted()).toEqual([...names, ...inFolders].toSorted());
    expect(await listEvidence([root], { include: ["**/*"], exclude: ["no-such"] })).toEqual(evidence);
    expect(gaps(evidence)).toEqual([]);
  });

  it.runIf(LINUX)("finds and opens names that are not valid UTF-8", async () => {
    const root = tempTree();
    mkdirSync(bytePath(root, Buffer.from([0x64, 0xff])));
    writeFileSync(bytePath(root, Buffer.from([0x64, 0xff]), Buffer.from([0xe9, 0x2e, 0x65])), "inside");
    writeFileSync(bytePath(root, "\\xFF"), "spelled");
    writeFileSync(bytePath(root, Buffer.from([0xff])), "byte");
    const evidence = await listEvidence([root], ALL);
    expect(files(evidence)).toEqual(["\\x5CxFF", "d\\xFF/\\xE9.e", "\\xFF"]);
    const contents = evidence.map((one) => {
      if (one.kind !== "file") throw new Error("only files here");
      const opened = openFile(one.path);
      const text = Buffer.from(opened.source.read(0, opened.size)).toString();
      opened.close();
      return text;
    });
    expect(contents).toEqual(["spelled", "inside", "byte"]);
  });

  it.runIf(POSIX)("walks a folder whose own path has a backslash and glob characters", async () => {
    const root = tempTree(["od\\d [x] {a,b} *?/in/a.eml"]);
    expect(files(await listEvidence([join(root, "od\\d [x] {a,b} *?")], ALL))).toEqual(["in/a.eml"]);
  });

  it.runIf(POSIX)("never follows a link, and says so", async () => {
    const outside = tempTree(["secret.eml"]);
    const root = tempTree(["real/a.eml"]);
    symlinkSync(outside, join(root, "to-outside"));
    symlinkSync(join(outside, "secret.eml"), join(root, "to-file"));
    symlinkSync(root, join(root, "real", "loop"));
    symlinkSync("self", join(root, "self"));
    symlinkSync("nowhere", join(root, "dangling"));
    const evidence = await listEvidence([root], ALL);
    expect(files(evidence)).toEqual(["real/a.eml"]);
    const note = "not-followed: symbolic link";
    expect(gaps(evidence)).toEqual(["dangling", "real/loop", "self", "to-file", "to-outside"].map((name) => `${name}: ${note}`));
    expect(evidence).toHaveLength(countEntries(Buffer.from(root)));
  });

  it.runIf(POSIX)("names what is no regular file, without opening it", async () => {
    const root = tempTree(["a.eml"]);
    execFileSync("mkfifo", [join(root, "pipe")]);
    const server = createServer().listen(join(root, "sock"));
    await new Promise((resolve) => server.once("listening", resolve));
    const evidence = await listEvidence([root], ALL);
    await new Promise((resolve) => server.close(resolve));
    expect(gaps(evidence)).toEqual([
      "pipe: unsupported: named pipe (FIFO), not a regular file",
      "sock: unsupported: socket, not a regular file",
    ]);
    expect(gaps(await listEvidence(["/dev/null"], ALL))).toEqual(["null: unsupported: character device, not a regular file"]);
  });

  it.runIf(LINUX)("walks on beside a tree that is too deep for the system", async () => {
    const root = tempTree(["z.eml"]);
    const step = "d".repeat(200);
    const home = process.cwd();
    process.chdir(root);
    for (let depth = 0; depth < 25; depth += 1) {
      mkdirSync(step);
      process.chdir(step);
    }
    writeFileSync("bottom.eml", "x");
    process.chdir(home);
    const evidence = await listEvidence([root], ALL);
    execFileSync("rm", ["-rf", join(root, step)]);
    expect(files(evidence)).toEqual(["z.eml"]);
    expect(gaps(evidence)).toEqual([
      expect.stringMatching(/^(d{200}\/)+d{200}: unreadable: folder cannot be listed \(ENAMETOOLONG\)$/),
    ]);
  });

  it.runIf(process.getuid !== undefined)("lists a folder that cannot be read as a gap, and goes on", async () => {
    const root = tempTree(["a/x", "closed/x", "names-only/x", "z"]);
    execFileSync("chmod", ["000", join(root, "closed")]);
    execFileSync("chmod", ["444", join(root, "names-only")]);
    const evidence = await unprivileged(() => listEvidence([root], ALL));
    execFileSync("chmod", ["-R", "755", root]);
    expect(files(evidence)).toEqual(["a/x", "z"]);
    expect(gaps(evidence)).toEqual([
      "closed: unreadable: folder cannot be listed (EACCES)",
      "names-only/x: unreadable: cannot be looked at (EACCES)",
    ]);
  });

  it.runIf(POSIX)("loses nothing in random trees of hostile names, with or without patterns that leave nothing out", async () => {
    const seed = Date.now() % 100_000;
    const random = seeded(seed);
    const bytes = LINUX ? [0x80, 0xff, 0xe2, 0xc3, 0xed, 0xa0] : [];
    const pieces = [
      ..."ab.[]{}()*?!-+@|\\ \n\r^$~#:,'\"=&;<>".split(""),
      "\u2028",
      "陈",
      "😀",
      "..",
      ".\\",
      ...bytes.map((byte) => Buffer.from([byte])),
    ];
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const root = tempTree();
    const folders = [Buffer.from(root)];
    for (let made = 0; made < 400; made += 1) {
      const name = Buffer.concat(Array.from({ length: 1 + Math.floor(random() * 5) }, () => Buffer.from(pick(pieces) as string)));
      const path = Buffer.concat([pick(folders), Buffer.from("/"), name]);
      try {
        if (random() < 0.25) {
          mkdirSync(path);
          folders.push(path);
        } else if (random() < 0.1) symlinkSync("x", path);
        else closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY));
      } catch {
        // The name was taken, or is `.` or `..`.
      }
    }
    const count = countEntries(Buffer.from(root));
    const everything = await listEvidence([root], ALL);
    expect(everything.length, `seed ${seed}`).toBe(count);
    expect(new Set(everything.map(({ file }) => file)).size, `seed ${seed}`).toBe(count);
    const same = [
      { include: ["*"], exclude: [] },
      { include: ["**"], exclude: ["no-such-name"] },
      { include: [], exclude: ["no-such/*.thing"] },
    ];
    for (const patterns of same) expect(await listEvidence([root], patterns), `seed ${seed}`).toEqual(everything);
  });
});

describe("listEvidence: what was named", () => {
  it("numbers several inputs and keeps their order, also when they overlap", async () => {
    const root = tempTree(["b/x.eml", "a.eml"]);
    const evidence = await listEvidence([join(root, "b"), join(root, "a.eml"), root, join(root, "a.eml")], ALL);
    expect(evidence.map(({ input, file }) => `${input} ${file}`)).toEqual([
      "0 x.eml",
      "1 a.eml",
      "2 a.eml",
      "2 b/x.eml",
      "3 a.eml",
    ]);
  });

  it("accepts a trailing slash", async () => {
    const root = tempTree(["b/x.eml"]);
    expect(files(await listEvidence([`${root}/`], ALL))).toEqual(["b/x.eml"]);
  });

  it("throws for missing inputs, all of them, as they were given", async () => {
    const root = tempTree(["a"]);
    const inputs = [join(root, "no"), root, "", `${root}/a/b`, "nul\0"];
    const error = await listEvidence(inputs, ALL).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MissingInputError);
    expect((error as MissingInputError).paths).toEqual([inputs[0], "", `${root}/a/b`, "nul\0"]);
  });

  it.runIf(POSIX)("follows a link that is itself named, under the name that was given", async () => {
    const root = tempTree(["real/a.eml", "file.eml"]);
    symlinkSync("real", join(root, "link"));
    symlinkSync("file.eml", join(root, "other.eml"));
    const evidence = await listEvidence([join(root, "link"), join(root, "other.eml")], ALL);
    expect(evidence).toMatchObject([
      { kind: "file", input: 0, file: "a.eml" },
      { kind: "file", input: 1, file: "other.eml" },
    ]);
    for (const one of evidence) if (one.kind === "file") openFile(one.path).close();
  });

  it.runIf(POSIX)("tells a named loop as a gap and a named dangling link as missing", async () => {
    const root = tempTree();
    symlinkSync("loop", join(root, "loop"));
    symlinkSync("nowhere", join(root, "dangling"));
    expect(gaps(await listEvidence([join(root, "loop")], ALL))).toEqual(["loop: unreadable: cannot be looked at (ELOOP)"]);
    await expect(listEvidence([join(root, "dangling")], ALL)).rejects.toBeInstanceOf(MissingInputError);
  });

  it("lists standard input once", async () => {
    const root = tempTree(["a"]);
    expect(await listEvidence(["-"], ALL)).toEqual([{ kind: "stdin", file: "-" }]);
    const evidence = await listEvidence(["-", join(root, "a"), "-"], ALL);
    expect(evidence).toMatchObject([
      { kind: "stdin", input: 0 },
      { kind: "file", input: 1 },
      { kind: "gap", input: 2, reason: "unsupported" },
    ]);
  });

  it("a file named - is a file when it is spelled as a path", async () => {
    const root = tempTree(["-"]);
    expect(files(await listEvidence([join(root, "-")], ALL))).toEqual(["-"]);
    expect(basename(join(root, "-"))).toBe("-");
  });
});

/** Runs as a user who owns nothing: the superuser may read every folder. */
async function unprivileged<T>(run: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
