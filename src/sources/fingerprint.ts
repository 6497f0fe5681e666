import { createHash, hash } from "node:crypto";
import { closeSync, lstatSync } from "node:fs";
import { openForReading, readFully } from "./file-source.ts";
import { openablePath } from "./names.ts";

/** Larger pieces fall out of the processor's cache between reading and hashing. */
const PIECE_BYTES = 256 * 1024;

/** The fingerprint of a file; SHA-256 (FIPS 180-4) in lower-case hexadecimal, and how many bytes went into it. */
export interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
}

/** A file that is being hashed, piece by piece. */
export interface Hashing {
  /** Bytes that are hashed. */
  readonly bytes: () => number;
  /** Hashes the next piece; false when there was none. Throws UnreadableError. */
  readonly step: () => boolean;
  /** The fingerprint of what was hashed. */
  readonly end: () => Fingerprint;
  readonly close: () => void;
}

/**
 * Begins to hash a file (lossless path). One byte is read beyond the size that the file states:
 * `bytes` above or below that size means that the file grew, shrank or lies about its size.
 * Throws UnreadableError.
 */
export function startHashing(path: string): Hashing {
  const { descriptor, size } = openForReading(path);
  const hashing = createHash("sha256");
  const piece = new Uint8Array(Math.min(PIECE_BYTES, size + 1));
  let bytes = 0;
  let open = true;
  return {
    bytes: () => bytes,
    step() {
      const count = bytes > size ? 0 : readFully(descriptor, piece, Math.min(piece.length, size + 1 - bytes), bytes);
      hashing.update(count === piece.length ? piece : piece.subarray(0, count));
      bytes += count;
      return count > 0;
    },
    end: () => ({ sha256: hashing.digest("hex"), bytes }),
    close() {
      // The system gives the number to the next file that is opened.
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

/** Hashes a file at once; see `startHashing`. `alive` is called after each piece, for whoever watches a long run. */
export function sha256OfFile(path: string, alive: () => void = () => {}): Fingerprint {
  const hashing = startHashing(path);
  try {
    while (hashing.step()) alive();
    return hashing.end();
  } finally {
    hashing.close();
  }
}

/** SHA-256 of bytes in memory, in lower-case hexadecimal. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex");
}

/** True when the file at a lossless path no longer has this size and time of change, or is not there as a regular file. */
export function changedSince(path: string, size: number, mtimeMs: number): boolean {
  try {
    const stats = lstatSync(openablePath(path));
    return !stats.isFile() || stats.size !== size || stats.mtimeMs !== mtimeMs;
  } catch {
    // What cannot be looked at any more is not as it was: the caller makes the gap.
    return true;
  }
}
