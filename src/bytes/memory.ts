import type { ByteSource } from "../model/bytes.ts";

/** A byte source over bytes that are in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}

/** All bytes of a source; the caller has checked its size. */
export function readAll(source: ByteSource): Uint8Array {
  return source.read(0, source.size);
}

/** The bytes of a source in pieces of at most `size` bytes; a piece is valid until the next one. */
export function* pieces(source: ByteSource, size = 262_144, from = 0): Generator<Uint8Array> {
  for (let offset = from; offset < source.size;) {
    const piece = source.read(offset, Math.min(size, source.size - offset));
    if (piece.length === 0) return;
    yield piece;
    offset += piece.length;
  }
}
