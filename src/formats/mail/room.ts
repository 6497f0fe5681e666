/** Bytes that are asked for at once; a text is a small part of it. */
const SLAB_BYTES = 262_144;

let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/**
 * Room for up to `size` bytes of a decoded text. Asking the system for each text costs more than
 * decoding a short one. Nothing is written to it by anyone else, now or later.
 */
export function reserve(size: number): Buffer {
  if (size > SLAB_BYTES / 4) return Buffer.allocUnsafeSlow(size);
  if (used + size > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  const room = slab.subarray(used, used + size);
  used += size;
  return room;
}

/** The first `length` bytes of the room that was asked for last; the rest is given back. */
export function trim(room: Buffer, length: number): Buffer {
  if (room.buffer === slab.buffer && room.byteOffset + room.length === slab.byteOffset + used) used -= room.length - length;
  return room.subarray(0, length);
}
