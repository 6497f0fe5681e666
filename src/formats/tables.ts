import type { TextPart } from "../model/document.ts";
import { cellList } from "./cells.ts";
import type { BlockOptions } from "./blocks.ts";
import { textParts } from "./text-parts.ts";

const TAB = 9;
const NEWLINE = 10;
/** Fewer columns are a form (a label and its value), not a list of people. */
const LEAST_COLUMNS = 3;
const LEAST_ROWS = 2;
/** A head is words: a cell of it is short and holds no digit and no `@`. */
const HEAD_CELL_BYTES = 60;
/** Records of one section of a message; the ordinals of the sections must not meet. */
const SECTION_RECORDS = 1_000_000;

/**
 * A text in which tabs separate cells (the visible text of an HTML table, a table pasted into a
 * mail): each table with a row of heads becomes a part of its own, with rows as records and heads
 * as labels; all else stays text. Lines keep their numbers.
 */
export function partsWithTables(bytes: Uint8Array, options: BlockOptions): TextPart | Iterable<TextPart> {
  return bytes.includes(TAB) ? partsBetweenTables(bytes, options) : textParts(bytes, options);
}

function* partsBetweenTables(bytes: Uint8Array, options: BlockOptions): Generator<TextPart> {
  let from = 0;
  let line = options.line ?? 1;
  let fromLine = line;
  for (const table of tablesIn(bytes)) {
    line = fromLine + newlines(bytes, from, table.start);
    if (table.start > from) yield* asIterable(textParts(bytes.subarray(from, table.start), { ...options, line: fromLine }));
    yield tablePart(bytes.subarray(table.start, table.end), options, line);
    from = table.end;
    fromLine = line + newlines(bytes, table.start, table.end);
  }
  if (from < bytes.length || from === 0) yield* asIterable(textParts(bytes.subarray(from), { ...options, line: fromLine }));
}

/** One part is what most texts are. */
export function asIterable(parts: TextPart | Iterable<TextPart>): Iterable<TextPart> {
  return "kind" in parts ? [parts] : parts;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Runs of neighbouring lines with the same number of tabs, the first of which is a row of heads. */
function* tablesIn(bytes: Uint8Array): Generator<Range> {
  let start = 0;
  let columns = 0;
  let rows = 0;
  // The next tab is searched for once: a million lines without one, before one, would cost their square.
  let tab = bytes.indexOf(TAB);
  for (let at = 0; at <= bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 ? bytes.length : newline;
    let here = at < bytes.length ? 1 : 0;
    for (; tab >= 0 && tab < end; tab = bytes.indexOf(TAB, tab + 1)) here += 1;
    if (here !== columns) {
      if (columns >= LEAST_COLUMNS && rows >= LEAST_ROWS && isHead(bytes, start)) yield { start, end: at };
      start = at;
      columns = here;
      rows = 0;
    }
    rows += 1;
    if (newline < 0) {
      if (columns >= LEAST_COLUMNS && rows >= LEAST_ROWS && isHead(bytes, start)) yield { start, end: bytes.length };
      return;
    }
    at = newline + 1;
  }
}

function newlines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE, from); at >= 0 && at < to; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function isHead(bytes: Uint8Array, start: number): boolean {
  let cell = 0;
  let filled = 0;
  for (let at = start; at <= bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === undefined || byte === NEWLINE || byte === TAB) {
      if (cell > 0) filled += 1;
      if (byte !== TAB) break;
      cell = 0;
    } else {
      if ((byte >= 0x30 && byte <= 0x39) || byte === 0x40) return false;
      if (byte > 0x20) cell += 1;
      if (cell > HEAD_CELL_BYTES) return false;
    }
  }
  return filled >= 2;
}

function tablePart(bytes: Uint8Array, options: BlockOptions, line: number): TextPart {
  const { line: firstLine, ...shape } = options;
  void firstLine;
  // Rows of several tables in one document are records of their own: a line belongs to one table.
  const recordBase = options.section * SECTION_RECORDS + line;
  const cells = cellList();
  let labels: string[] = [];
  let row = 0;
  for (let at = 0; at < bytes.length; row += 1) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 ? bytes.length : newline;
    if (row === 0)
      labels = Buffer.from(bytes.subarray(at, end))
        .toString("utf8")
        .split("\t")
        .map((label) => label.trim());
    // Counted on from cell to cell: from the beginning of the row each time, a row of 100,000 cells takes minutes.
    let counted = at;
    let place = 1;
    addRow(bytes, at, end, (start, stop, column) => {
      place += codePoints(bytes, counted, start);
      counted = start;
      cells.add(start, stop, column, recordBase + row, line + row, place);
    });
    at = end + 1;
  }
  return {
    kind: "text",
    ...shape,
    record: "row",
    bytes,
    core: { start: 0, end: bytes.length },
    origin: { line, column: 1 },
    table: { labels, cells: cells.take() },
  };
}

function addRow(bytes: Uint8Array, from: number, to: number, add: (start: number, end: number, column: number) => void): void {
  let column = 0;
  for (let start = from; start <= to; column += 1) {
    const tab = bytes.indexOf(TAB, start);
    const end = tab < 0 || tab > to ? to : tab;
    if (end > start) add(start, end, column);
    start = end + 1;
  }
}

function codePoints(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (((bytes[at] as number) & 0xc0) !== 0x80) count += 1;
  return count;
}
