import { Broken } from "./broken.ts";
import type { BitReader } from "./bzip2-bits.ts";

/** A block after its transforms: a chain in the cells that were handed in. */
export interface Bzip2Block {
  readonly length: number;
  readonly origin: number;
}

const MAX_BITS = 20;
const GROUP = 50;
const MAX_SELECTORS = 18_002;

/** A Huffman code by lengths: the largest code of each length, and where its symbols begin. */
interface Code {
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/**
 * Reads a block after its checksum: Huffman codes, move to front, and the Burrows-Wheeler transform
 * undone into `cells` (byte in the low 8 bits, next cell above). There is no published specification: the
 * format is that of bzip2 1.0.
 */
export function readBlock(input: BitReader, cells: Uint32Array): Bzip2Block {
  // Randomised blocks were last written by bzip2 0.9.0.
  if (input.bits(1) === 1) throw new Broken("unsupported");
  const origin = input.bits(24);
  const used = usedBytes(input);
  const groups = input.bits(3);
  const selectorCount = input.bits(15);
  if (groups < 2 || groups > 6 || selectorCount < 1) throw new Broken("corrupt");
  const selectors = readSelectors(input, groups, selectorCount);
  const codes = Array.from({ length: groups }, () => readCode(input, used.length + 2));
  const counts = new Uint32Array(256);
  const length = moveToFront(input, used, codes, selectors, cells, counts);
  if (origin >= length) throw new Broken("corrupt");
  for (let byte = 0, sum = 0; byte < 256; byte += 1) {
    const count = counts[byte] as number;
    counts[byte] = sum;
    sum += count;
  }
  for (let index = 0; index < length; index += 1) {
    const byte = (cells[index] as number) & 0xff;
    const place = counts[byte] as number;
    counts[byte] = place + 1;
    cells[place] = ((cells[place] as number) & 0xff) | (index << 8);
  }
  return { length, origin };
}

function usedBytes(input: BitReader): Uint8Array {
  const rows = input.bits(16);
  const used: number[] = [];
  for (let row = 0; row < 16; row += 1) {
    if ((rows & (0x8000 >> row)) === 0) continue;
    const columns = input.bits(16);
    for (let column = 0; column < 16; column += 1) if ((columns & (0x8000 >> column)) !== 0) used.push(row * 16 + column);
  }
  if (used.length === 0) throw new Broken("corrupt");
  return Uint8Array.from(used);
}

/** Which code each group of 50 symbols is in; some compressors write more than a block can have. */
function readSelectors(input: BitReader, groups: number, count: number): Uint8Array {
  const order = Array.from({ length: groups }, (_, index) => index);
  const selectors = new Uint8Array(Math.min(count, MAX_SELECTORS));
  for (let index = 0; index < count; index += 1) {
    let place = 0;
    while (input.bits(1) === 1) {
      place += 1;
      if (place >= groups) throw new Broken("corrupt");
    }
    const [group = 0] = order.splice(place, 1);
    order.unshift(group);
    if (index < selectors.length) selectors[index] = group;
  }
  return selectors;
}

function readCode(input: BitReader, size: number): Code {
  const lengths = new Uint8Array(size);
  let length = input.bits(5);
  for (let symbol = 0; symbol < size; symbol += 1) {
    for (;;) {
      if (length < 1 || length > MAX_BITS) throw new Broken("corrupt");
      if (input.bits(1) === 0) break;
      length += input.bits(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  const symbols = new Uint16Array(size);
  const limit = new Int32Array(MAX_BITS + 1).fill(-1);
  const base = new Int32Array(MAX_BITS + 1);
  let code = 0;
  let filled = 0;
  for (let bits = 1; bits <= MAX_BITS; bits += 1) {
    base[bits] = filled - code;
    for (let symbol = 0; symbol < size; symbol += 1) {
      if (lengths[symbol] !== bits) continue;
      symbols[filled] = symbol;
      filled += 1;
      code += 1;
    }
    limit[bits] = code - 1;
    code <<= 1;
  }
  return { limit, base, symbols };
}

function readSymbol(input: BitReader, { limit, base, symbols }: Code): number {
  let code = 0;
  for (let bits = 1; bits <= MAX_BITS; bits += 1) {
    code = (code << 1) | input.bits(1);
    if (code <= (limit[bits] as number)) {
      const symbol = symbols[code + (base[bits] as number)];
      if (symbol === undefined) break;
      return symbol;
    }
  }
  throw new Broken("corrupt");
}

function moveToFront(
  input: BitReader,
  used: Uint8Array,
  codes: readonly Code[],
  selectors: Uint8Array,
  cells: Uint32Array,
  counts: Uint32Array,
): number {
  const front = used.slice();
  const end = used.length + 1;
  let length = 0;
  let runLength = 0;
  let weight = 1;
  let left = 0;
  let selector = 0;
  let code = codes[0] as Code;
  for (;;) {
    if (left === 0) {
      const group = selectors[selector];
      if (group === undefined) throw new Broken("corrupt");
      code = codes[group] as Code;
      selector += 1;
      left = GROUP;
    }
    left -= 1;
    const symbol = readSymbol(input, code);
    if (symbol < 2) {
      // More than a block can hold: a longer run would overflow.
      if (weight > 2_097_152) throw new Broken("corrupt");
      runLength += weight << symbol;
      weight *= 2;
      continue;
    }
    if (runLength > 0) {
      if (length + runLength > cells.length) throw new Broken("corrupt");
      const byte = front[0] as number;
      counts[byte] = (counts[byte] as number) + runLength;
      cells.fill(byte, length, length + runLength);
      length += runLength;
      runLength = 0;
      weight = 1;
    }
    if (symbol === end) return length;
    if (length >= cells.length) throw new Broken("corrupt");
    const place = symbol - 1;
    const byte = front[place] as number;
    front.copyWithin(1, 0, place);
    front[0] = byte;
    counts[byte] = (counts[byte] as number) + 1;
    cells[length] = byte;
    length += 1;
  }
}
