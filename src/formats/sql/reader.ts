import { countNewlines } from "../../kernel/index.ts";
import type { RecordParts } from "../record-parts.ts";
import { HEADER_BYTES, type RowsStatement, type Statements, USUAL_HEADER_BYTES } from "./statements.ts";
import { readTuple } from "./tuple.ts";
import { hexadecimal, unescaped } from "./value.ts";

const NEWLINE = 10;
const TAB = 9;
const BACKSLASH = 0x5c;
/** Text between rows is given out in pieces of this size. */
const TEXT_BYTES = 1_048_576;
/** A row that is longer never ended: a quotation mark is unbalanced. */
const ROW_BYTES = 16_777_216;
/** Rows without an end; behind these no more rows are looked for. */
const BROKEN = 16;
const LABELS = 8_192;
/** Long beginnings of statements that turn out to hold no rows: behind these only the usual length is looked at. */
const MISSES = 1_000;

/** What a reader of SQL tells. */
export interface SqlHearer {
  readonly parts: RecordParts;
  readonly labels: string[];
  /** Text that holds no rows; valid during the call. */
  text(bytes: Uint8Array, line: number): void;
  /** Binary data in hexadecimal; what is to be written in its place. */
  binary(bytes: Uint8Array, line: number): Uint8Array;
}

/** Reads statements in pieces of UTF-8, in the memory of one row and one piece. */
export interface SqlReader {
  write(piece: Uint8Array): void;
  end(): void;
  /** Rows that did not end. */
  broken(): number;
}

type Mode = "text" | "values" | "copy";

/** `backslash` says that a backslash escapes what follows it in every string. */
export function sqlReader(known: Statements, backslash: boolean, hearer: SqlHearer): SqlReader {
  const { parts } = hearer;
  const indexes = new Map<string, number>();
  let columns: number[] = [];
  let held = Buffer.alloc(0);
  let filled = 0;
  let mode: Mode = "text";
  let textStart = 0;
  let records = 0;
  let broken = 0;
  let told = false;
  let skipped: Uint8Array | undefined;
  // A row that had not ended is looked at again when there is twice as much of it.
  let enough = 0;
  let misses = 0;
  // Line and column of `counted`.
  let counted = 0;
  let line = 1;
  let column = 1;

  const labelAt = (index: number): number => {
    while (columns.length <= index && columns.length < LABELS) columns.push(labelOf(`column ${columns.length + 1}`));
    return columns[index] ?? 0;
  };
  const labelOf = (name: string): number => {
    const found = indexes.get(name);
    if (found !== undefined) return found;
    if (hearer.labels.length >= LABELS) return 0;
    indexes.set(name, hearer.labels.length);
    hearer.labels.push(name);
    return hearer.labels.length - 1;
  };
  const useColumns = (names: readonly string[]): void => {
    columns = names.map(labelOf);
  };
  const moveTo = (at: number): void => {
    for (; counted < at; counted += 1) {
      const byte = held[counted] as number;
      if (byte === NEWLINE) {
        line += 1;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) column += 1;
    }
  };
  const flushText = (to: number): void => {
    if (to <= textStart) return;
    // The line of the text's beginning: values move the counter no further than their own start.
    const lines =
      counted > textStart ? line - countNewlines(held, textStart, counted) : line + countNewlines(held, counted, textStart);
    // What stands between two statements is seldom worth a text.
    if (isNotable(held, textStart, to)) {
      hearer.text(held.subarray(textStart, to), lines);
      told = true;
    } else skipped ??= new Uint8Array(held.subarray(textStart, Math.min(to, textStart + HEADER_BYTES)));
    moveTo(to);
    textStart = to;
  };
  const value = (start: number, end: number, index: number, quote: number, escapes: boolean): void => {
    if (!isNotable(held, start, end)) return;
    moveTo(start);
    const label = labelAt(index);
    const binary = hexadecimal(held, start, end);
    if (binary !== undefined) return parts.bytes(hearer.binary(binary, line), label, records, line, column);
    if (quote === 0) return parts.range(held, start, end, label, records, line, column);
    let from = start;
    while (held[from] !== quote) from += 1;
    const slashes = backslash || (from > start && ((held[from - 1] as number) | 0x20) === 0x65);
    if (escapes) parts.bytes(unescaped(held, from + 1, end - 1, quote, slashes), label, records, line, column + from + 1 - start);
    else parts.range(held, from + 1, end - 1, label, records, line, column + from + 1 - start);
  };
  /** Reads rows from `at` on; -1 when more bytes are needed. */
  const values = (at: number, last: boolean): number => {
    let next = at;
    while (next < filled && ((held[next] as number) <= 0x20 || held[next] === 0x2c)) next += 1;
    if (next >= filled) return last ? next : -1;
    if (held[next] !== 0x28) {
      mode = "text";
      textStart = next;
      return next;
    }
    const end = readTuple(held, next, filled, backslash, nothing);
    if (end < 0) {
      if (!last && filled - next < ROW_BYTES) return -1;
      broken += 1;
      mode = "text";
      textStart = next;
      const newline = held.indexOf(NEWLINE, next);
      return newline < 0 || newline >= filled ? filled : newline + 1;
    }
    readTuple(held, next, filled, backslash, value);
    records += 1;
    return end;
  };
  /** A line of a COPY block (PostgreSQL manual, COPY, text format). */
  const copied = (at: number, last: boolean): number => {
    const newline = held.indexOf(NEWLINE, at);
    if ((newline < 0 || newline >= filled) && !last && filled - at < ROW_BYTES) return -1;
    const end = newline < 0 || newline >= filled ? filled : newline;
    if (held[at] === BACKSLASH && held[at + 1] === 0x2e) {
      mode = "text";
      textStart = at;
      return at;
    }
    let index = 0;
    for (let start = at; start <= end; index += 1) {
      const tab = held.indexOf(TAB, start);
      const stop = tab < 0 || tab > end ? end : tab;
      if (isNotable(held, start, stop)) {
        moveTo(start);
        const raw = held.subarray(start, stop);
        const hex = raw[0] === BACKSLASH && raw[1] === BACKSLASH && raw[2] === 0x78;
        const bytes = hex ? hexadecimal(Buffer.from(`'\\x${raw.toString("latin1", 3)}'`), 0, raw.length + 1) : undefined;
        if (bytes !== undefined) parts.bytes(hearer.binary(bytes, line), labelAt(index), records, line, column);
        else if (raw.includes(BACKSLASH))
          parts.bytes(unescaped(held, start, stop, 0, true), labelAt(index), records, line, column);
        else parts.range(held, start, stop, labelAt(index), records, line, column);
      }
      start = stop + 1;
    }
    records += 1;
    return Math.min(filled, end + 1);
  };
  const rowsAt = (first: number, window: number): RowsStatement | undefined => {
    const usual = held.toString("latin1", first, Math.min(window, first + USUAL_HEADER_BYTES));
    const rows = known.insert(usual) ?? known.copy(usual);
    if (rows !== undefined || window - first <= USUAL_HEADER_BYTES || misses > MISSES) return rows;
    const head = held.toString("latin1", first, window);
    const long = known.insert(head) ?? known.copy(head);
    if (long === undefined) misses += 1;
    return long;
  };
  /** Looks for the beginning of rows in the line at `at`. */
  const text = (at: number, last: boolean): number => {
    const newline = held.indexOf(NEWLINE, at);
    const lineEnd = newline < 0 || newline >= filled ? filled : newline + 1;
    if (lineEnd === filled && newline !== filled - 1 && !last && filled - at < TEXT_BYTES) return -1;
    const first = firstLetter(held, at, lineEnd);
    const letter = (held[first] ?? 0) | 0x20;
    if (broken < BROKEN && (letter === 0x69 || letter === 0x72 || letter === 0x63)) {
      const window = Math.min(filled, first + HEADER_BYTES);
      const start = held.toString("latin1", first, Math.min(first + 16, window));
      if (/^(?:INSERT|REPLACE|COPY|CREATE)\s/i.test(start)) {
        if (window === filled && !last && filled - first < HEADER_BYTES && !ends(held, first, filled)) return -1;
        const rows = rowsAt(first, window);
        if (rows !== undefined) {
          useColumns(rows.columns.map((name) => Buffer.from(name, "latin1").toString("utf8")));
          mode = /^COPY/i.test(start) ? "copy" : "values";
          flushText(first + rows.length);
          return mode === "copy"
            ? Math.min(filled, held.indexOf(NEWLINE, first + rows.length) + 1 || filled)
            : first + rows.length;
        }
        if (/^CREATE/i.test(start)) known.create(held.toString("utf8", first, window));
      }
    }
    if (lineEnd - textStart >= TEXT_BYTES) flushText(lineEnd);
    return lineEnd;
  };
  const read = (last: boolean): void => {
    let at = Math.max(textStart, 0);
    if (mode === "text") at = resume;
    while (at < filled) {
      const next = mode === "text" ? text(at, last) : mode === "values" ? values(at, last) : copied(at, last);
      if (next < 0) break;
      at = next;
      if (mode !== "text") textStart = at;
    }
    resume = at;
    if (last && mode === "text") flushText(filled);
    const keepFrom = mode === "text" ? textStart : at;
    moveTo(Math.min(keepFrom, filled));
    held.copyWithin(0, keepFrom, filled);
    filled -= keepFrom;
    counted -= keepFrom;
    textStart -= keepFrom;
    resume -= keepFrom;
    enough = mode === "text" ? 0 : filled * 2;
  };
  let resume = 0;
  return {
    write(piece) {
      if (filled + piece.length > held.length) {
        const grown = Buffer.allocUnsafeSlow(Math.max(held.length * 2, filled + piece.length));
        held.copy(grown, 0, 0, filled);
        held = grown;
      }
      held.set(piece, filled);
      filled += piece.length;
      if (filled >= enough) read(false);
    },
    end() {
      read(true);
      // A document is never told as nothing.
      if (!told && records === 0 && skipped !== undefined) hearer.text(skipped, 1);
    },
    broken: () => broken,
  };
}

function nothing(): void {
  // The first of two passes over a row only looks whether it ends.
}

/** Detectors look at digits, at signs and at what is not ASCII only. */
function isNotable(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if ((byte >= 0x30 && byte <= 0x39) || byte === 0x40 || byte >= 0x80) return true;
  }
  return false;
}

function firstLetter(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] as number) <= 0x20) at += 1;
  return at;
}

/** A beginning of a statement is all there when its values or its end are. */
function ends(bytes: Buffer, from: number, to: number): boolean {
  const text = bytes.toString("latin1", from, to);
  return /\bVALUES?\s{0,9}\(|;|\bSTDIN\b[^\n]{0,500}\n/i.test(text);
}
