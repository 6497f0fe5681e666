import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UnreadableError } from "../../src/sources/errors.ts";
import { openFile, READ_AHEAD_BYTES } from "../../src/sources/file-source.ts";
import { seeded, tempTree } from "./temp-tree.ts";

const POSIX = process.platform !== "win32";

/** A file whose byte at each offset can be computed. */
function patterned(size: number): { path: string; bytes: Uint8Array } {
  const path = join(tempTree(), "data");
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8) * 7) & 0xff);
  writeFileSync(path, bytes);
  return { path, bytes };
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UnreadableError) return error.code;
    throw error;
  }
  return "no error";
}

describe("openFile", () => {
  it("reads what is there, whatever the order and size of the reads", () => {
    const { path, bytes } = patterned(READ_AHEAD_BYTES * 2 + 1_234);
    const { source, size, close } = openFile(path);
    expect(size).toBe(bytes.length);
    expect(source.size).toBe(bytes.length);
    const seed = Date.now() % 100_000;
    const random = seeded(seed);
    for (let round = 0; round < 300; round += 1) {
      const offset = Math.floor(random() * (bytes.length + 100));
      const length = Math.floor(random() * (round % 10 === 0 ? bytes.length : 5_000));
      const expected = bytes.subarray(offset, Math.min(bytes.length, offset + length));
      expect(Buffer.compare(source.read(offset, length), expected), `seed ${seed} ${offset}+${length}`).toBe(0);
    }
    close();
  });

  it.each([
    ["at the end", 10, 5, 0],
    ["beyond the end", 11, 5, 0],
    ["over the end", 8, 5, 2],
    ["nothing", 3, 0, 0],
    ["everything", 0, 10, 10],
    ["more than everything", 0, 1e12, 10],
  ])("%s", (_what, offset, length, expected) => {
    const { source, close } = openFile(patterned(10).path);
    expect(source.read(offset, length)).toHaveLength(expected);
    close();
  });

  it("reads across the border of its buffer in one piece", () => {
    const { path, bytes } = patterned(READ_AHEAD_BYTES + 100);
    const { source, close } = openFile(path);
    source.read(0, 1);
    const across = source.read(READ_AHEAD_BYTES - 10, 20);
    expect([...across]).toEqual([...bytes.subarray(READ_AHEAD_BYTES - 10, READ_AHEAD_BYTES + 10)]);
    close();
  });

  it("reads more than it keeps a buffer for", () => {
    const { path, bytes } = patterned(5 * 1024 ** 2);
    const { source, close } = openFile(path);
    expect(Buffer.compare(source.read(0, bytes.length), bytes)).toBe(0);
    expect([...source.read(7, 3)]).toEqual([...bytes.subarray(7, 10)]);
    close();
  });

  it("gives fewer bytes when the file became shorter, and never those of before", () => {
    const { path } = patterned(READ_AHEAD_BYTES * 2);
    const { source, size, close } = openFile(path);
    truncateSync(path, READ_AHEAD_BYTES + 5);
    expect(source.read(READ_AHEAD_BYTES, 100)).toHaveLength(5);
    expect(source.read(READ_AHEAD_BYTES + 50, 10)).toHaveLength(0);
    expect(size).toBe(READ_AHEAD_BYTES * 2);
    close();
  });

  it("does not show what was added after it was opened", () => {
    const { path } = patterned(10);
    const { source, holdsMore, close } = openFile(path);
    expect(holdsMore()).toBe(false);
    appendFileSync(path, "more");
    expect(source.read(0, 100)).toHaveLength(10);
    expect(holdsMore()).toBe(true);
    close();
  });

  it.each([
    ["as it is", 0, "", 10, false],
    ["that has grown", 0, "more", 10, true],
    ["that became shorter", 4, "", 4, false],
  ])("reads a file %s whole, in memory of its own", (_, length, added, there, more) => {
    const { path, bytes } = patterned(10);
    const { whole, close } = openFile(path);
    const other = openFile(patterned(20).path);
    if (length > 0) truncateSync(path, length);
    appendFileSync(path, added);
    const read = whole();
    other.whole();
    expect([...read.bytes]).toEqual([...bytes.subarray(0, there)]);
    expect(read.more).toBe(more);
    close();
    other.close();
  });

  it.runIf(process.platform === "linux")("sees that a file that states no size has content", () => {
    const { size, whole, close } = openFile("/proc/self/status");
    expect(size).toBe(0);
    expect(whole()).toEqual({ bytes: new Uint8Array(0), more: true });
    close();
  });

  it("is empty for an empty file", () => {
    const { source, size, close } = openFile(patterned(0).path);
    expect([size, source.read(0, 10).length]).toEqual([0, 0]);
    close();
  });

  it("reads nothing after it was closed, and can be closed twice", () => {
    const { path } = patterned(10);
    const { source, close } = openFile(path);
    source.read(0, 10);
    close();
    close();
    // The same descriptor number now belongs to another file.
    const other = openFile(patterned(10).path);
    expect(codeOf(() => source.read(0, 10))).toBe("EBADF");
    other.close();
  });

  it("refuses what is missing or a folder, with the code only", () => {
    const root = tempTree(["a"]);
    expect(codeOf(() => openFile(join(root, "S1234567D")))).toBe("ENOENT");
    expect(codeOf(() => openFile(root))).toMatch(/^(?:NOT_A_FILE|EISDIR)$/);
    expect(() => openFile(join(root, "S1234567D"))).toThrow(/^cannot be read \(ENOENT\)$/);
  });

  it.runIf(POSIX)("refuses a link that took the place of a file", () => {
    const root = tempTree(["a"]);
    symlinkSync("a", join(root, "link"));
    expect(codeOf(() => openFile(join(root, "link")))).toBe("ELOOP");
  });

  it.runIf(POSIX)("refuses a pipe that took the place of a file, without waiting for its other end", () => {
    const pipe = join(tempTree(), "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(codeOf(() => openFile(pipe))).toBe("NOT_A_FILE");
  });

  it.runIf(process.getuid !== undefined)("refuses what it may not read; reads what belongs to somebody else", () => {
    const root = tempTree(["closed", "open"]);
    chmodSync(join(root, "closed"), 0o000);
    const codes = asNobody(() => ["closed", "open"].map((name) => codeOf(() => openFile(join(root, name)).close())));
    expect(codes).toEqual(["EACCES", "no error"]);
  });

  it.runIf(process.platform === "linux")("leaves the access time alone", () => {
    const { path } = patterned(10);
    const long = new Date("2020-01-01T00:00:00Z");
    utimesSync(path, long, new Date());
    const { source, close } = openFile(path);
    source.read(0, 10);
    close();
    expect(statSync(path).atime).toEqual(long);
  });

  it.runIf(process.platform === "linux")("does not leak descriptors when it refuses", () => {
    const root = tempTree();
    mkdirSync(join(root, "folder"));
    const before = openFile(patterned(1).path);
    for (let round = 0; round < 2_000; round += 1) expect(codeOf(() => openFile(join(root, "folder")))).toBe("NOT_A_FILE");
    before.close();
    expect(Number(execFileSync("sh", ["-c", `ls /proc/${process.pid}/fd | wc -l`]).toString())).toBeLessThan(200);
  });
});

function asNobody<T>(run: () => T): T {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}
