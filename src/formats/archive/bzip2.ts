import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { createBitReader, type BitReader } from "./bzip2-bits.ts";
import { readBlock, type Bzip2Block } from "./bzip2-block.ts";
import type { Inflated } from "./inflate.ts";

const BLOCK_HIGH = 0x314159;
const BLOCK_LOW = 0x265359;
const END_HIGH = 0x177245;
const END_LOW = 0x385090;
const OUT = 131_072;

/** CRC-32 with the most significant bit first, as bzip2 has it. */
const CRC = Int32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/**
 * Decompresses bzip2 streams that follow each other (one, or those of a parallel compressor) from
 * `start` on, block by block in flat memory; each block's checksum is checked. A piece is valid until
 * the next one; before each, `tell` hears how far the source was read.
 */
export function* bunzip2(
  source: ByteSource,
  start: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = createBitReader(source, start);
  const state = { wrong: false };
  let end = start;
  try {
    for (;;) {
      yield* stream(input, tell, state);
      input.align();
      end = input.position();
      tell(end);
      const next = source.read(end, 3);
      if (next.length < 3 || next[0] !== 0x42 || next[1] !== 0x5a || next[2] !== 0x68) {
        return { end: state.wrong ? "checksum" : "whole", consumed: end };
      }
    }
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    return { end: error.how, consumed: input.position() };
  }
}

function* stream(input: BitReader, tell: (consumed: number) => void, state: { wrong: boolean }): Generator<Uint8Array> {
  if (input.bits(24) !== 0x42_5a_68) throw new Broken("corrupt");
  const level = input.bits(8) - 0x30;
  if (level < 1 || level > 9) throw new Broken("corrupt");
  const cells = new Uint32Array(level * 100_000);
  let combined = 0;
  for (;;) {
    const high = input.bits(24);
    const low = input.bits(24);
    if (high === END_HIGH && low === END_LOW) break;
    if (high !== BLOCK_HIGH || low !== BLOCK_LOW) throw new Broken("corrupt");
    const stated = input.word();
    const block = readBlock(input, cells);
    tell(input.position());
    const crc = yield* unrolled(block, cells);
    state.wrong ||= crc !== stated;
    combined = ((combined << 1) | (combined >>> 31)) ^ crc;
  }
  state.wrong ||= input.word() !== combined;
}

/** Follows the block's chain and undoes the first run-length code; returns the checksum. */
function* unrolled({ length, origin }: Bzip2Block, cells: Uint32Array): Generator<Uint8Array, number> {
  const out = new Uint8Array(OUT);
  let at = 0;
  let crc = -1;
  let cell = cells[origin] as number;
  let last = -1;
  let run = 0;
  for (let left = length; left > 0; left -= 1) {
    cell = cells[cell >>> 8] as number;
    const byte = cell & 0xff;
    if (run === 4) {
      for (let repeat = byte; repeat > 0; repeat -= 1) {
        out[at] = last;
        at += 1;
        crc = (crc << 8) ^ (CRC[(crc >>> 24) ^ last] as number);
      }
      run = 0;
    } else {
      run = byte === last ? run + 1 : 1;
      last = byte;
      out[at] = byte;
      at += 1;
      crc = (crc << 8) ^ (CRC[(crc >>> 24) ^ byte] as number);
    }
    if (at > OUT - 300) {
      yield out.subarray(0, at);
      at = 0;
    }
  }
  if (at > 0) yield out.subarray(0, at);
  return ~crc;
}
