import { Broken } from "./broken.ts";
import type { ByteReader } from "./byte-reader.ts";
import { createRangeDecoder } from "./range-decoder.ts";
import type { Window } from "./window.ts";

/** A decoder of LZMA data (LZMA specification by I. Pavlov, 2015), whose state LZMA2 keeps from chunk to chunk. */
export interface LzmaDecoder {
  /** Takes the byte that states lc, lp and pb, and begins anew. */
  properties(byte: number): void;
  resetState(): void;
  /** Reads the five bytes with which coded data begins. */
  begin(): void;
  /**
   * Adds up to `size` bytes to the window, given out as it fills; says whether the end marker came first.
   * Without a `size` the marker must come.
   */
  run(size: number | undefined): Generator<Uint8Array, "size" | "marker">;
}

const INITIAL = 1_024;
/** The state after a literal, a match, a repeated match and a repeated byte, by the state before. */
const AFTER_LITERAL = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 5];
const ALIGN = 4;
const END_MARKER = -1;

/** A code of lengths: short ones and middle ones by the place in the output, long ones. */
interface Lengths {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly middle: Uint16Array;
  readonly high: Uint16Array;
}

function lengths(): Lengths {
  const fresh = (size: number): Uint16Array => new Uint16Array(size).fill(INITIAL);
  return { choice: fresh(2), low: fresh(16 << 3), middle: fresh(16 << 3), high: fresh(256) };
}

/** Decodes what `input` holds into `window`; throws `Broken` on damage. `tell` hears how far was read. */
export function createLzma(input: ByteReader, window: Window, tell: (consumed: number) => void): LzmaDecoder {
  const range = createRangeDecoder(input);
  const { bit, tree, reverse, direct } = range;
  let contextBits = 0;
  let literalPlaceMask = 0;
  let placeMask = 0;
  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  let literals = new Uint16Array(0);
  const isMatch = new Uint16Array(12 << 4);
  const isRep = new Uint16Array(12);
  const isRepG0 = new Uint16Array(12);
  const isRepG1 = new Uint16Array(12);
  const isRepG2 = new Uint16Array(12);
  const isRep0Long = new Uint16Array(12 << 4);
  const slots = new Uint16Array(4 << 6);
  const special = new Uint16Array(128);
  const align = new Uint16Array(1 << ALIGN);
  let matchLengths = lengths();
  let repLengths = lengths();

  const resetState = (): void => {
    for (const probabilities of [literals, isMatch, isRep, isRepG0, isRepG1, isRepG2, isRep0Long, slots, special, align])
      probabilities.fill(INITIAL);
    matchLengths = lengths();
    repLengths = lengths();
    state = 0;
    rep0 = rep1 = rep2 = rep3 = 0;
  };
  const literal = (place: number): void => {
    const before = window.back(1);
    const base = 0x300 * (((place & literalPlaceMask) << contextBits) + (before >> (8 - contextBits)));
    window.put(state < 7 ? tree(literals, base, 8) : unlike(window.back(rep0 + 1), base));
    state = AFTER_LITERAL[state] as number;
  };
  /** A literal behind a match, which is likely to differ from the byte that would continue it. */
  const unlike = (expected: number, base: number): number => {
    let symbol = 1;
    let match = expected;
    do {
      const matchBit = (match >> 7) & 1;
      match <<= 1;
      const found = bit(literals, base + ((1 + matchBit) << 8) + symbol);
      symbol = (symbol << 1) | found;
      if (matchBit !== found) break;
    } while (symbol < 0x100);
    while (symbol < 0x100) symbol = (symbol << 1) | bit(literals, base + symbol);
    return symbol & 0xff;
  };
  const length = (code: Lengths, place: number): number => {
    if (bit(code.choice, 0) === 0) return 2 + tree(code.low, place << 3, 3);
    if (bit(code.choice, 1) === 0) return 10 + tree(code.middle, place << 3, 3);
    return 18 + tree(code.high, 0, 8);
  };
  const distance = (matched: number): number => {
    const slot = tree(slots, Math.min(matched - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + reverse(special, base - slot, bits);
    return (base + (direct(bits - ALIGN) << ALIGN) + reverse(align, 0, ALIGN)) | 0;
  };
  /** One match; its length, or END_MARKER. */
  const match = (place: number): number => {
    if (bit(isRep, state) === 0) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      const found = length(matchLengths, place);
      state = state < 7 ? 7 : 10;
      rep0 = distance(found);
      return rep0 === -1 ? END_MARKER : found;
    }
    if (bit(isRepG0, state) === 0) {
      if (bit(isRep0Long, (state << 4) + place) === 0) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      let again = rep1;
      if (bit(isRepG1, state) === 1) {
        if (bit(isRepG2, state) === 0) again = rep2;
        else {
          again = rep3;
          rep3 = rep2;
        }
        rep2 = rep1;
      }
      rep1 = rep0;
      rep0 = again;
    }
    const found = length(repLengths, place);
    state = state < 7 ? 8 : 11;
    return found;
  };
  return {
    properties(byte) {
      if (byte >= 9 * 5 * 5) throw new Broken("corrupt");
      contextBits = byte % 9;
      const places = Math.floor(byte / 9);
      literalPlaceMask = (1 << (places % 5)) - 1;
      placeMask = (1 << Math.floor(places / 5)) - 1;
      const size = 0x300 << (contextBits + (places % 5));
      literals = new Uint16Array(size);
      resetState();
    },
    resetState,
    begin: () => range.begin(),
    *run(size) {
      let left = size ?? Number.POSITIVE_INFINITY;
      let known = window.known();
      while (left > 0) {
        if (window.due()) {
          tell(input.position());
          yield window.give();
          window.slide();
        }
        const place = known & placeMask;
        if (bit(isMatch, (state << 4) + place) === 0) {
          literal(known);
          left -= 1;
          known += 1;
          continue;
        }
        const found = match(place);
        if (found === END_MARKER) return "marker";
        if (found > left || rep0 < 0) throw new Broken("corrupt");
        window.copy(rep0 + 1, found);
        left -= found;
        known += found;
      }
      return "size";
    },
  };
}
