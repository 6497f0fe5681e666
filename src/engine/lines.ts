import { Buffer } from "node:buffer";
import { CELL_FIELDS, type TextPart } from "../model/document.ts";

/** Where a byte stands: line and column (code points) from 1, and the line its paragraph begins on. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly paragraph: number;
}

/** How far back a blank line is looked for, in bytes. */
const PARAGRAPH_REACH = 4_096;

/**
 * Positions in one part, asked in ascending order of offset: newlines are counted once,
 * and only in a part that has findings.
 */
export function createPositions(part: TextPart): (offset: number, cell: number) => Position {
  const buffer = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.length);
  let line = part.origin.line;
  let lineStart = 0;
  let firstColumn = part.origin.column;
  return (offset, cell) => {
    if (part.table !== undefined && cell >= 0) return inCell(buffer, part.table.cells, cell, offset);
    if (offset < lineStart) throw new RangeError("positions are asked in ascending order");
    for (let newline = buffer.indexOf(10, lineStart); newline >= 0 && newline < offset; newline = buffer.indexOf(10, lineStart)) {
      line += 1;
      lineStart = newline + 1;
      firstColumn = 1;
    }
    const column = firstColumn + codePoints(buffer, lineStart, offset);
    return { line, column, paragraph: line - linesAbove(buffer, lineStart) };
  };
}

function inCell(buffer: Buffer, cells: Uint32Array, cell: number, offset: number): Position {
  const at = cell * CELL_FIELDS;
  let start = cells[at] as number;
  let line = cells[at + 4] as number;
  let column = cells[at + 5] as number;
  for (let newline = buffer.indexOf(10, start); newline >= 0 && newline < offset; newline = buffer.indexOf(10, start)) {
    line += 1;
    start = newline + 1;
    column = 1;
  }
  return { line, column: column + codePoints(buffer, start, offset), paragraph: line };
}

function codePoints(buffer: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (((buffer[at] as number) & 0xc0) !== 0x80) count += 1;
  return count;
}

/** Lines of the same paragraph above the line that starts at `lineStart`: up to a line of white space or quote marks only. */
function linesAbove(buffer: Buffer, lineStart: number): number {
  let lines = 0;
  let start = lineStart;
  while (start > 0 && lineStart - start < PARAGRAPH_REACH) {
    const previous = start < 2 ? 0 : buffer.lastIndexOf(10, start - 2) + 1;
    if (isBlank(buffer, previous, start)) break;
    lines += 1;
    start = previous;
  }
  return lines;
}

function isBlank(buffer: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = buffer[at] as number;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09 && byte !== 0x3e) return false;
  }
  return true;
}
