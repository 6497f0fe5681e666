import { buildFoldTable, DROP, KEEP, TABLE_SIZE } from "./fold-table.ts";

/** A folded text, and the way back to the text as it stands. */
export interface Folded {
  /** UTF-8. The input itself exactly when it is ASCII; another view of it when nothing else was to fold. */
  readonly bytes: Uint8Array;
  /**
   * Byte offset in the input of a byte offset in `bytes`; never falls, and the end maps to
   * the end. Characters that were dropped belong to what stands before them.
   */
  readonly original: (offset: number) => number;
  /** The other way: the first offset in `bytes` that comes from `offset` in the input or from behind it. */
  readonly folded: (offset: number) => number;
}

let table: Uint16Array | undefined;

/**
 * Folds UTF-8 text (RFC 3629) so that one spelling is left to search: full-width, half-width
 * and mathematical forms become plain, digits of every script ASCII digits, no-break and other
 * spaces a space, dashes a hyphen, look-alike letters Latin; characters without width are
 * dropped. ASCII comes back untouched, bytes that are not UTF-8 pass through. Linear; the
 * result is never longer than the input.
 */
export function fold(bytes: Uint8Array): Folded {
  const start = firstHigh(bytes, 0);
  if (start === bytes.length) return { bytes, original: same, folded: same };
  return foldFrom(bytes, start, foldTable());
}

/** For each code point what takes its place; see `buildFoldTable`. Made when it is first needed. */
export function foldTable(): Uint16Array {
  table ??= buildFoldTable();
  return table;
}

function same(offset: number): number {
  return offset;
}

/** Index of the first byte from `from` on that is not ASCII; the length if there is none. */
function firstHigh(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

function foldFrom(bytes: Uint8Array, start: number, entries: Uint16Array): Folded {
  const { length } = bytes;
  const folded = new Uint8Array(length);
  folded.set(bytes.subarray(0, start));
  // Where the distance between the two offsets changes: pairs of them, in ascending order.
  let steps = new Uint32Array(FIRST_STEPS);
  let used = 2;
  let distance = 0;
  let changed = false;
  let written = start;
  for (let at = start; at < length;) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      folded[written] = byte;
      written += 1;
      at += 1;
      continue;
    }
    const size = sequenceLength(bytes, at, byte);
    const entry = size === 1 ? KEEP : entryOf(bytes, at, size, entries);
    const end = at + size;
    if (entry === KEEP) {
      for (; at < end; at += 1, written += 1) folded[written] = bytes[at] as number;
      continue;
    }
    if (entry !== DROP) written = put(folded, written, entry);
    at = end;
    changed = true;
    // Characters of equal length in both texts change no distance.
    if (distance === at - written) continue;
    distance = at - written;
    if (steps[used - 2] !== written) {
      if (used === steps.length) steps = grown(steps);
      steps[used] = written;
      used += 2;
    }
    steps[used - 1] = at;
  }
  if (!changed) return { bytes: bytes.subarray(0), original: same, folded: same };
  return mapped(folded.subarray(0, written), steps.subarray(0, used));
}

const FIRST_STEPS = 64;

function grown(steps: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(steps.length * 2);
  more.set(steps);
  return more;
}

/** The folded text with both ways through its steps (offset in the folded text, offset in the input). */
function mapped(bytes: Uint8Array, steps: Uint32Array): Folded {
  const last = steps.length - 2;
  return {
    bytes,
    original: (offset) => {
      const step = lastStep(steps, 0, offset);
      return (steps[step + 1] as number) + offset - (steps[step] as number);
    },
    folded: (offset) => {
      const step = lastStep(steps, 1, offset);
      const next = step < last ? (steps[step + 2] as number) : bytes.length;
      const ahead = Math.max(0, offset - (steps[step + 1] as number));
      // What was dropped between two steps comes out where the next one begins, at the start where the first does.
      return Math.min((steps[step] as number) + ahead, next);
    },
  };
}

/** Length of the UTF-8 sequence at `at`; 1 for a byte that begins none. */
function sequenceLength(bytes: Uint8Array, at: number, lead: number): number {
  const size = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
  for (let next = 1; next < size; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 1;
  return size;
}

function entryOf(bytes: Uint8Array, at: number, size: number, entries: Uint16Array): number {
  let point = (bytes[at] ?? 0) & (0x7f >> size);
  for (let next = 1; next < size; next += 1) point = (point << 6) | ((bytes[at + next] ?? 0) & 0x3f);
  // An overlong form is not UTF-8: read as its character it would smuggle ASCII past other readers.
  if ((size === 3 && point < 0x800) || (size === 4 && point < 0x1_0000)) return KEEP;
  if (point < TABLE_SIZE) return entries[point] ?? KEEP;
  // Tag characters and further variation selectors: invisible, used to smuggle text.
  return point >= 0xe_0000 && point <= 0xe_01ef ? DROP : KEEP;
}

/** Writes a code point of at most three bytes; the offset after it. */
function put(target: Uint8Array, at: number, point: number): number {
  if (point < 0x80) {
    target[at] = point;
    return at + 1;
  }
  if (point < 0x800) {
    target[at] = 0xc0 | (point >> 6);
    target[at + 1] = 0x80 | (point & 0x3f);
    return at + 2;
  }
  target[at] = 0xe0 | (point >> 12);
  target[at + 1] = 0x80 | ((point >> 6) & 0x3f);
  target[at + 2] = 0x80 | (point & 0x3f);
  return at + 3;
}

/** Index of the last pair whose number at `side` (0 folded, 1 input) is at or before `offset`. */
function lastStep(steps: Uint32Array, side: 0 | 1, offset: number): number {
  let low = 0;
  let high = steps.length / 2 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle * 2 + side] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low * 2;
}
