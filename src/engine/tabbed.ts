import { Buffer } from "node:buffer";

/** The heads of columns in a text whose lines hold tables: cells with a tab between them, as pages and documents are laid out. */
export interface Heads {
  /** What the first line of the table says over the column of `place` (lower case; ascending places); empty where there is no table. */
  over(place: number): string;
}

const TAB = 9;
const NEWLINE = 10;
/** Lines of a table are looked at so far back: a table without an end costs no more. */
const REACH = 65_536;
const LONGEST_HEAD = 60;
const NO_HEADS: readonly string[] = [];

export function createHeads(bytes: Uint8Array): Heads {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const hasTabs = text.includes(TAB);
  // The line at hand, half-open; the first tab at or behind its start; the column that `counted` lies in.
  let line = 0;
  let end = -1;
  let tab = -1;
  let counted = 0;
  let column = 0;
  // The table at hand: its first line, its last line that was looked at, and what its first line says.
  let first = -1;
  let last = -1;
  let heads = NO_HEADS;

  const toLine = (place: number): void => {
    if (place <= end) return;
    line = Math.max(0, text.lastIndexOf(NEWLINE, place - 1) + 1);
    end = endOf(text, place);
    if (tab < line) {
      tab = text.indexOf(TAB, line);
      if (tab < 0) tab = text.length;
    }
    counted = line;
    column = 0;
    if (tab < end) toTable();
  };
  const toTable = (): void => {
    if (first >= 0) {
      let next = last;
      while (next < line && isRow(text, next)) next = endOf(text, next) + 1;
      last = line;
      if (next === line) return;
    }
    first = line;
    last = line;
    while (first > 0 && line - first < REACH) {
      const before = first < 2 ? 0 : text.lastIndexOf(NEWLINE, first - 2) + 1;
      if (!isRow(text, before)) break;
      first = before;
    }
    heads = headsIn(text.toString("utf8", first, Math.min(endOf(text, first), first + REACH)));
  };
  return {
    over(place) {
      if (!hasTabs) return "";
      toLine(place);
      if (tab >= end || line === first) return "";
      for (; counted < place; counted += 1) if (text[counted] === TAB) column += 1;
      return heads[column] ?? "";
    },
  };
}

/** All bits that `said` gives for the heads of the columns of a text. */
export function bitsOfHeads(bytes: Uint8Array, said: (head: string) => number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let bits = 0;
  for (let tab = text.indexOf(TAB); tab >= 0;) {
    const first = tab === 0 ? 0 : text.lastIndexOf(NEWLINE, tab - 1) + 1;
    for (const head of headsIn(text.toString("utf8", first, Math.min(endOf(text, first), first + REACH)))) bits |= said(head);
    let next = endOf(text, first) + 1;
    while (next < text.length && isRow(text, next)) next = endOf(text, next) + 1;
    tab = next < text.length ? text.indexOf(TAB, next) : -1;
  }
  return bits;
}

function endOf(text: Buffer, from: number): number {
  const end = text.indexOf(NEWLINE, from);
  return end < 0 ? text.length : end;
}

function isRow(text: Buffer, start: number): boolean {
  return text.subarray(start, endOf(text, start)).includes(TAB);
}

/** Cells of a line that may be a head: words, and no number or address among them. */
function headsIn(line: string): readonly string[] {
  if (/[0-9]{3}|@/.test(line)) return NO_HEADS;
  return line.split("\t").map((cell) => (cell.length > LONGEST_HEAD ? "" : cell.trim().toLowerCase()));
}
