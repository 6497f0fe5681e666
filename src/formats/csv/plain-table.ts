import { threadJsonLines } from "../../kernel/index.ts";
import type { TableIndex } from "../../model/document.ts";
import { cellList } from "../cells.ts";
import type { LabelList } from "./labels.ts";
import type { RowPlace } from "./walk.ts";

const NEWLINE = 10;
const RETURN = 13;

const NOWHERE = new Uint32Array(0);

/**
 * The table that `rowTable` makes of ASCII without a quotation mark, whose first row is whole: every
 * byte is looked at once, and nothing is called for each row.
 */
export function plainTable(bytes: Uint8Array, separator: number, labels: LabelList, begin: RowPlace): TableIndex {
  const found = cellList(16);
  // What is read; the cell, the line and the row at hand.
  let read = 0;
  let cellStart = 0;
  let lineStart = 0;
  let { line, record } = begin;
  let column = 0;
  // Where lines end: looked for when the first cell is sought.
  let lineEnds: Uint32Array | undefined;
  let row = 0;
  /** Goes to the line that holds `offset`. */
  const toLine = (offset: number): void => {
    if (lineEnds === undefined) {
      // A return by itself ends a row and no line.
      const single = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(RETURN);
      lineEnds = (single ? undefined : threadJsonLines()?.lineEnds(bytes)) ?? NOWHERE;
    }
    const from = row;
    while (row < lineEnds.length && (lineEnds[row] as number) < offset) row += 1;
    if (row === from) return;
    line = begin.line + row;
    record = begin.record + row;
    column = 0;
    lineStart = (lineEnds[row - 1] as number) + 1;
    // A line that was read to its end is not read again.
    if (lineStart > read) read = cellStart = lineStart;
  };
  const keep = (end: number): void => {
    found.add(cellStart, end, labels.index(column), record, line, 1 + cellStart - lineStart);
    cellStart = end;
    table.cells = found.seen();
  };
  /** Goes on to the end of the first cell behind `offset` that is not empty, or of the row that holds `offset`. */
  const cellEnd = (offset: number): number => {
    let at = read;
    let start = cellStart;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte !== separator && byte !== NEWLINE && byte !== RETURN) continue;
      if (at > offset && at > start) break;
      start = at + 1;
      if (byte === separator) column += 1;
      else if (byte === RETURN && bytes[at + 1] === NEWLINE) continue;
      else {
        column = 0;
        record += 1;
        if (byte === NEWLINE) {
          line += 1;
          lineStart = start;
        }
        if (at >= offset) {
          at = start;
          break;
        }
      }
    }
    cellStart = start;
    return at;
  };
  const table = {
    labels: labels.all,
    cells: found.seen(),
    seek(offset: number): void {
      if (offset < read) return;
      toLine(offset);
      read = cellEnd(offset);
      if (read > cellStart) keep(read);
    },
  };
  return table;
}
