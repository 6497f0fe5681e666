import { crc32 } from "node:zlib";
import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import { crc64 } from "./crc64.ts";
import { unfiltered, type Filter } from "./filters/filter.ts";
import { filterOf } from "./filters/index.ts";
import type { Inflated } from "./inflate.ts";
import { lzma2Pieces, lzma2Window } from "./lzma2.ts";
import { createWindow } from "./window.ts";

const HEADER = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const LZMA2 = 0x21;
const CRC32 = 1;
const CRC64 = 4;
/** Bytes of each kind of check (xz file format section 2.1.1.2). */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/** What the blocks of a stream share. */
interface Run {
  readonly most: number;
  readonly tell: (consumed: number) => void;
  wrong: boolean;
}

/**
 * Decompresses xz streams (xz file format 1.2) that follow each other, with the padding between them.
 * CRC-32 and CRC-64 are checked; SHA-256 is passed over. Filters for programs (BCJ) and delta are undone. A window
 * above `most` bytes ends as `window`, a filter that is not known (RISC-V) as `unsupported`.
 */
export function* unxz(
  source: ByteSource,
  start: number,
  most: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = byteReader(source, start);
  const run: Run = { most, tell, wrong: false };
  try {
    for (;;) {
      yield* stream(input, run);
      let padding = 0;
      while (!input.atEnd()) {
        const at = input.position();
        if (source.read(at, 1)[0] !== 0) break;
        input.skip(1);
        padding += 1;
      }
      const end = input.position();
      tell(end);
      const next = source.read(end, HEADER.length);
      if (padding % 4 !== 0 || HEADER.some((byte, index) => next[index] !== byte))
        return { end: run.wrong ? "checksum" : "whole", consumed: end };
    }
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    return { end: error.how, consumed: input.position() };
  }
}

function* stream(input: ByteReader, run: Run): Generator<Uint8Array> {
  const header = input.take(12);
  if (HEADER.some((byte, index) => header[index] !== byte)) throw new Broken("corrupt");
  if (header[6] !== 0 || (header[7] as number) > 15) throw new Broken("unsupported");
  const check = header[7] as number;
  for (;;) {
    const size = input.byte();
    if (size === 0) break;
    yield* block(input, input.take((size + 1) * 4 - 1), check, run);
  }
  skipIndex(input);
  const footer = input.take(12);
  if (footer[10] !== 0x59 || footer[11] !== 0x5a) throw new Broken("corrupt");
}

/** One block (section 3); `header` is what follows its first byte. */
function* block(input: ByteReader, header: Uint8Array, check: number, run: Run): Generator<Uint8Array> {
  const fields = numbers(header);
  const flags = fields.byte();
  // Sizes are told again by the index, and the data ends itself.
  if ((flags & 0x40) !== 0) fields.number();
  if ((flags & 0x80) !== 0) fields.number();
  const filters: Filter[] = [];
  for (let left = flags & 3; left > 0; left -= 1) {
    const filter = filterOf(fields.number(), fields.bytes(fields.number()));
    if (filter === undefined) throw new Broken("unsupported");
    filters.push(filter);
  }
  if (fields.number() !== LZMA2) throw new Broken("unsupported");
  if (fields.number() !== 1) throw new Broken("corrupt");
  const window = createWindow(lzma2Window(fields.byte()), run.most);
  const start = input.position();
  const sum = checksum(check);
  // The last filter was applied last.
  const content = filters.reduceRight(unfiltered, lzma2Pieces(input, window, run.tell));
  for (;;) {
    const step = content.next();
    if (step.done === true) {
      if (step.value !== undefined) throw step.value;
      break;
    }
    sum.add(step.value);
    yield step.value;
  }
  input.skip((4 - ((input.position() - start) % 4)) % 4);
  const stated = input.take(CHECK_BYTES[check] as number);
  run.wrong ||= !sum.holds(stated);
}

interface Checksum {
  add(bytes: Uint8Array): void;
  holds(stated: Uint8Array): boolean;
}

function checksum(kind: number): Checksum {
  if (kind === CRC32) {
    let crc = 0;
    return {
      add: (bytes) => (crc = crc32(bytes, crc)),
      holds: (stated) => new DataView(stated.buffer).getUint32(0, true) === crc,
    };
  }
  if (kind !== CRC64) return { add: () => {}, holds: () => true };
  const crc = crc64();
  return { add: crc.add, holds: (stated) => Buffer.compare(stated, crc.bytes()) === 0 };
}

/** The index (section 4): its numbers are passed over, it repeats what the blocks said. */
function skipIndex(input: ByteReader): void {
  const start = input.position() - 1;
  for (let left = number(() => input.byte()) * 2; left > 0; left -= 1) number(() => input.byte());
  input.skip((4 - ((input.position() - start) % 4)) % 4);
  input.skip(4);
}

function numbers(bytes: Uint8Array): { byte(): number; number(): number; bytes(length: number): Uint8Array } {
  let at = 0;
  const byte = (): number => {
    const value = bytes[at];
    if (value === undefined) throw new Broken("corrupt");
    at += 1;
    return value;
  };
  return {
    byte,
    number: () => number(byte),
    bytes(length) {
      if (length > bytes.length - at) throw new Broken("corrupt");
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
}

/** Seven bits a byte, least significant first (section 1.2). */
function number(byte: () => number): number {
  let value = 0;
  for (let index = 0, factor = 1; index < 9; index += 1, factor *= 128) {
    const next = byte();
    value += (next & 0x7f) * factor;
    if (next < 0x80) return value;
  }
  throw new Broken("corrupt");
}
