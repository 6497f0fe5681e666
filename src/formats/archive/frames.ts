import { Broken } from "./broken.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { Inflated } from "./inflate.ts";

/** Frames that every decoder passes over have sixteen magic numbers (RFC 8878 section 3.1.2; LZ4 frame format 1.6.4). */
const SKIPPED = 0x184d_2a50;

/** Reads a frame behind its magic number and says whether its checksum holds; `undefined` for a number that it does not know. */
export type OpenFrame = (magic: number) => Generator<Uint8Array, boolean> | undefined;

/** Frames that follow each other, the first of which begins at `start`; `tell` hears how far the source has been read. */
export function* frames(
  input: ByteReader,
  start: number,
  open: OpenFrame,
  tell: (consumed: number) => void,
): Generator<Uint8Array, Inflated> {
  let wrong = false;
  let end = start;
  try {
    for (;;) {
      const magic = input.number(4);
      const frame = open(magic);
      if (frame !== undefined) wrong = !(yield* frame) || wrong;
      else if (Math.floor(magic / 16) === SKIPPED / 16) input.skip(input.number(4));
      else if (end === start) throw new Broken("corrupt");
      else return { end: wrong ? "checksum" : "trailing", consumed: end };
      end = input.position();
      tell(end);
      if (input.atEnd()) return { end: wrong ? "checksum" : "whole", consumed: end };
    }
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    return { end: error.how, consumed: input.position() };
  }
}
