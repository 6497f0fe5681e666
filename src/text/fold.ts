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
  if (start === bytes.length) return { bytes, original: same };
  table ??= buildFoldTable();
  return foldFrom(bytes, start, table);
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
  // Where the distance between the two offsets changes, as two columns in ascending order.
  const foldedAt: number[] = [0];
  const originalAt: number[] = [0];
  let distance = 0;
  let lastFolded = 0;
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
    if (lastFolded === written) originalAt[originalAt.length - 1] = at;
    else {
      foldedAt.push(written);
      originalAt.push(at);
      lastFolded = written;
    }
  }
  if (!changed) return { bytes: bytes.subarray(0), original: same };
  return { bytes: folded.subarray(0, written), original: (offset) => wayBack(foldedAt, originalAt, offset) };
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

function wayBack(foldedAt: readonly number[], originalAt: readonly number[], offset: number): number {
  let low = 0;
  let high = foldedAt.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((foldedAt[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return (originalAt[low] ?? 0) + offset - (foldedAt[low] ?? 0);
}
