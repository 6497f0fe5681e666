import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";

const WINDOW_BYTES = 16_384;

/** Reads numbers and stretches of a source one behind the other. */
export interface Cursor {
  readonly size: number;
  at: number;
  /** False when fewer than `length` bytes are left. */
  has(length: number): boolean;
  /** The next bytes, as a copy; fewer at the end. */
  take(length: number): Buffer;
  /** The next bytes as a source; shorter at the end. */
  source(length: number): ByteSource;
  u8(): number;
  u16(): number;
  u32(): number;
}

/** Numbers behind the end read as 0: whoever must know asks `has` first. */
export function cursorOver(source: ByteSource): Cursor {
  let window = Buffer.alloc(0);
  let base = 0;
  const number = (length: 1 | 2 | 4): number => {
    const { at } = cursor;
    if (at < base || at + length > base + window.length) {
      base = at;
      window = Buffer.from(new Uint8Array(source.read(at, WINDOW_BYTES)));
    }
    cursor.at += length;
    return at + length > base + window.length ? 0 : window.readUIntLE(at - base, length);
  };
  const cursor: Cursor = {
    size: source.size,
    at: 0,
    has: (length) => length <= source.size - cursor.at,
    take(length) {
      const bytes = Buffer.from(new Uint8Array(source.read(cursor.at, Math.min(length, Math.max(0, source.size - cursor.at)))));
      cursor.at += length;
      return bytes;
    },
    source(length) {
      const from = cursor.at;
      cursor.at += length;
      return slice(source, from, from + length);
    },
    u8: () => number(1),
    u16: () => number(2),
    u32: () => number(4),
  };
  return cursor;
}
