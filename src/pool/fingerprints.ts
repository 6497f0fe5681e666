import { startHashing, type Fingerprint, type Hashing } from "../sources/fingerprint.ts";
import type { FileRef } from "../sources/plan.ts";

/**
 * Makes the fingerprints of large files in this thread while the workers read them, a little at a
 * time, so that signals, messages and reports are not kept waiting.
 */
export interface Fingerprints {
  /** The file is being read up to `offset`: what is hashed meanwhile is read from the disk once. */
  readonly reach: (file: FileRef, offset: number) => void;
  /** Gives the fingerprint or throws what reading the file threw; `undefined` until it is made. Asked once it is given, it is forgotten. */
  readonly take: (file: FileRef) => (() => Fingerprint) | undefined;
  readonly close: () => void;
}

/** Pieces that are hashed before anything else has its turn: about a millisecond. */
const PIECES = 4;

interface Hashed {
  readonly file: FileRef;
  reach: number;
  hashing: Hashing | undefined;
  result: (() => Fingerprint) | undefined;
}

/** `ring` is called when a fingerprint is made. */
export function createFingerprints(ring: () => void): Fingerprints {
  const files = new Map<FileRef, Hashed>();
  let turn: NodeJS.Immediate | undefined;

  /** The first in the order of the plan that may go on. */
  const next = (): Hashed | undefined => {
    for (const one of files.values()) if (one.result === undefined && (one.hashing?.bytes() ?? 0) < one.reach) return one;
    return undefined;
  };
  const goOn = (): void => {
    turn = undefined;
    const one = next();
    if (one === undefined) return;
    hash(one);
    if (one.result !== undefined) ring();
    wake();
  };
  const wake = (): void => {
    turn ??= setImmediate(goOn);
  };
  return {
    reach(file, offset) {
      const known = files.get(file);
      if (known === undefined) files.set(file, { file, reach: offset, hashing: undefined, result: undefined });
      else known.reach = Math.max(known.reach, offset);
      wake();
    },
    take(file) {
      const result = files.get(file)?.result;
      if (result !== undefined) files.delete(file);
      return result;
    },
    close() {
      clearImmediate(turn);
      for (const { hashing } of files.values()) hashing?.close();
      files.clear();
    },
  };
}

/** Hashes a little. */
function hash(one: Hashed): void {
  try {
    one.hashing ??= startHashing(one.file.path);
    const { hashing } = one;
    for (let piece = 0; piece < PIECES && hashing.bytes() < one.reach; piece += 1) {
      if (hashing.step()) continue;
      const fingerprint = hashing.end();
      hashing.close();
      one.result = () => fingerprint;
      return;
    }
  } catch (error) {
    one.hashing?.close();
    // Whoever closes the file makes the gap.
    one.result = () => {
      throw error;
    };
  }
}
