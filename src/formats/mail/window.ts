import type { ByteSource } from "../../model/bytes.ts";
import { heldBytes } from "./held.ts";

/** Bytes of a mailbox that are held at once: each time the window moves on they are new memory. */
const WINDOW_BYTES = 524_288;
/** Bytes that are asked for at once: what a source reads then stays in the nearest cache until it is copied. */
const READ_BYTES = 262_144;
const NOTHING = Buffer.alloc(0);

/**
 * Searches a source of any size in flat memory. What it gives are views of bytes that stay as they
 * are: the window is a copy, unless the source holds its bytes in memory already.
 */
export interface Window {
  readonly size: number;
  /** What is held now; a view of it costs more than a look at a few of its bytes. */
  readonly bytes: Buffer;
  /** Offset of the first byte that is held. */
  readonly base: number;
  /** Holds the bytes `[start, end)`, cut at the end of the source, and maybe others; returns where they end in `bytes`. */
  reach(start: number, end: number): number;
  /** Bytes before this offset are not asked for again: when the window moves on, what lies behind it is not read twice. */
  keepFrom(offset: number): void;
  /** Offset of `needle` at or after `from`, before `to`; -1 when there is none. */
  find(needle: Buffer, from: number, to?: number): number;
  /** Offset of the last `needle` that begins before `before` and not before `from`; -1 when there is none. */
  findLast(needle: Buffer, before: number, from: number): number;
  /** Bytes `[start, end)`, cut at the end of the source; a view while it lies in the window. */
  slice(start: number, end: number): Buffer;
}

export function openWindow(source: ByteSource, windowBytes: number = WINDOW_BYTES): Window {
  const held = heldBytes(source);
  return held === undefined ? movingWindow(source, windowBytes) : fixedWindow(held);
}

function fixedWindow(held: Uint8Array): Window {
  const bytes = held instanceof Buffer ? held : Buffer.from(held.buffer, held.byteOffset, held.byteLength);
  const size = bytes.length;
  return {
    size,
    bytes,
    base: 0,
    reach: (_start, end) => (end < size ? end : size),
    keepFrom: () => {},
    find: (needle, from, to = size) => (to < size ? bytes.subarray(0, to) : bytes).indexOf(needle, from, "latin1"),
    findLast(needle, before, from) {
      const found = before <= 0 ? -1 : bytes.lastIndexOf(needle, before - 1, "latin1");
      return found >= from ? found : -1;
    },
    slice: (start, end) => (start >= size ? NOTHING : bytes.subarray(start, end)),
  };
}

function movingWindow(source: ByteSource, windowBytes: number): Window {
  const { size } = source;
  let held = NOTHING;
  let heldAt = 0;
  let kept = Infinity;

  /** A new buffer each time: views of the old one may be in use. */
  const load = (at: number, length: number): void => {
    const end = heldAt + held.length;
    // What is still wanted moves on with the window, as long as half of the window is left for what is new.
    const from = kept < at && kept >= heldAt && at <= end && at - kept <= windowBytes / 2 ? kept : at;
    const wanted = Math.min(size - from, Math.max(windowBytes, at - from + length));
    const bytes = Buffer.allocUnsafeSlow(wanted);
    let filled = from >= heldAt && from < end ? held.copy(bytes, 0, from - heldAt) : 0;
    while (filled < wanted) {
      const piece = source.read(from + filled, Math.min(READ_BYTES, wanted - filled));
      if (piece.length === 0) break;
      bytes.set(piece, filled);
      filled += piece.length;
    }
    held = filled < wanted ? bytes.subarray(0, filled) : bytes;
    heldAt = from;
  };
  const slice = (start: number, end: number): Buffer => {
    const to = Math.min(end, size);
    if (start >= to) return NOTHING;
    if (start < heldAt || to > heldAt + held.length) {
      if (to - start > windowBytes) return Buffer.from(source.read(start, to - start));
      load(start, to - start);
    }
    return held.subarray(start - heldAt, to - heldAt);
  };
  const find = (needle: Buffer, from: number, to: number = size): number => {
    let at = from;
    while (at + needle.length <= to) {
      if (at < heldAt || at + needle.length > heldAt + held.length) {
        load(at, needle.length);
        // A source that ends before its stated size: what is not there is not found.
        if (at + needle.length > heldAt + held.length) return -1;
      }
      const reach = Math.min(held.length, to - heldAt);
      const found = (reach < held.length ? held.subarray(0, reach) : held).indexOf(needle, at - heldAt, "latin1");
      if (found >= 0) return found + heldAt;
      at = heldAt + reach - needle.length + 1;
      if (reach < held.length) return -1;
    }
    return -1;
  };
  const findLast = (needle: Buffer, before: number, from: number): number => {
    let end = Math.min(before + needle.length - 1, size);
    while (end - needle.length >= from) {
      const start = Math.max(from, end - windowBytes);
      const bytes = slice(start, end);
      const found = bytes.lastIndexOf(needle);
      if (found >= 0) return start + found;
      if (start === from) return -1;
      end = start + needle.length - 1;
    }
    return -1;
  };
  return {
    size,
    get bytes() {
      return held;
    },
    get base() {
      return heldAt;
    },
    reach(start, end) {
      const to = Math.min(end, size);
      if (start < to && (start < heldAt || to > heldAt + held.length)) load(start, to - start);
      return Math.min(held.length, to - heldAt);
    },
    keepFrom(offset) {
      kept = offset;
    },
    find,
    findLast,
    slice,
  };
}
