import type { Role, TextPart } from "../../model/document.ts";
import { cellList, safeCut } from "../cells.ts";
import { type Beyond, readRow } from "./row.ts";

/** Bytes of rows in one part. */
const BLOCK_BYTES = 1_048_576;
/** New bytes that are worth another look at a row that had not ended. */
const STEP_BYTES = 131_072;
/** A row that is longer is cut: a quoted cell fits twice. */
const ROW_BYTES = 2 * BLOCK_BYTES + STEP_BYTES;
/** Columns with a label of their own. */
const LABELLED = 16_384;

/**
 * Splits UTF-8 pieces into parts of whole rows, each with an index of its cells: the decoded bytes
 * once, never a text per cell. Flat memory: a block and one row. Returns whether a quotation mark
 * was never closed.
 */
export function* rowParts(
  pieces: Iterable<Uint8Array>,
  delimiter: string,
  header: readonly string[],
  role: Role,
): Generator<TextPart, boolean> {
  const separator = delimiter.charCodeAt(0);
  const labels = labelList(header);
  const cells = cellList();
  const cursor = { at: 0, line: 1, column: 1 };
  let held = new Uint8Array(ROW_BYTES + BLOCK_BYTES);
  let filled = 0;
  let row = 0;
  let looked = 0;
  let record = 0;
  let column = 0;
  let origin = { line: 1, column: 1 };
  let unbalanced = false;

  const add = (start: number, end: number, index: number): void => {
    advance(held, cursor, start);
    cells.add(start, end, labels.index(index), record, cursor.line, cursor.column);
  };
  /** Reads what stands at `row`; false when it may go on in bytes to come. */
  const next = (limit: number, beyond: Beyond): boolean => {
    const before = { ...cursor };
    const count = cells.count();
    const seen = readRow(held, row, limit, beyond, separator, column, add);
    if (seen === undefined) {
      Object.assign(cursor, before);
      cells.cut(count);
      return false;
    }
    unbalanced ||= seen.unbalanced;
    row = seen.end;
    column = seen.ended ? 0 : seen.column;
    if (seen.ended) record += 1;
    advance(held, cursor, row);
    return true;
  };
  const part = (): TextPart => {
    const bytes = held.slice(0, row);
    const table = { labels: labels.all, cells: cells.take() };
    const made: TextPart = {
      kind: "text",
      steps: [],
      role,
      record: "row",
      section: 0,
      bytes,
      core: { start: 0, end: row },
      origin,
      table,
    };
    origin = { line: cursor.line, column: cursor.column };
    held.copyWithin(0, row, filled);
    filled -= row;
    looked -= row;
    cursor.at = 0;
    row = 0;
    return made;
  };
  const rows = function* (beyond: Beyond): Generator<TextPart> {
    for (;;) {
      if (row >= BLOCK_BYTES) yield part();
      if (row >= filled) break;
      if (next(filled, beyond)) continue;
      if (filled - row < ROW_BYTES) break;
      next(safeCut(held, row, row + ROW_BYTES), "cut");
    }
    looked = filled;
  };

  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += STEP_BYTES) {
      const some = piece.subarray(from, from + STEP_BYTES);
      if (filled + some.length > held.length) held = larger(held, filled + some.length);
      held.set(some, filled);
      filled += some.length;
      if (filled - looked >= STEP_BYTES) yield* rows("more");
    }
  }
  yield* rows("end");
  if (row > 0) yield part();
  return unbalanced;
}

/** Moves a cursor on to `to`; columns are code points, so continuation bytes do not count. */
function advance(bytes: Uint8Array, cursor: { at: number; line: number; column: number }, to: number): void {
  let { line, column } = cursor;
  for (let at = cursor.at; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 10) {
      line += 1;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80) column += 1;
  }
  cursor.at = to;
  cursor.line = line;
  cursor.column = column;
}

interface LabelList {
  readonly all: readonly string[];
  index(column: number): number;
}

/** Heads of columns; those beyond the header are numbered, from 1. */
function labelList(header: readonly string[]): LabelList {
  const all = header.slice(0, LABELLED).map((label, column) => (label === "" ? `column ${column + 1}` : label));
  return {
    all,
    index(column) {
      if (column >= LABELLED) return LABELLED - 1;
      while (all.length <= column) all.push(`column ${all.length + 1}`);
      return column;
    },
  };
}

function larger(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(bytes.length * 2, size));
  grown.set(bytes);
  return grown;
}
