import { Buffer } from "node:buffer";
import { countNewlines } from "../kernel/index.ts";
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
 * Positions in one part, asked in ascending order of offset: what stands before a finding is
 * counted once, also in a text of one line, and only in a part that has findings. Paragraphs are
 * told of an author's own text, where alone they tell records apart; elsewhere the line stands
 * for them.
 */
export function createPositions(part: TextPart): (offset: number, cell: number) => Position {
  const { bytes, table, record, origin } = part;
  const text = createWalk(bytes);
  text.from(0, origin.line, origin.column);
  const inCell = createWalk(bytes);
  let walked = -1;
  let paragraph = 0;
  let paragraphOf = -1;
  return (offset, cell) => {
    if (table !== undefined && cell >= 0) {
      const at = cell * CELL_FIELDS;
      const { cells } = table;
      if (table.grid === true) {
        const line = cells[at + 4] as number;
        return { line, column: cells[at + 5] as number, paragraph: line };
      }
      if (cell !== walked || offset < inCell.lineStart)
        inCell.from(cells[at] as number, cells[at + 4] as number, cells[at + 5] as number);
      walked = cell;
      inCell.to(offset);
      return { line: inCell.line, column: inCell.column, paragraph: inCell.line };
    }
    if (offset < text.lineStart) throw new RangeError("positions are asked in ascending order");
    text.to(offset);
    const { line, column } = text;
    if (record !== "text") return { line, column, paragraph: line };
    if (paragraphOf !== line) {
      paragraphOf = line;
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      paragraph = line - linesAbove(buffer, text.lineStart);
    }
    return { line, column, paragraph };
  };
}

/** A place in a text with its line and column, moved forward. */
interface Walk {
  readonly line: number;
  readonly column: number;
  /** Where the line begins. */
  readonly lineStart: number;
  from(offset: number, line: number, column: number): void;
  /** Not before `lineStart`. */
  to(offset: number): void;
}

function createWalk(bytes: Uint8Array): Walk {
  const walk = {
    line: 1,
    column: 1,
    lineStart: 0,
    from(offset: number, line: number, column: number): void {
      walk.line = line;
      walk.column = column;
      walk.lineStart = offset;
      at = offset;
      firstColumn = column;
    },
    to(offset: number): void {
      const newlines = countNewlines(bytes, at, offset);
      if (newlines > 0) {
        walk.line += newlines;
        walk.lineStart = bytes.lastIndexOf(10, offset - 1) + 1;
        firstColumn = 1;
      }
      // Two values may begin in any order inside what both are part of.
      if (newlines > 0 || offset < at) {
        at = walk.lineStart;
        walk.column = firstColumn;
      }
      walk.column += codePoints(bytes, at, offset);
      at = offset;
    },
  };
  let at = 0;
  let firstColumn = 1;
  return walk;
}

function codePoints(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (((bytes[at] as number) & 0xc0) !== 0x80) count += 1;
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
