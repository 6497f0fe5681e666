import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createFingerprints } from "../../src/pool/fingerprints.ts";
import { UnreadableError } from "../../src/sources/errors.ts";
import { sha256OfBytes, type Fingerprint } from "../../src/sources/fingerprint.ts";
import type { FileRef } from "../../src/sources/plan.ts";
import { tempTree } from "../sources/temp-tree.ts";

const SIZE = 5 * 1024 ** 2 + 7;

function fileOf(name: string, fill: string): { file: FileRef; bytes: Buffer } {
  const path = join(tempTree(), name);
  const bytes = Buffer.alloc(SIZE, fill);
  writeFileSync(path, bytes);
  const { size, mtimeMs } = statSync(path);
  return { file: { kind: "file", file: name, path, size, mtimeMs }, bytes };
}

/** The fingerprints, and a way to wait for one that does not wait for ever. */
function started() {
  let rings = 0;
  const fingerprints = createFingerprints(() => (rings += 1));
  const made = async (file: FileRef): Promise<() => Fingerprint> => {
    for (let left = 400; left > 0; left -= 1) {
      const result = fingerprints.take(file);
      if (result !== undefined) return result;
      await setTimeout(5);
    }
    throw new Error("no fingerprint was made");
  };
  return { fingerprints, made, rings: () => rings };
}

describe("fingerprints in this thread", () => {
  it("are those of the files, in whatever order they are taken", async () => {
    const { fingerprints, made, rings } = started();
    const first = fileOf("first", "a");
    const second = fileOf("second", "b");
    fingerprints.reach(first.file, Infinity);
    fingerprints.reach(second.file, Infinity);
    expect(fingerprints.take(second.file)).toBeUndefined();
    for (const { file, bytes } of [second, first])
      expect((await made(file))()).toEqual({ sha256: sha256OfBytes(bytes), bytes: SIZE });
    expect(rings()).toBe(2);
    fingerprints.close();
  });

  it("leave the thread to others while they are made", async () => {
    const { fingerprints, made } = started();
    const { file } = fileOf("long", "c");
    fingerprints.reach(file, Infinity);
    let turns = 0;
    const others = setInterval(() => (turns += 1), 0);
    await made(file);
    clearInterval(others);
    expect(turns).toBeGreaterThan(1);
    fingerprints.close();
  });

  it("go no further than the file is read", async () => {
    const { fingerprints, made } = started();
    const { file, bytes } = fileOf("reached", "d");
    fingerprints.reach(file, 1024 ** 2);
    await setTimeout(60);
    expect(fingerprints.take(file)).toBeUndefined();
    // What was not reached was not read: it may still change.
    const changed = Buffer.concat([bytes.subarray(0, 2 * 1024 ** 2), Buffer.alloc(SIZE - 2 * 1024 ** 2, "e")]);
    writeFileSync(file.path, changed);
    fingerprints.reach(file, Infinity);
    expect((await made(file))().sha256).toBe(sha256OfBytes(changed));
    fingerprints.close();
  });

  it("throw where they are taken what the file threw", async () => {
    const { fingerprints, made, rings } = started();
    const { file } = fileOf("gone", "f");
    rmSync(file.path);
    fingerprints.reach(file, Infinity);
    expect(await made(file)).toThrow(UnreadableError);
    expect(rings()).toBe(1);
    fingerprints.close();
  });

  it("are not made any more once they are closed", async () => {
    const { fingerprints, rings } = started();
    const { file } = fileOf("closed", "g");
    fingerprints.reach(file, Infinity);
    fingerprints.close();
    await setTimeout(60);
    expect(rings()).toBe(0);
    expect(fingerprints.take(file)).toBeUndefined();
  });
});
