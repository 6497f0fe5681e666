import { Broken } from "../archive/broken.ts";
import type { Fields } from "./fields.ts";

/** A decompressor, decryptor or filter of a folder; it has one output. */
export interface Coder {
  /** 7-Zip's method id, most significant byte first; NaN when it is longer than any that is known. */
  readonly method: number;
  readonly properties: Uint8Array;
  /** Where each of its inputs comes from. */
  readonly inputs: readonly ({ readonly coder: number } | { readonly packed: number })[];
}

/** Packed streams that are decoded together to one stream of files ("Folder" of 7zFormat.txt). */
export interface Folder {
  readonly coders: readonly Coder[];
  /** The coder whose output is that of the folder. */
  readonly main: number;
  /** How many packed streams it has. */
  readonly packed: number;
  /** Output of each coder, in bytes. */
  sizes: readonly number[];
  crc: number | undefined;
  files: { readonly sizes: readonly number[]; readonly crcs: readonly (number | undefined)[] };
}

/** 7-Zip writes at most four coders, with seven inputs. */
const CODERS = 32;
const INPUTS = 64;

export function readFolder(fields: Fields): Folder {
  const count = fields.count();
  if (count === 0 || count > CODERS) throw new Broken("corrupt");
  const raw = Array.from({ length: count }, () => readCoder(fields));
  const inputs = raw.reduce((sum, coder) => sum + coder.inputs, 0);
  if (inputs > INPUTS || inputs < count - 1) throw new Broken("corrupt");
  const bound = new Map<number, number>();
  const used = new Set<number>();
  for (let bind = 1; bind < count; bind += 1) {
    const input = fields.number();
    const output = fields.number();
    if (input >= inputs || output >= count || bound.has(input) || used.has(output)) throw new Broken("corrupt");
    bound.set(input, output);
    used.add(output);
  }
  const packed = new Map<number, number>();
  const streams = inputs - bound.size;
  for (let stream = 0; stream < streams; stream += 1) {
    const input = streams > 1 ? fields.number() : firstFree(bound, inputs);
    if (input >= inputs || bound.has(input) || packed.has(input)) throw new Broken("corrupt");
    packed.set(input, stream);
  }
  let next = 0;
  const coders = raw.map(({ method, properties, inputs: own }) => {
    const from = next;
    next += own;
    return { method, properties, inputs: Array.from({ length: own }, (_, index) => sourceOf(from + index, bound, packed)) };
  });
  const main = raw.findIndex((_, index) => !used.has(index));
  if (isCircular(coders, main)) throw new Broken("corrupt");
  return { coders, main, packed: streams, sizes: [], crc: undefined, files: { sizes: [], crcs: [] } };
}

interface RawCoder {
  readonly method: number;
  readonly properties: Uint8Array;
  readonly inputs: number;
}

function readCoder(fields: Fields): RawCoder {
  const flags = fields.byte();
  const id = fields.bytes(flags & 0x0f);
  const method = id.length > 6 ? Number.NaN : id.reduce((value, byte) => value * 256 + byte, 0);
  let inputs = 1;
  if ((flags & 0x10) !== 0) {
    inputs = fields.number();
    if (fields.number() !== 1 || inputs > INPUTS) throw new Broken("unsupported");
  }
  const properties = (flags & 0x20) !== 0 ? fields.bytes(fields.number()) : new Uint8Array(0);
  // "Alternative methods", which no program writes.
  if ((flags & 0x80) !== 0) throw new Broken("unsupported");
  return { method, properties, inputs };
}

function firstFree(bound: ReadonlyMap<number, number>, inputs: number): number {
  for (let input = 0; input < inputs; input += 1) if (!bound.has(input)) return input;
  throw new Broken("corrupt");
}

function sourceOf(
  input: number,
  bound: ReadonlyMap<number, number>,
  packed: ReadonlyMap<number, number>,
): Coder["inputs"][number] {
  const coder = bound.get(input);
  if (coder !== undefined) return { coder };
  const stream = packed.get(input);
  if (stream === undefined) throw new Broken("corrupt");
  return { packed: stream };
}

/** Each output is used once, so that what the main coder reaches is a tree, unless some coders feed each other. */
function isCircular(coders: readonly Coder[], main: number): boolean {
  if (main < 0) return true;
  const reached = new Set<number>();
  const open = [main];
  for (let coder = open.pop(); coder !== undefined; coder = open.pop()) {
    if (reached.has(coder)) return true;
    reached.add(coder);
    for (const input of coders[coder]?.inputs ?? []) if ("coder" in input) open.push(input.coder);
  }
  return reached.size !== coders.length;
}
