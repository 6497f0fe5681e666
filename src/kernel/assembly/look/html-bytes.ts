// AssemblyScript. What the readers of tags, attributes and references share.
import { lookUp, REFERENCES } from "./memory";

export const GT: u32 = 0x3e;
export const AMP: u32 = 0x26;

export function isSpace(byte: u32): bool {
  return byte === 0x20 || (byte - 9 < 5 && byte !== 11);
}

export function isAlpha(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26;
}

export function isEnd(byte: u32): bool {
  return byte === GT || byte === 0x2f || isSpace(byte);
}

/** Code of a reference between `&` and `;`: one more than the place of what it folds to, in WORDS; letters must be as they are. */
export function known(start: u32, length: u32): u32 {
  for (let at = start; at < start + length; at++) if (<u32>load<u8>(at) - 0x41 < 26) return 0;
  return lookUp(REFERENCES, start, length);
}

export function find(byte: u32, from: u32, end: u32): u32 {
  const wanted = i8x16.splat(<i8>byte);
  for (let at = from; at < end; at += 16) {
    const found: u32 = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (found !== 0) {
      const place = at + <u32>ctz(found);
      return place < end ? place : 0;
    }
  }
  return 0;
}
