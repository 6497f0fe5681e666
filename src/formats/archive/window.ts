import { Broken } from "./broken.ts";

/** Bytes that are gathered before they are given out. */
export const PIECE = 131_072;
/** More than any decompressor adds between two looks at `due`. */
const SLACK = 4 * PIECE;

/** The last output of a decompressor, which refers back to it. */
export interface Window {
  put(byte: number): void;
  /** Repeats `length` bytes (at most PIECE) from `distance` back; throws `Broken("corrupt")` where nothing stands. */
  copy(distance: number, length: number): void;
  /** The byte `distance` back; 0 before the start and before what was forgotten. */
  back(distance: number): number;
  /** Adds bytes, at most PIECE. */
  add(bytes: Uint8Array): void;
  /** Bytes since the start, or since `forget`. */
  known(): number;
  /** Nothing before this place may be referred to. */
  forget(): void;
  /** Is it time to give out? Asked at least once in PIECE bytes. */
  due(): boolean;
  /** What was not given out yet; valid until `slide`, which must follow. */
  give(): Uint8Array;
  slide(): void;
}

/**
 * A window of `size` bytes. It grows with the output, so that a header that states an absurd size
 * costs nothing; one that may grow above `most` throws `Broken("window")`.
 */
export function createWindow(size: number, most: number): Window {
  if (size > most) throw new Broken("window");
  const full = size + Math.max(size >>> 2, 2 * SLACK);
  let held = new Uint8Array(Math.min(2 * SLACK, full));
  let at = 0;
  let given = 0;
  /** Output before `held`. */
  let base = 0;
  let forgotten = 0;
  /** Where in `held` what may be referred to begins. */
  let floor = 0;
  return {
    put(byte) {
      held[at] = byte;
      at += 1;
    },
    copy(distance, length) {
      let from = at - distance;
      if (from < floor || distance > size || distance < 1) throw new Broken("corrupt");
      if (distance >= length && length > 16) {
        held.copyWithin(at, from, from + length);
        at += length;
        return;
      }
      for (const end = at + length; at < end; at += 1, from += 1) held[at] = held[from] as number;
    },
    back: (distance) => (at - distance >= floor ? (held[at - distance] as number) : 0),
    add(bytes) {
      held.set(bytes, at);
      at += bytes.length;
    },
    known: () => base + at - forgotten,
    forget() {
      forgotten = base + at;
      floor = at;
    },
    due: () => at - given >= PIECE,
    give() {
      const bytes = held.subarray(given, at);
      given = at;
      return bytes;
    },
    slide() {
      if (at + SLACK <= held.length) return;
      if (held.length < full) {
        const grown = new Uint8Array(Math.min(full, held.length * 2));
        grown.set(held.subarray(0, at));
        held = grown;
        if (at + SLACK <= held.length) return;
      }
      const from = Math.max(0, at - size);
      held.copyWithin(0, from, at);
      base += from;
      at -= from;
      given -= from;
      floor = Math.max(0, floor - from);
    },
  };
}
