import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed after the test, with files whose content is their own path. */
export function tempTree(files: readonly string[] = []): string {
  const root = mkdtempSync(join(tmpdir(), "pii-scan-sources-"));
  // Readable for others too: some tests look at it without privileges.
  chmodSync(root, 0o755);
  made.push(root);
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), file);
  }
  return root;
}

/** A path of bytes below a folder. */
export function bytePath(root: string, ...names: readonly (string | Buffer)[]): Buffer {
  const pieces: Buffer[] = [Buffer.from(root)];
  for (const name of names) pieces.push(Buffer.from("/"), Buffer.from(name as string));
  return Buffer.concat(pieces);
}

/** All that is below a folder and is no folder, counted by plain recursion: the number to hold a walk against. */
export function countEntries(folder: Buffer): number {
  let count = 0;
  for (const entry of readdirSync(folder, { encoding: "buffer", withFileTypes: true })) {
    count += entry.isDirectory() ? countEntries(Buffer.concat([folder, Buffer.from("/"), entry.name])) : 1;
  }
  return count;
}

/** Numbers in [0, 1) that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
