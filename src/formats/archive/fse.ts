import { Broken } from "./broken.ts";

/** Finite state entropy decoding table (RFC 8878 section 4.1), by state. */
export interface FseTable {
  /** Bits of a state. */
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
}

/**
 * Reads the probabilities of a table at `start`; says where it ends. Throws `Broken` when it states more than
 * `mostAccuracy` bits or more than `mostSymbol`.
 */
export function readFse(
  data: Uint8Array,
  start: number,
  mostAccuracy: number,
  mostSymbol: number,
): { table: FseTable; end: number } {
  let at = start * 8;
  const read = (count: number): number => {
    const byte = at >> 3;
    if (byte >= data.length) throw new Broken("corrupt");
    at += count;
    const held = (data[byte] as number) | ((data[byte + 1] ?? 0) << 8) | ((data[byte + 2] ?? 0) << 16);
    return (held >> ((at - count) & 7)) & ((1 << count) - 1);
  };
  const accuracy = read(4) + 5;
  if (accuracy > mostAccuracy) throw new Broken("corrupt");
  const counts: number[] = [];
  let left = 1 << accuracy;
  while (left > 0) {
    const width = 32 - Math.clz32(left + 1);
    const lowMask = (1 << (width - 1)) - 1;
    const threshold = (1 << width) - 1 - (left + 1);
    let value = read(width);
    if ((value & lowMask) < threshold) {
      at -= 1;
      value &= lowMask;
    } else if (value > lowMask) value -= threshold;
    counts.push(value - 1);
    left -= Math.abs(value - 1);
    if (value === 1) {
      let repeat = 3;
      while (repeat === 3) {
        repeat = read(2);
        for (let index = 0; index < repeat; index += 1) counts.push(0);
        if (counts.length > mostSymbol + 1) throw new Broken("corrupt");
      }
    }
    if (counts.length > mostSymbol + 1) throw new Broken("corrupt");
  }
  if (left < 0) throw new Broken("corrupt");
  return { table: fseTable(counts, accuracy), end: (at + 7) >> 3 };
}

/** The table for probabilities whose sum is 2^accuracy; -1 stands for less than one. */
export function fseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  const next = new Uint16Array(256);
  let high = size;
  for (const [symbol, count] of counts.entries()) {
    next[symbol] = Math.abs(count);
    if (count === -1) {
      high -= 1;
      symbols[high] = symbol;
    }
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let place = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let index = 0; index < count; index += 1) {
      symbols[place] = symbol;
      do place = (place + step) & (size - 1);
      while (place >= high);
    }
  }
  const bits = new Uint8Array(size);
  const base = new Uint16Array(size);
  for (let state = 0; state < size; state += 1) {
    const symbol = symbols[state] as number;
    const value = next[symbol] as number;
    next[symbol] = value + 1;
    bits[state] = accuracy - (31 - Math.clz32(value));
    base[state] = (value << (bits[state] as number)) - size;
  }
  return { accuracy, symbols, bits, base };
}

/** The table of one symbol that takes no bits. */
export function fseSingle(symbol: number): FseTable {
  return { accuracy: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), base: new Uint16Array(1) };
}

/** Bits read from the end of `[start, end)` backward (RFC 8878 section 4.1); `left` is negative past the start. */
export interface BackwardBits {
  /** Up to 24 bits. */
  read(count: number): number;
  /** Up to 24 bits, which stay; what lies before the start is whatever stands there. */
  peek(count: number): number;
  skip(count: number): void;
  left(): number;
}

/** The caller has put at least four readable bytes around the data. */
export function backwardBits(data: Uint8Array, start: number, end: number): BackwardBits {
  const last = end > start ? (data[end - 1] as number) : 0;
  // The highest bit that is set marks the end.
  if (last === 0) throw new Broken("corrupt");
  const first = start * 8;
  let at = end * 8 - 8 + (31 - Math.clz32(last));
  const peek = (count: number): number => {
    const from = at - count;
    const byte = from >> 3;
    const held =
      (data[byte] as number) |
      ((data[byte + 1] as number) << 8) |
      ((data[byte + 2] as number) << 16) |
      ((data[byte + 3] as number) << 24);
    return (held >>> (from & 7)) & ((1 << count) - 1);
  };
  return {
    peek,
    read(count) {
      // Far before the start nothing is readable; the caller finds out by `left`.
      if (at - count < first - 24) {
        at -= count;
        return 0;
      }
      const value = peek(count);
      at -= count;
      return value;
    },
    skip(count) {
      at -= count;
    },
    left: () => at - first,
  };
}
