import { isAscii } from "node:buffer";
import type { TableIndex } from "../../model/document.ts";
import { cellList } from "../cells.ts";
import type { LabelList } from "./labels.ts";
import { plainTable } from "./plain-table.ts";
import { readRow } from "./row.ts";
import { advance, createRowWalk, type RowPlace } from "./walk.ts";

const QUOTE = 34;

/** A table of whole rows whose first is at `begin` (where it begins in the document); cells are found as they are sought. */
export function rowTable(bytes: Uint8Array, separator: number, labels: LabelList, begin: RowPlace): TableIndex {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ascii = isAscii(bytes);
  if (ascii && begin.cell === 0 && begin.column === 1 && !buffer.includes(QUOTE))
    return plainTable(bytes, separator, labels, begin);
  const walk = createRowWalk(buffer, separator, { ...begin, start: 0 });
  const { place } = walk;
  const found = cellList(16);
  const cursor = { start: 0, line: 1, column: 1 };
  let row = -1;
  // The row at hand reaches at least to here; its cells are read up to here.
  let rowEnd = 0;
  let read = 0;
  let column = 0;
  let tail = false;
  let target = 0;

  const hear = (start: number, end: number, index: number): boolean => {
    if (end <= target) return false;
    if (ascii && walk.quote() >= start) {
      cursor.column += start - cursor.start;
      cursor.start = start;
    } else advance(bytes, cursor, start);
    found.add(start, end, labels.index(index), place.record, cursor.line, cursor.column);
    read = end;
    return true;
  };
  const table = {
    labels: labels.all,
    cells: found.seen(),
    seek(offset: number): void {
      if (offset < read) return;
      if (offset >= rowEnd) {
        rowEnd = walk.to(offset, bytes.length, "end");
        if (place.start !== row) {
          row = place.start;
          read = row;
          column = place.cell;
          tail = false;
          cursor.start = row;
          cursor.line = place.line;
          cursor.column = place.column;
        }
      }
      target = offset;
      const count = found.count();
      const seen = readRow(bytes, read, bytes.length, "end", separator, column, tail, hear);
      if (found.count() > count) table.cells = found.seen();
      if (seen === undefined) return;
      read = seen.end;
      ({ column, tail } = seen);
    },
  };
  return table;
}
