import type { ByteSource } from "../../../model/bytes.ts";
import { Broken } from "../broken.ts";
import { byteReader, type ByteReader } from "../byte-reader.ts";
import type { Inflated } from "../inflate.ts";
import { createRangeDecoder } from "../range-decoder.ts";

const OUT = 131_072;
const INITIAL = 1_024;

/**
 * Undoes BCJ2 (7-Zip's DOC/Bcj2.txt), which takes the addresses out of x86 programs: four inputs, the program without them,
 * those of calls, those of jumps, and bits that say where they were. Gives `size` bytes.
 */
export function* unbcj2(inputs: readonly ByteSource[], size: number): Generator<Uint8Array, Inflated> {
  const [main, calls, jumps, bits] = inputs.map((input) => byteReader(input, 0));
  if (main === undefined || calls === undefined || jumps === undefined || bits === undefined)
    return { end: "corrupt", consumed: 0 };
  const out = new Uint8Array(OUT);
  let at = 0;
  let given = 0;
  let before = 0;
  let end: Inflated["end"] = "whole";
  try {
    const range = createRangeDecoder(endless(bits));
    range.begin();
    // One for each byte before a call, one for jumps, one for conditional jumps.
    const probabilities = new Uint16Array(256 + 2).fill(INITIAL);
    while (given + at < size) {
      if (at + 5 > OUT) {
        yield out.subarray(0, at);
        given += at;
        at = 0;
      }
      const byte = main.byte();
      out[at] = byte;
      at += 1;
      if (!isBranch(before, byte) || given + at === size) {
        before = byte;
        continue;
      }
      const index = byte === 0xe8 ? before : byte === 0xe9 ? 256 : 257;
      before = byte;
      if (range.bit(probabilities, index) === 0) continue;
      const stated = bigEndian(byte === 0xe8 ? calls : jumps);
      const relative = (stated - (given + at + 4)) | 0;
      for (let shift = 0; shift < 32 && given + at < size; shift += 8, at += 1) out[at] = relative >>> shift;
      before = relative >>> 24;
    }
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    end = error.how;
  }
  if (at > 0) yield out.subarray(0, at);
  return { end, consumed: main.position() };
}

/** Calls and jumps with an address of four bytes. */
function isBranch(before: number, byte: number): boolean {
  return (byte & 0xfe) === 0xe8 || (before === 0x0f && (byte & 0xf0) === 0x80);
}

function bigEndian(input: ByteReader): number {
  return (input.byte() * 2 ** 24 + (input.byte() << 16) + (input.byte() << 8) + input.byte()) | 0;
}

/** The range decoder reads ahead of what it needs: some encoders leave the last bytes out. */
function endless(input: ByteReader): ByteReader {
  return { ...input, byte: () => (input.atEnd() ? 0 : input.byte()) };
}
