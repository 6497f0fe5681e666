import { Broken } from "./broken.ts";
import { backwardBits, fseSingle, fseTable, readFse, type FseTable } from "./fse.ts";
import type { Window } from "./window.ts";
import { decodeLiterals, readHuffman, type Huffman } from "./zstd-literals.ts";

/** Most bytes that a block adds (RFC 8878 section 3.1.1.2.4). */
export const BLOCK_BYTES = 131_072;
/** Readable bytes that must stand before and after a block. */
export const MARGIN = 8;

/** One of the three codes of a sequence, with the limits of its table (sections 3.1.1.3.2.1 and 3.1.1.3.2.2). */
interface Kind {
  readonly accuracy: number;
  readonly symbols: number;
  readonly standard: FseTable;
}

const LITERAL_LENGTHS: Kind = {
  accuracy: 9,
  symbols: 35,
  standard: fseTable(
    [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
    6,
  ),
};
const OFFSETS: Kind = {
  accuracy: 8,
  symbols: 31,
  standard: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
};
const MATCH_LENGTHS: Kind = {
  accuracy: 9,
  symbols: 52,
  standard: fseTable([1, 4, 3, 2, 2, 2, 2, 2, 2, ...Array<number>(37).fill(1), -1, -1, -1, -1, -1, -1, -1], 6),
};
const LITERAL_BITS = [...Array<number>(16).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...Array<number>(32).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const LITERAL_BASE = bases(LITERAL_BITS, 0);
/** The code of 99 has five bits, that of 131 seven: the bases follow from the bits all the same. */
const MATCH_BASE = bases(MATCH_BITS, 3);

function bases(bits: readonly number[], first: number): readonly number[] {
  let next = first;
  return bits.map((count) => {
    const base = next;
    next += 2 ** count;
    return base;
  });
}

/** What a frame keeps from block to block. */
export interface FrameState {
  huffman: Huffman | undefined;
  readonly tables: [literals: FseTable | undefined, offsets: FseTable | undefined, matches: FseTable | undefined];
  readonly recent: [number, number, number];
}

/** Decodes the compressed block that stands at `[MARGIN, end)` of `data` into `window`; throws `Broken` on damage. */
export function decodeBlock(data: Uint8Array, end: number, state: FrameState, window: Window): void {
  const { literals, at } = readLiterals(data, end, state);
  sequences(data, at, end, literals, state, window);
}

function readLiterals(data: Uint8Array, end: number, state: FrameState): { literals: Uint8Array; at: number } {
  const byte = (index: number): number => data[MARGIN + index] as number;
  const type = byte(0) & 3;
  const format = (byte(0) >> 2) & 3;
  if (type < 2) {
    const wide = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size =
      wide === 1 ? byte(0) >> 3 : wide === 2 ? (byte(0) >> 4) + byte(1) * 16 : (byte(0) >> 4) + byte(1) * 16 + byte(2) * 4_096;
    const start = MARGIN + wide;
    const next = start + (type === 0 ? size : 1);
    if (size > BLOCK_BYTES || next > end) throw new Broken("corrupt");
    const literals = type === 0 ? data.subarray(start, next) : new Uint8Array(size).fill(data[start] as number);
    return { literals, at: next };
  }
  const bits = format < 2 ? 10 : format === 2 ? 14 : 18;
  const wide = format < 2 ? 3 : format === 2 ? 4 : 5;
  let header = 0;
  for (let index = wide - 1; index >= 0; index -= 1) header = header * 256 + byte(index);
  const size = Math.floor(header / 16) % 2 ** bits;
  const packed = Math.floor(header / 2 ** (4 + bits)) % 2 ** bits;
  let start = MARGIN + wide;
  const next = start + packed;
  if (size > BLOCK_BYTES || next > end) throw new Broken("corrupt");
  if (type === 2) {
    const tree = readHuffman(data, start, next);
    state.huffman = tree.code;
    start = tree.end;
  }
  if (state.huffman === undefined) throw new Broken("corrupt");
  const literals = new Uint8Array(size);
  decodeLiterals(state.huffman, data, start, next, format === 0 ? 1 : 4, literals);
  return { literals, at: next };
}

function sequences(data: Uint8Array, start: number, end: number, literals: Uint8Array, state: FrameState, window: Window): void {
  if (start >= end) throw new Broken("corrupt");
  let at = start;
  let count = data[at] as number;
  at += 1;
  if (count >= 128) {
    if (count < 255) count = ((count - 128) << 8) + (data[at] as number);
    else count = (data[at] as number) + ((data[at + 1] as number) << 8) + 0x7f00;
    at += (data[start] as number) < 255 ? 1 : 2;
  }
  if (count === 0) {
    window.add(literals);
    return;
  }
  if (at >= end) throw new Broken("corrupt");
  const modes = data[at] as number;
  at += 1;
  for (const [index, kind] of [LITERAL_LENGTHS, OFFSETS, MATCH_LENGTHS].entries()) {
    at = readTable(data, at, end, (modes >> (6 - index * 2)) & 3, kind, state, index as 0 | 1 | 2);
  }
  const [literalTable, offsetTable, matchTable] = state.tables as [FseTable, FseTable, FseTable];
  const input = backwardBits(data, at, end);
  let literalState = input.read(literalTable.accuracy);
  let offsetState = input.read(offsetTable.accuracy);
  let matchState = input.read(matchTable.accuracy);
  let used = 0;
  let room = BLOCK_BYTES;
  for (let left = count; ;) {
    const offsetCode = offsetTable.symbols[offsetState] as number;
    const matchCode = matchTable.symbols[matchState] as number;
    const literalCode = literalTable.symbols[literalState] as number;
    const more = offsetCode > 24 ? input.read(offsetCode - 24) * 2 ** 24 : 0;
    const value = 2 ** offsetCode + more + input.read(Math.min(offsetCode, 24));
    const length = (MATCH_BASE[matchCode] as number) + input.read(MATCH_BITS[matchCode] as number);
    const before = (LITERAL_BASE[literalCode] as number) + input.read(LITERAL_BITS[literalCode] as number);
    room -= length + before;
    if (input.left() < 0 || room < 0 || used + before > literals.length) throw new Broken("corrupt");
    if (before > 0) window.add(literals.subarray(used, used + before));
    used += before;
    window.copy(offset(value, before, state.recent), length);
    left -= 1;
    if (left === 0) break;
    literalState = (literalTable.base[literalState] as number) + input.read(literalTable.bits[literalState] as number);
    matchState = (matchTable.base[matchState] as number) + input.read(matchTable.bits[matchState] as number);
    offsetState = (offsetTable.base[offsetState] as number) + input.read(offsetTable.bits[offsetState] as number);
    if (input.left() < 0) throw new Broken("corrupt");
  }
  if (input.left() !== 0 || literals.length - used > room) throw new Broken("corrupt");
  window.add(literals.subarray(used));
}

/** Repeated offsets (section 3.1.1.5). */
function offset(value: number, literals: number, recent: [number, number, number]): number {
  if (value > 3) {
    [recent[2], recent[1], recent[0]] = [recent[1], recent[0], value - 3];
    return value - 3;
  }
  const which = value - 1 + (literals === 0 ? 1 : 0);
  if (which === 0) return recent[0];
  const found = which === 3 ? recent[0] - 1 : (recent[which] as number);
  if (which > 1) recent[2] = recent[1];
  recent[1] = recent[0];
  recent[0] = found;
  return found;
}

function readTable(
  data: Uint8Array,
  at: number,
  end: number,
  mode: number,
  kind: Kind,
  state: FrameState,
  index: 0 | 1 | 2,
): number {
  if (mode === 3) {
    if (state.tables[index] === undefined) throw new Broken("corrupt");
    return at;
  }
  if (mode === 0) {
    state.tables[index] = kind.standard;
    return at;
  }
  if (at >= end) throw new Broken("corrupt");
  if (mode === 1) {
    const symbol = data[at] as number;
    if (symbol > kind.symbols) throw new Broken("corrupt");
    state.tables[index] = fseSingle(symbol);
    return at + 1;
  }
  const { table, end: next } = readFse(data.subarray(0, end), at, kind.accuracy, kind.symbols);
  state.tables[index] = table;
  return next;
}
