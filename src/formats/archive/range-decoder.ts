import { Broken } from "./broken.ts";
import type { ByteReader } from "./byte-reader.ts";

/** The range decoder of LZMA: bits by adaptive probabilities (11 bits each, adapted by 5). */
export interface RangeDecoder {
  begin(): void;
  readonly bit: (probabilities: Uint16Array, index: number) => 0 | 1;
  /** `bits` bits down a tree whose root is at `base + 1`. */
  readonly tree: (probabilities: Uint16Array, base: number, bits: number) => number;
  /** The same with the least significant bit first. */
  readonly reverse: (probabilities: Uint16Array, base: number, bits: number) => number;
  /** Bits of probability one half. */
  readonly direct: (bits: number) => number;
}

const MIN = -0x8000_0000;

/** Numbers stay within 32 signed bits, which the engine holds without an allocation; MIN turns their order unsigned. */
export function createRangeDecoder(input: ByteReader): RangeDecoder {
  let range = -1;
  let code = 0;
  const bit = (probabilities: Uint16Array, index: number): 0 | 1 => {
    const probability = probabilities[index] as number;
    const bound = Math.imul(range >>> 11, probability);
    let found: 0 | 1;
    if ((code ^ MIN) < (bound ^ MIN)) {
      range = bound;
      probabilities[index] = probability + ((2_048 - probability) >> 5);
      found = 0;
    } else {
      range = (range - bound) | 0;
      code = (code - bound) | 0;
      probabilities[index] = probability - (probability >> 5);
      found = 1;
    }
    if ((range & 0xff00_0000) === 0) {
      range <<= 8;
      code = (code << 8) | input.byte();
    }
    return found;
  };
  return {
    begin() {
      // The first byte is always 0 (LZMA specification, "The main loop").
      if (input.byte() !== 0) throw new Broken("corrupt");
      range = -1;
      code = 0;
      for (let index = 0; index < 4; index += 1) code = (code << 8) | input.byte();
    },
    bit,
    tree(probabilities, base, bits) {
      // As `bit`, with all that changes in local variables: the engine keeps them in registers, and most bits of a stream are read here.
      let width = range;
      let rest = code;
      let symbol = 1;
      const end = 1 << bits;
      while (symbol < end) {
        const index = base + symbol;
        const probability = probabilities[index] as number;
        const bound = Math.imul(width >>> 11, probability);
        if ((rest ^ MIN) < (bound ^ MIN)) {
          width = bound;
          probabilities[index] = probability + ((2_048 - probability) >> 5);
          symbol <<= 1;
        } else {
          width = (width - bound) | 0;
          rest = (rest - bound) | 0;
          probabilities[index] = probability - (probability >> 5);
          symbol = (symbol << 1) | 1;
        }
        if ((width & 0xff00_0000) === 0) {
          width <<= 8;
          rest = (rest << 8) | input.byte();
        }
      }
      range = width;
      code = rest;
      return symbol - end;
    },
    reverse(probabilities, base, bits) {
      let symbol = 1;
      let value = 0;
      for (let index = 0; index < bits; index += 1) {
        const found = bit(probabilities, base + symbol);
        symbol = (symbol << 1) | found;
        value |= found << index;
      }
      return value;
    },
    direct(bits) {
      let value = 0;
      for (let index = 0; index < bits; index += 1) {
        range >>>= 1;
        // `range` is below 2^31 here, `code` below `range`.
        const found = (code ^ MIN) < (range ^ MIN) ? 0 : 1;
        if (found === 1) code = (code - range) | 0;
        value = (value << 1) | found;
        if ((range & 0xff00_0000) === 0) {
          range <<= 8;
          code = (code << 8) | input.byte();
        }
      }
      return value;
    },
  };
}
