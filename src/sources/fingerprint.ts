import { createHash } from "node:crypto";
import { closeSync, lstatSync } from "node:fs";
import { openForReading, readFully } from "./file-source.ts";
import { openablePath } from "./names.ts";

const PIECE_BYTES = 1024 ** 2;

/** The fingerprint of a file; SHA-256 (FIPS 180-4) in lower-case hexadecimal, and how many bytes went into it. */
export interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Hashes a file (lossless path) in pieces. Reads one byte beyond the size that the file states:
 * `bytes` above or below that size means that the file grew, shrank or lies about its size.
 * `alive` is called after each piece, for whoever watches a long run. Throws UnreadableError.
 */
export function sha256OfFile(path: string, alive: () => void = () => {}): Fingerprint {
  const { descriptor, size } = openForReading(path);
  try {
    const hash = createHash("sha256");
    const piece = new Uint8Array(Math.min(PIECE_BYTES, size + 1));
    let bytes = 0;
    while (bytes <= size) {
      const count = readFully(descriptor, piece, Math.min(piece.length, size + 1 - bytes), bytes);
      if (count === 0) break;
      hash.update(piece.subarray(0, count));
      alive();
      bytes += count;
    }
    return { sha256: hash.digest("hex"), bytes };
  } finally {
    closeSync(descriptor);
  }
}

/** SHA-256 of bytes in memory, in lower-case hexadecimal. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
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
