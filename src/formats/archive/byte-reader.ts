import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";

const INPUT = 65_536;

/** Reads a source forward, byte by byte or in runs; throws `Broken("truncated")` at its end. */
export interface ByteReader {
  byte(): number;
  /** An unsigned number of 1 to 6 bytes, least significant byte first. */
  number(bytes: number): number;
  /** Copies up to `length` bytes to `out` and says how many: at least one. */
  copy(out: Uint8Array, at: number, length: number): number;
  /** A copy of the next `length` bytes; the caller has checked that `length` is small. */
  take(length: number): Uint8Array;
  skip(length: number): void;
  /** Offset in the source of the next byte. */
  position(): number;
  /** True when nothing is left. */
  atEnd(): boolean;
}

/** A reader of `source` from `start` on. */
export function byteReader(source: ByteSource, start: number): ByteReader {
  let input: Uint8Array = new Uint8Array(0);
  let next = 0;
  let offset = start;

  const refill = (): boolean => {
    offset += input.length;
    // The view may be reused by the next read of this source: it is this reader's until then.
    input = source.read(offset, INPUT).slice();
    next = 0;
    return input.length > 0;
  };
  const byte = (): number => {
    if (next === input.length && !refill()) throw new Broken("truncated");
    next += 1;
    return input[next - 1] as number;
  };
  const copy = (out: Uint8Array, at: number, length: number): number => {
    if (next === input.length && !refill()) throw new Broken("truncated");
    const run = Math.min(length, input.length - next);
    out.set(input.subarray(next, next + run), at);
    next += run;
    return run;
  };
  return {
    byte,
    copy,
    number(bytes) {
      let value = 0;
      for (let index = 0, factor = 1; index < bytes; index += 1, factor *= 256) value += byte() * factor;
      return value;
    },
    take(length) {
      if (length > source.size - (offset + next)) throw new Broken("truncated");
      const out = new Uint8Array(length);
      for (let at = 0; at < length;) at += copy(out, at, length - at);
      return out;
    },
    skip(length) {
      if (length > source.size - (offset + next)) throw new Broken("truncated");
      if (length <= input.length - next) next += length;
      else {
        offset += next + length;
        input = new Uint8Array(0);
        next = 0;
      }
    },
    position: () => offset + next,
    atEnd: () => next === input.length && !refill(),
  };
}
