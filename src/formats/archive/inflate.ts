import { inflateRawSync } from "node:zlib";
import type { ByteSource } from "../../model/bytes.ts";
import { Broken, type BrokenHow } from "./broken.ts";
import { huffmanTable, type HuffmanTable } from "./huffman.ts";

/**
 * How a compressed stream ended: `checksum` when all came out and its checksum denies it,
 * `trailing` when something stands after it. `consumed` is the offset in the source after its last byte.
 */
export interface Inflated {
  readonly end: "whole" | "checksum" | "trailing" | BrokenHow;
  readonly consumed: number;
}

/** Deflate64 reaches back twice as far as deflate, and its longest match has 65 538 bytes. */
const WINDOW = 65_536;
const OUT = 4 * WINDOW;
const MATCH = 65_540;
const INPUT = 65_536;

/** What a length code stands for, and how many codes of distances there are. */
interface Lengths {
  readonly base: readonly number[];
  readonly extra: readonly number[];
  readonly distances: number;
}

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const LENGTHS: Lengths = { base: LENGTH_BASE, extra: LENGTH_EXTRA, distances: 30 };
/** Deflate64: the last length code has 16 more bits, and two more codes of distances are in use. */
const LENGTHS_64: Lengths = {
  base: [...LENGTH_BASE.slice(0, -1), 3],
  extra: [...LENGTH_EXTRA.slice(0, -1), 16],
  distances: 32,
};
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12_289,
  16_385, 24_577, 32_769, 49_153,
];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14];

const FIXED_LENGTHS = Uint8Array.from({ length: 288 }, (_, code) => (code < 144 ? 8 : code < 256 ? 9 : code < 280 ? 7 : 8));
const FIXED_DISTANCE_LENGTHS = new Uint8Array(32).fill(5);

/** Before the first block, which brings a code. */
const NO_CODE: HuffmanTable = new Uint16Array(0);

/** The code of a block that brings none of its own (RFC 1951 section 3.2.6), made for the first of them. */
function fixedCode(): readonly [HuffmanTable, HuffmanTable] {
  fixed ??= [huffmanTable(FIXED_LENGTHS), huffmanTable(FIXED_DISTANCE_LENGTHS)];
  return fixed;
}
let fixed: readonly [HuffmanTable, HuffmanTable] | undefined;

/**
 * Inflates a raw deflate stream (RFC 1951) from `start` in flat memory, piece by piece and
 * synchronously, which zlib's bindings cannot. What was read before damage is given out. A piece
 * is valid until the next one; before each, `tell` hears how far the source was read.
 */
export function inflate(
  source: ByteSource,
  start: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  return inflated(source, start, tell, LENGTHS);
}

/** The same for Deflate64, "enhanced deflating" (APPNOTE.TXT section 4.4.5, method 9). */
export function inflate64(
  source: ByteSource,
  start: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  return inflated(source, start, tell, LENGTHS_64);
}

function* inflated(
  source: ByteSource,
  start: number,
  tell: (consumed: number) => void,
  lengths: Lengths,
): Generator<Uint8Array, Inflated> {
  const input = bitReader(source, start);
  const out = new Uint8Array(OUT);
  let at = 0;
  let given = 0;
  let last = false;
  let table: HuffmanTable = NO_CODE;
  let distances: HuffmanTable = NO_CODE;
  let stored = 0;
  let coded = false;
  try {
    for (;;) {
      // Room for the longest match: what is given out stays as the window.
      if (at > OUT - MATCH) {
        tell(input.position());
        yield out.subarray(given, at);
        out.copyWithin(0, at - WINDOW, at);
        at = WINDOW;
        given = WINDOW;
      }
      if (stored > 0) {
        const copied = input.copy(out, at, Math.min(stored, OUT - MATCH - at + 1));
        at += copied;
        stored -= copied;
      } else if (coded) {
        const symbol = input.symbol(table);
        if (symbol < 256) {
          out[at] = symbol;
          at += 1;
        } else if (symbol === 256) coded = false;
        else at = match(input, lengths, distances, symbol - 257, out, at);
      } else if (last) {
        tell(input.position());
        if (at > given) yield out.subarray(given, at);
        return { end: "whole", consumed: input.position() };
      } else {
        last = input.bits(1) === 1;
        const type = input.bits(2);
        if (type === 0) stored = input.storedLength();
        else if (type === 1) [table, distances, coded] = [...fixedCode(), true];
        else if (type === 2) [table, distances, coded] = [...dynamicTables(input), true];
        else throw new Broken("corrupt");
      }
    }
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    tell(input.position());
    if (at > given) yield out.subarray(given, at);
    return { end: error.how, consumed: input.position() };
  }
}

/**
 * The same by zlib, all at once and several times faster: for what is in memory, undamaged, and
 * inflates to at most `limit` bytes; else `undefined`, and `inflate` tells what there is.
 */
export function inflateAtOnce(packed: Uint8Array, limit: number): { out: Uint8Array; consumed: number } | undefined {
  try {
    const result: unknown = inflateRawSync(packed, { maxOutputLength: Math.max(1, limit), info: true });
    return isInfo(result) ? { out: result.buffer, consumed: result.engine.bytesWritten } : undefined;
  } catch {
    // Damaged, cut off or too large: the caller goes the slow way, which says which of them.
    return undefined;
  }
}

/** What zlib's synchronous functions return under `info: true`; its type declarations leave it out. */
function isInfo(result: unknown): result is { buffer: Uint8Array; engine: { bytesWritten: number } } {
  return typeof result === "object" && result !== null && "buffer" in result && "engine" in result;
}

function match(input: BitReader, lengths: Lengths, distances: HuffmanTable, code: number, out: Uint8Array, at: number): number {
  const base = lengths.base[code];
  if (base === undefined) throw new Broken("corrupt");
  const length = base + input.bits(lengths.extra[code] as number);
  const distanceCode = input.symbol(distances);
  const distanceBase = DISTANCE_BASE[distanceCode];
  if (distanceBase === undefined || distanceCode >= lengths.distances) throw new Broken("corrupt");
  const distance = distanceBase + input.bits(DISTANCE_EXTRA[distanceCode] as number);
  if (distance > at) throw new Broken("corrupt");
  for (let from = at - distance, end = at + length; at < end; from += 1, at += 1) out[at] = out[from] as number;
  return at;
}

function dynamicTables(input: BitReader): [HuffmanTable, HuffmanTable] {
  const literals = input.bits(5) + 257;
  const distances = input.bits(5) + 1;
  const codes = input.bits(4) + 4;
  const lengths = new Uint8Array(19);
  for (let index = 0; index < codes; index += 1) lengths[ORDER[index] as number] = input.bits(3);
  const table = huffmanTable(lengths);
  const all = new Uint8Array(literals + distances);
  for (let at = 0; at < all.length;) {
    const symbol = input.symbol(table);
    if (symbol < 16) {
      all[at] = symbol;
      at += 1;
      continue;
    }
    const repeat = symbol === 16 ? 3 + input.bits(2) : symbol === 17 ? 3 + input.bits(3) : 11 + input.bits(7);
    if (at + repeat > all.length || (symbol === 16 && at === 0)) throw new Broken("corrupt");
    all.fill(symbol === 16 ? (all[at - 1] as number) : 0, at, at + repeat);
    at += repeat;
  }
  return [huffmanTable(all.subarray(0, literals)), huffmanTable(all.subarray(literals))];
}

interface BitReader {
  bits(count: number): number;
  symbol(table: HuffmanTable): number;
  storedLength(): number;
  copy(out: Uint8Array, at: number, length: number): number;
  position(): number;
}

function bitReader(source: ByteSource, start: number): BitReader {
  let input: Uint8Array = new Uint8Array(0);
  let next = 0;
  let offset = start;
  let held = 0;
  let count = 0;
  /** Bits that were made up at the end, so that the last code can be looked up. */
  let padding = 0;

  const byte = (): number => {
    if (next === input.length) {
      offset += input.length;
      // The view may be reused by the next read of this source: it is this reader's until then.
      input = source.read(offset, INPUT).slice();
      next = 0;
      if (input.length === 0) return -1;
    }
    next += 1;
    return input[next - 1] as number;
  };
  const need = (wanted: number): void => {
    while (count < wanted) {
      const value = byte();
      if (value < 0) padding += 8;
      else held |= value << count;
      count += 8;
    }
  };
  const take = (wanted: number): number => {
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    if (count < padding) throw new Broken("truncated");
    return value;
  };
  return {
    bits(wanted) {
      need(wanted);
      return take(wanted);
    },
    symbol(table) {
      need(15);
      const entry = table[held & 0x7fff] as number;
      if (entry === 0) throw new Broken(padding > 0 ? "truncated" : "corrupt");
      take(entry & 15);
      return entry >> 4;
    },
    storedLength() {
      take(count & 7);
      need(16);
      const length = take(16);
      need(16);
      if ((take(16) ^ 0xffff) !== length) throw new Broken("corrupt");
      return length;
    },
    copy(out, at, length) {
      if (count >= 8) {
        out[at] = take(8);
        return 1;
      }
      const first = byte();
      if (first < 0) throw new Broken("truncated");
      const run = Math.min(length, input.length - next + 1);
      out.set(input.subarray(next - 1, next - 1 + run), at);
      next += run - 1;
      return run;
    },
    position: () => offset + next - Math.floor(Math.max(0, count - padding) / 8),
  };
}
