import type { ByteSource } from "../../model/bytes.ts";
import { byteReader } from "./byte-reader.ts";

/** Bits with the most significant one first. Throws `Broken("truncated")` at the end of the source. */
export interface BitReader {
  /** Up to 24 bits. */
  bits(count: number): number;
  /** 32 bits as a signed number. */
  word(): number;
  /** Goes on at the next whole byte. */
  align(): void;
  position(): number;
}

/** Reads the bits of a source from a byte offset on. */
export function createBitReader(source: ByteSource, start: number): BitReader {
  const input = byteReader(source, start);
  let held = 0;
  let count = 0;
  const bits = (wanted: number): number => {
    while (count < wanted) {
      held = (held << 8) | input.byte();
      count += 8;
    }
    count -= wanted;
    return (held >>> count) & ((1 << wanted) - 1);
  };
  return {
    bits,
    word: () => (bits(16) << 16) | bits(16),
    align() {
      count -= count & 7;
    },
    position: () => input.position() - (count >> 3),
  };
}
