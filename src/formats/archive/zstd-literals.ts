import { Broken } from "./broken.ts";
import { backwardBits, readFse } from "./fse.ts";

/** A Huffman code: by the next `bits` bits, the symbol above the length. */
export interface Huffman {
  readonly bits: number;
  readonly table: Uint16Array;
}

const MOST_BITS = 11;

/** Reads a Huffman tree description (RFC 8878 section 4.2.1); says where it ends. */
export function readHuffman(data: Uint8Array, start: number, limit: number): { code: Huffman; end: number } {
  if (start >= limit) throw new Broken("corrupt");
  const header = data[start] as number;
  const weights: number[] = [];
  let end = start + 1;
  if (header >= 128) {
    const count = header - 127;
    end += (count + 1) >> 1;
    if (end > limit) throw new Broken("corrupt");
    for (let index = 0; index < count; index += 1) {
      const byte = data[start + 1 + (index >> 1)] as number;
      weights.push(index % 2 === 0 ? byte >> 4 : byte & 15);
    }
  } else {
    end += header;
    if (end > limit) throw new Broken("corrupt");
    const { table, end: tableEnd } = readFse(data.subarray(0, end), start + 1, 6, 255);
    const input = backwardBits(data, tableEnd, end);
    let one = input.read(table.accuracy);
    let two = input.read(table.accuracy);
    for (;;) {
      if (weights.length > 254) throw new Broken("corrupt");
      weights.push(table.symbols[one] as number);
      one = (table.base[one] as number) + input.read(table.bits[one] as number);
      if (input.left() < 0) {
        weights.push(table.symbols[two] as number);
        break;
      }
      weights.push(table.symbols[two] as number);
      two = (table.base[two] as number) + input.read(table.bits[two] as number);
      if (input.left() < 0) {
        weights.push(table.symbols[one] as number);
        break;
      }
    }
  }
  return { code: huffman(weights), end };
}

/** The last weight is what is missing to a power of two. */
function huffman(weights: readonly number[]): Huffman {
  let sum = 0;
  for (const weight of weights) {
    if (weight > MOST_BITS + 1) throw new Broken("corrupt");
    sum += weight === 0 ? 0 : 1 << (weight - 1);
  }
  if (sum === 0) throw new Broken("corrupt");
  const bits = 32 - Math.clz32(sum);
  const missing = (1 << bits) - sum;
  if (bits > MOST_BITS || (missing & (missing - 1)) !== 0 || weights.length > 255) throw new Broken("corrupt");
  const all = [...weights, 32 - Math.clz32(missing)];
  const table = new Uint16Array(1 << bits);
  let at = 0;
  for (let weight = 1; weight <= bits; weight += 1) {
    for (const [symbol, own] of all.entries()) {
      if (own !== weight) continue;
      const size = 1 << (weight - 1);
      table.fill((symbol << 4) | (bits + 1 - weight), at, at + size);
      at += size;
    }
  }
  return { bits, table };
}

/** Decodes one or four streams (section 4.2.2) at `[start, end)` into `out`, which they must fill. */
export function decodeLiterals(
  code: Huffman,
  data: Uint8Array,
  start: number,
  end: number,
  streams: 1 | 4,
  out: Uint8Array,
): void {
  if (streams === 1) {
    decodeStream(code, data, start, end, out);
    return;
  }
  if (end - start < 10) throw new Broken("corrupt");
  const size = (out.length + 3) >> 2;
  let from = start + 6;
  for (let stream = 0; stream < 4; stream += 1) {
    const stated = (data[start + stream * 2] as number) + (data[start + stream * 2 + 1] as number) * 256;
    const to = stream === 3 ? end : from + stated;
    if (to > end || size * 3 > out.length) throw new Broken("corrupt");
    decodeStream(code, data, from, to, out.subarray(stream * size, stream === 3 ? out.length : (stream + 1) * size));
    from = to;
  }
}

function decodeStream({ bits, table }: Huffman, data: Uint8Array, start: number, end: number, out: Uint8Array): void {
  const input = backwardBits(data, start, end);
  for (let at = 0; at < out.length; at += 1) {
    const entry = table[input.peek(bits)] as number;
    input.skip(entry & 15);
    if (input.left() < 0) throw new Broken("corrupt");
    out[at] = entry >> 4;
  }
  if (input.left() !== 0) throw new Broken("corrupt");
}
