import { countNewlines } from "../../kernel/index.ts";
import { type Beyond, readRow, type RowSeen } from "./row.ts";

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
/** So many bytes are worth counting the lines in them. */
const FAR = 8_192;

/** A row of a table, or the rest of one, in the bytes at hand. */
export interface RowPlace {
  /** Where it begins. */
  start: number;
  /** Ordinal, from 0. */
  record: number;
  /** Line and column (from 1) of its first character in the decoded document. */
  line: number;
  column: number;
  /** Column of the table that its first cell belongs to. */
  cell: number;
}

const nothing = (): boolean => false;

/**
 * Walks over rows without looking at their cells: rows without a quotation mark end with their
 * line, and only those with one are read. What a walk finds is what `readRow` finds row by row.
 */
export interface RowWalk {
  readonly place: RowPlace;
  /** A quotation mark that was never closed was taken as a character. */
  unbalanced(): boolean;
  /**
   * Makes `place` the row that holds byte `target`, as far as rows end before `limit`. Returns an
   * offset behind `target` that this row surely reaches.
   */
  to(target: number, limit: number, beyond: Beyond): number;
  /** The first quotation mark of the row at `place` or of a later one. */
  quote(): number;
  /** Goes behind the row at `place`; false when it may go on in bytes to come. */
  over(limit: number, beyond: Beyond): boolean;
  /** The bytes at hand are others, or have moved by `moved` to the left. */
  shift(bytes: Buffer, moved: number): void;
}

export function createRowWalk(first: Buffer, separator: number, place: RowPlace): RowWalk {
  let bytes = first;
  let unbalanced = false;
  // The first quotation mark at or behind the place, and the first return that ends a row by itself.
  let quote = -1;
  let single = -1;

  const nextQuote = (): number => {
    if (quote < place.start) {
      const found = bytes.indexOf(QUOTE, place.start);
      quote = found < 0 ? bytes.length : found;
    }
    return quote;
  };
  const nextSingle = (limit: number): number => {
    if (single < place.start) {
      let found = bytes.indexOf(RETURN, place.start);
      while (found >= 0 && found + 1 < limit && bytes[found + 1] === NEWLINE) found = bytes.indexOf(RETURN, found + 1);
      single = found < 0 ? bytes.length : found;
    }
    return single;
  };
  /** Goes to the last row that begins at or before `stop`; all rows up to there end with their line. */
  const skipLines = (stop: number): void => {
    const last = bytes.lastIndexOf(NEWLINE, stop - 1);
    if (last < place.start) return;
    const rows = countNewlines(bytes, place.start, last + 1);
    place.start = last + 1;
    place.line += rows;
    place.record += rows;
    place.column = 1;
    place.cell = 0;
  };
  const take = (seen: RowSeen): void => {
    unbalanced ||= seen.unbalanced;
    advance(bytes, place, seen.end);
    place.cell = seen.ended ? 0 : seen.column;
    if (seen.ended) place.record += 1;
  };
  return {
    place,
    unbalanced: () => unbalanced,
    to(target, limit, beyond) {
      while (place.start <= target && place.start < limit) {
        const plain = Math.min(nextQuote(), nextSingle(limit), limit);
        const stop = Math.min(plain, target);
        if (stop - place.start > FAR) skipLines(stop);
        let newline = bytes.indexOf(NEWLINE, place.start);
        while (newline >= 0 && newline < stop) {
          place.start = newline + 1;
          place.line += 1;
          place.record += 1;
          place.column = 1;
          place.cell = 0;
          newline = bytes.indexOf(NEWLINE, newline + 1);
        }
        if (plain > target) return Math.max(target + 1, newline < 0 ? plain : Math.min(plain, newline + 1));
        if (plain === limit) break;
        const seen = readRow(bytes, place.start, limit, beyond, separator, place.cell, false, nothing);
        if (seen === undefined || !seen.ended || seen.end > target) return seen === undefined ? limit : seen.end;
        take(seen);
      }
      return limit;
    },
    quote: nextQuote,
    over(limit, beyond) {
      const seen = readRow(bytes, place.start, limit, beyond, separator, place.cell, false, nothing);
      if (seen === undefined) return false;
      take(seen);
      return true;
    },
    shift(others, moved) {
      bytes = others;
      place.start -= moved;
      quote = -1;
      single = -1;
    },
  };
}

/** Moves a place on to `to`; columns are code points, so continuation bytes do not count. */
export function advance(bytes: Uint8Array, place: { start: number; line: number; column: number }, to: number): void {
  let { line, column } = place;
  for (let at = place.start; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === NEWLINE) {
      line += 1;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80) column += 1;
  }
  place.start = to;
  place.line = line;
  place.column = column;
}
