import type { Role, TextPart } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";
import { cellList } from "../cells.ts";
import { labelList } from "../csv/labels.ts";
import { createHeads, type Heads } from "./heads.ts";
import { isForm } from "./form.ts";

/** Bytes of rows in one part. */
const BLOCK_BYTES = 1_048_576;
const TAB = 9;
const NEWLINE = 10;
/** A sheet of more rows is no form. */
const FORM_ROWS = 200;
/** Rows that are beyond this are no rows of any program: Excel has 2^20. */
export const LAST_ROW = 0x7fffffff;

/** Rows of a sheet as parts with a table beside them; a line is a row's number and a column a column's. */
export interface SheetTable {
  /** Begins the row with this number, from 1. */
  row(number: number): void;
  /** Adds a text to the cell in this column, from 0; it holds no tab and no line end. */
  cell(column: number, text: string): void;
  /** The same, of UTF-8 bytes. */
  bytes(column: number, from: Uint8Array, start: number, end: number): void;
  /** Parts that are ready; with `end`, all. */
  take(end: boolean): Iterable<TextPart>;
  /** Takes no more cells: the budget has ended the sheet. */
  close(): void;
}

/** Ordinals of rows over all sheets of a document. */
export interface RecordCount {
  next: number;
}

/** Collects the rows of one sheet. */
export function sheetTable(steps: readonly Step[], role: Role, section: number, records: RecordCount): SheetTable {
  let out = Buffer.allocUnsafeSlow(65_536);
  let used = 0;
  let line = 0;
  let blockLine = 1;
  let rows = 0;
  let wholeBlock = true;
  const cells = cellList();
  const heads: Heads = createHeads();
  let labels = labelList([]);
  let rowStart = 0;
  let rowCells = 0;
  let ready: TextPart[] = [];
  let closed = false;

  const room = (more: number): void => {
    if (used + more <= out.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(out.length * 2, used + more));
    out.copy(larger, 0, 0, used);
    out = larger;
  };
  const flush = (end: number, count: number): void => {
    if (end === 0) return;
    const bytes = new Uint8Array(end);
    bytes.set(out.subarray(0, end));
    const all = cells.take();
    const table = { labels: labels.all, cells: all.slice(0, count * 6), grid: true as const };
    const core = { start: 0, end };
    const part: TextPart = {
      kind: "text",
      steps,
      role,
      record: "row",
      section,
      bytes,
      core,
      origin: { line: blockLine, column: 1 },
      table,
    };
    ready.push(part);
    // The rest moves to the front.
    for (let at = count * 6; at < all.length; at += 6) {
      const [start = 0, stop = 0, label = 0, record = 0, row = 0, column = 0] = all.subarray(at, at + 6);
      cells.add(start - end, stop - end, label, record, row, column);
    }
    out.copyWithin(0, end, used);
    used -= end;
    rowStart = Math.max(0, rowStart - end);
    rowCells = Math.max(0, rowCells - count);
    blockLine = line;
    wholeBlock = false;
  };
  const endRow = (): void => {
    if (used > rowStart) {
      const header = heads.row(line, out, cells.seen(), rowCells);
      if (header !== undefined) {
        flush(rowStart, rowCells);
        labels = labelList(header);
        for (let column = 0; column < header.length; column += 1) labels.index(column);
      }
      out[used - 1] = NEWLINE;
    }
    rows += 1;
    if (used >= BLOCK_BYTES) flush(used, cells.count());
    rowStart = used;
    rowCells = cells.count();
  };
  const put = (column: number, start: number): void => {
    cells.add(start, used, labels.index(column), records.next, line, column + 1);
    room(1);
    out[used] = TAB;
    used += 1;
    if (used >= 2 * BLOCK_BYTES) flush(used, cells.count());
  };
  return {
    row(number) {
      endRow();
      records.next += 1;
      line = Math.min(Math.max(1, number), LAST_ROW);
      if (used === 0) blockLine = line;
    },
    cell(column, text) {
      if (text === "" || closed) return;
      room(text.length * 3 + 1);
      const start = used;
      used = write(out, text, used);
      put(column, start);
    },
    bytes(column, from, start, end) {
      if (end <= start || closed) return;
      room(end - start + 1);
      out.set(from.subarray(start, end), used);
      const at = used;
      used += end - start;
      put(column, at);
    },
    take(end) {
      if (closed) return [];
      if (end) {
        endRow();
        const form = wholeBlock && rows <= FORM_ROWS && isForm(out, cells.seen());
        if (form) {
          const bytes = new Uint8Array(used);
          bytes.set(out.subarray(0, used));
          used = 0;
          ready.push(...formParts(bytes, cells.take(), steps, role, section));
        } else flush(used, cells.count());
        rowStart = rowCells = 0;
      }
      if (ready.length === 0) return ready;
      const taken = ready;
      ready = [];
      return taken;
    },
    close() {
      closed = true;
    },
  };
}

/** Short texts are mostly ASCII, which is written faster here than by a call into Node. */
function write(out: Buffer, text: string, at: number): number {
  const { length } = text;
  if (length > 48) return at + out.write(text, at);
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 128) return at + out.write(text, at);
    out[at + index] = code;
  }
  return at + length;
}

/** A form is one text, in which a line says which label stands beside which value. */
function formParts(bytes: Uint8Array, cells: Uint32Array, steps: readonly Step[], role: Role, section: number): TextPart[] {
  const parts: TextPart[] = [];
  const part = (start: number, end: number, line: number): void => {
    if (end <= start) return;
    const piece = bytes.subarray(start, end);
    const core = { start: 0, end: piece.length };
    parts.push({ kind: "text", steps, role, record: "text", section, bytes: piece, core, origin: { line, column: 1 } });
  };
  // Rows without a cell have no line: behind them the text goes on in another part.
  let start = 0;
  let first = cells[4] ?? 1;
  let previous = first;
  for (let at = 0; at < cells.length; at += 6) {
    const line = cells[at + 4] as number;
    if (line !== previous && line !== previous + 1) {
      part(start, cells[at] as number, first);
      start = cells[at] as number;
      first = line;
    }
    previous = line;
  }
  part(start, bytes.length, first);
  return parts;
}
