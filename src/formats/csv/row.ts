/** A quoted cell that is longer never ended: a quotation mark is unbalanced. */
const QUOTED_BYTES = 1_048_576;
const QUOTED_LINES = 1_000;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const SPACE = 32;

/**
 * What stands behind the bytes at hand: `more` bytes that will come, the `end` of the text, or a
 * `cut` because a row became too long.
 */
export type Beyond = "more" | "end" | "cut";

/** What one pass over a row found. */
export interface RowSeen {
  /** Offset after what was read. */
  readonly end: number;
  /** Column that the next cell belongs to when the row did not end. */
  readonly column: number;
  readonly ended: boolean;
  /** What comes next is the rest of a cell, behind its quotation mark. */
  readonly tail: boolean;
  /** A quotation mark that was never closed was taken as a character. */
  readonly unbalanced: boolean;
}

/** Hears a cell that is not empty; true: go no further. */
export type HearCell = (start: number, end: number, column: number) => boolean;

/**
 * Reads the cells of the row at `from` (RFC 4180; spaces before a quotation mark and text after it
 * are tolerated), or the rest of it from `firstColumn` on, with `tail` from behind a quotation mark
 * on. `cell` hears them in order. `undefined` when the row may go on in bytes to come: it is then
 * read again from its start.
 */
export function readRow(
  bytes: Uint8Array,
  from: number,
  limit: number,
  beyond: Beyond,
  delimiter: number,
  firstColumn: number,
  tail: boolean,
  cell: HearCell,
): RowSeen | undefined {
  let column = firstColumn;
  let unbalanced = false;
  let quoted = tail;
  for (let at = from; ; quoted = false) {
    const start = at;
    let quote = at;
    while (quote < limit && bytes[quote] === SPACE) quote += 1;
    if (!quoted && quote < limit && bytes[quote] === QUOTE) {
      const close = closing(bytes, quote + 1, limit, beyond);
      if (close === "more") return undefined;
      if (close === "cut" && start > from) return { end: start, column, ended: false, tail: false, unbalanced };
      if (typeof close === "number") {
        at = close + 1;
        quoted = true;
        if (close > quote + 1 && cell(quote + 1, close, column)) return { end: at, column, ended: false, tail: true, unbalanced };
      } else unbalanced = true;
    }
    const end = cellEnd(bytes, at, limit, delimiter);
    if (end === limit && beyond === "more") return undefined;
    if (end > at && !(quoted && isBlank(bytes, at, end)) && cell(at, end, column))
      return { end, column, ended: false, tail: true, unbalanced };
    if (end === limit) return { end, column, ended: false, tail: false, unbalanced };
    if (bytes[end] === delimiter) {
      column += 1;
      at = end + 1;
      continue;
    }
    if (bytes[end] === NEWLINE) return { end: end + 1, column, ended: true, tail: false, unbalanced };
    if (end + 1 === limit && beyond === "more") return undefined;
    const two = bytes[end + 1] === NEWLINE && end + 1 < limit;
    return { end: two ? end + 2 : end + 1, column, ended: true, tail: false, unbalanced };
  }
}

/** The quotation mark that closes a cell; `never` when none does within the limits of a cell. */
function closing(bytes: Uint8Array, from: number, limit: number, beyond: Beyond): number | "more" | "cut" | "never" {
  let lines = 0;
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at];
    if (byte === NEWLINE) {
      lines += 1;
      if (lines >= QUOTED_LINES) return "never";
    } else if (byte === QUOTE) {
      if (at + 1 === limit && beyond === "more") return "more";
      if (bytes[at + 1] !== QUOTE || at + 1 === limit) return at;
      at += 1;
    }
    if (at - from > QUOTED_BYTES) return "never";
  }
  return beyond === "end" ? "never" : beyond;
}

function cellEnd(bytes: Uint8Array, from: number, limit: number, delimiter: number): number {
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at];
    if (byte === delimiter || byte === NEWLINE || byte === RETURN) return at;
  }
  return limit;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== SPACE) return false;
  return true;
}
