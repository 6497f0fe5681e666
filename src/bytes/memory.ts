import type { ByteSource } from "../model/bytes.ts";

/**
 * A byte source over bytes that are in memory. It gives plain `Uint8Array` views: `slice()` of a
 * Buffer is a view and not a copy, and its `buffer` may be a pool that others write to.
 */
export function memorySource(bytes: Uint8Array): ByteSource {
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    size: plain.length,
    read: (offset, length) => plain.subarray(offset, Math.min(plain.length, offset + length)),
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
