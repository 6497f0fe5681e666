import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UnreadableError } from "../../src/sources/errors.ts";
import { changedSince, sha256OfBytes, sha256OfFile } from "../../src/sources/fingerprint.ts";
import { tempTree } from "./temp-tree.ts";

describe("sha256", () => {
  // NIST FIPS 180-4 example values, and the empty message.
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ])("of a file and of bytes", (text, expected) => {
    const path = join(tempTree(), "data");
    writeFileSync(path, text);
    expect(sha256OfFile(path)).toEqual({ sha256: expected, bytes: text.length });
    expect(sha256OfBytes(Buffer.from(text))).toBe(expected);
  });

  it.each([256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1024 ** 2])("of a file of %i bytes, read in pieces", (size) => {
    const bytes = Buffer.alloc(size, "synthetic ");
    const path = join(tempTree(), "data");
    writeFileSync(path, bytes);
    expect(sha256OfFile(path)).toEqual({ sha256: sha256OfBytes(bytes), bytes: size });
  });

  it("tells that it is alive, piece by piece", () => {
    const path = join(tempTree(), "data");
    writeFileSync(path, Buffer.alloc(3 * 256 * 1024));
    let told = 0;
    sha256OfFile(path, () => (told += 1));
    expect(told).toBe(3);
  });

  it("of a missing file is a typed error without its path", () => {
    const path = join(tempTree(), "S1234567D");
    expect(() => sha256OfFile(path)).toThrow(UnreadableError);
    expect(() => sha256OfFile(path)).not.toThrow("S1234567D");
  });

  it.runIf(process.platform === "linux")("shows that a file holds more than it states", () => {
    // Files of /proc state the size 0.
    expect(statSync("/proc/self/status").size).toBe(0);
    expect(sha256OfFile("/proc/self/status").bytes).toBe(1);
  });
});

describe("changedSince", () => {
  const changes: [string, (path: string) => void, boolean][] = [
    ["untouched", () => undefined, false],
    ["longer", (path) => appendFileSync(path, "x"), true],
    ["shorter", (path) => truncateSync(path, 1), true],
    ["touched", (path) => utimesSync(path, new Date(), new Date("2031-01-01")), true],
    ["gone", (path) => rmSync(path), true],
    ["moved away and replaced by a folder", (path) => (renameSync(path, `${path}.old`), mkdirSync(path)), true],
    ["replaced by a link to itself", (path) => (renameSync(path, `${path}.old`), symlinkSync(`${path}.old`, path)), true],
  ];
  it.each(changes)("%s", (_what, change, expected) => {
    const path = join(tempTree(["file"]), "file");
    const { size, mtimeMs } = statSync(path);
    change(path);
    expect(changedSince(path, size, mtimeMs)).toBe(expected);
  });
});
