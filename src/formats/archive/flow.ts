import { crc32 } from "node:zlib";
import type { Inflated } from "./inflate.ts";

export type Limit = "size-limit" | "ratio-limit";

/** A decompressed stream that is read forward, piece by piece, and from its start again when a reader steps back. */
export interface Flow {
  /** Offset of the next byte. */
  at(): number;
  /** The next bytes, at most `most`; none at the end. Valid until the next call. */
  next(most: number): Uint8Array;
  /** Moves to `offset`, or to the end where that comes first; says whether it got there. */
  seek(offset: number): boolean;
  /** How far the stream was read so far. */
  known(): number;
  /** Why there is nothing behind `known()`; `undefined` as long as there may be more. */
  ended(): Inflated["end"] | Limit | undefined;
  /** The checksum below begins here. */
  mark(): void;
  /** CRC-32 of what was read for the first time since the mark. */
  crc(): number;
}

/** Runs over a stream, besides the first: readers that jump back and forth must not decode it for hours. */
const RUNS = 16;
const NOTHING = new Uint8Array(0);

/** A flow over a decompressor; `allow` counts bytes that come out for the first time. Stepping back too often throws a gap. */
export function createFlow(
  open: () => Generator<Uint8Array, Inflated>,
  allow: (bytes: number, produced: number) => Limit | undefined,
): Flow {
  let stream = open();
  let piece: Uint8Array = NOTHING;
  let used = 0;
  let position = 0;
  let known = 0;
  let again = 0;
  let crc = 0;
  let ended: Inflated["end"] | Limit | undefined;

  const next = (most: number): Uint8Array => {
    while (used === piece.length) {
      if (position === known && ended !== undefined) return NOTHING;
      const step = stream.next();
      if (step.done === true) {
        if (position === known) ended = step.value.end;
        return NOTHING;
      }
      piece = step.value;
      used = 0;
    }
    let run = Math.min(most, piece.length - used);
    if (position < known) {
      run = Math.min(run, known - position);
      again += run;
    } else {
      if (ended !== undefined) return NOTHING;
      const limit = allow(run, position + run);
      if (limit !== undefined) {
        ended = limit;
        return NOTHING;
      }
      crc = crc32(piece.subarray(used, used + run), crc);
      known += run;
    }
    used += run;
    position += run;
    return piece.subarray(used - run, used);
  };
  return {
    at: () => position,
    known: () => known,
    ended: () => ended,
    next,
    seek(offset) {
      if (offset < position) {
        if (again > RUNS * known) throw tooOften();
        stream.return({ end: "whole", consumed: 0 });
        stream = open();
        piece = NOTHING;
        used = 0;
        position = 0;
      }
      for (let left = offset - position; left > 0;) {
        const passed = next(left).length;
        if (passed === 0) return false;
        left -= passed;
      }
      return true;
    },
    mark() {
      crc = 0;
    },
    crc: () => crc,
  };
}

/** The engine makes a gap of it. */
function tooOften(): Error {
  const gapDetail =
    "read up to here: its reader goes back and forth, for which the archive would have to be decompressed too often";
  return Object.assign(new Error(gapDetail), { gapReason: "work-limit", gapDetail });
}
