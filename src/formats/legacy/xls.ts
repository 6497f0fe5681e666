import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { decodeText } from "../../text/charset.ts";
import { gap, roleIn } from "../gap.ts";
import { f64, rkNumber, u16, u32 } from "../office/biff12.ts";
import { lineCollector, type Lines, oneLine } from "../office/lines.ts";
import { numberFormat, type NumberFormat } from "../office/number-format.ts";
import { sharedStrings, type SharedStrings } from "../office/shared-strings.ts";
import { type RecordCount, sheetTable, type SheetTable } from "../office/sheet-table.ts";
import { putNumber } from "../office/values.ts";
import { printableRuns } from "../printable.ts";
import { biffRecords, wideString, type BiffRecord } from "./biff.ts";

/** Records by number ([MS-XLS] 2.3.1); those of Excel 95 are the same where they have no other form. */
const R = {
  // The cells behind a chart ([MS-OGRAPH] 2.3.11, 2.3.12).
  graphNumber: 0x0003,
  graphLabel: 0x0004,
  formula: 0x0006,
  eof: 0x000a,
  header: 0x0014,
  footer: 0x0015,
  name: 0x0018,
  note: 0x001c,
  date1904: 0x0022,
  filePass: 0x002f,
  codePage: 0x0042,
  writeAccess: 0x005c,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  rString: 0x00d6,
  xf: 0x00e0,
  sst: 0x00fc,
  labelSst: 0x00fd,
  txo: 0x01b6,
  hyperlink: 0x01b8,
  validation: 0x01be,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  bof: 0x0809,
  seriesText: 0x100d,
  pivotString: 0x00cd,
} as const;
/** Records in which texts stand among other things. */
const AROUND = new Set<number>([R.name, R.hyperlink, R.validation, R.note, R.writeAccess]);
const BIFF8 = 0x0600;
const GLOBALS = 0x0005;
const KEPT = 65_536;
/** Characters of a cell; what is longer is damage. */
const CELL_CHARACTERS = 65_535;

/** What the records of a workbook refer to. */
interface Book {
  readonly names: string[];
  readonly formats: Map<number, string>;
  readonly styles: number[];
  readonly shown: Map<number, NumberFormat | undefined>;
  readonly strings: SharedStrings;
  wide: boolean;
  from1904: boolean;
  charset: string | undefined;
}

/**
 * A workbook of Excel 5 to 2003, the stream `Workbook` or `Book` ([MS-XLS]; OpenOffice.org's documentation of the Excel file format
 * for Excel 95): cells as in the newer format, what stands around them as metadata. Formulas give their last value.
 */
export function* workbook(source: ByteSource, context: ExtractContext): Generator<Unfolded> {
  const role = roleIn(context);
  let section = 0;
  const around = lineCollector({ steps: [], role: "metadata", section: section++ });
  const beyond = lineCollector({ steps: [], role, section: section++ });
  const strings = sharedStrings(context.budget.maxDocumentBytes, beyond);
  const book: Book = {
    names: [],
    formats: new Map(),
    styles: [],
    shown: new Map(),
    strings,
    wide: true,
    from1904: false,
    charset: undefined,
  };
  const records: RecordCount = { next: 0 };
  const total = { bytes: 0 };
  let cut = false;
  let depth = 0;
  let sheet = -1;
  let open: { readonly table: SheetTable; readonly steps: readonly Step[] } | undefined;
  const told = function* (end: boolean): Generator<Unfolded> {
    for (const part of open?.table.take(end) ?? []) {
      total.bytes += part.bytes.length;
      const limit = context.budget.output(part.bytes.length, { produced: total.bytes, consumed: source.size });
      if (limit !== undefined) {
        open?.table.close();
        return yield gap(limit, "partly", "the cells of the sheet hold more text than is read", open?.steps);
      }
      yield part;
    }
  };
  let row = -1;
  // The text of a formula follows it in a record of its own.
  let column = 0;
  for (const record of biffRecords(source, () => (cut = true))) {
    const { type, data } = record;
    if (type === R.filePass) return yield gap("encrypted", "partly", "encrypted Excel workbook");
    if (type === R.bof) {
      depth += 1;
      book.wide = depth > 1 ? book.wide : u16(data, 0) >= BIFF8;
      // Charts lie inside the sheets that show them.
      if (depth === 1 && u16(data, 2) !== GLOBALS) {
        sheet += 1;
        const steps: readonly Step[] = [{ kind: "sheet", name: book.names[sheet] ?? `${sheet + 1}` }];
        open = { table: sheetTable(steps, role, section++, records), steps };
        row = -1;
      }
    } else if (type === R.eof) {
      depth = Math.max(0, depth - 1);
      if (depth === 0) {
        yield* told(true);
        open = undefined;
      }
    } else if (open === undefined || !isCell(type)) readAround(record, book, around);
    else if (data.length >= 4) {
      if (type !== R.string) {
        if (u16(data, 0) !== row) {
          row = u16(data, 0);
          open.table.row(row + 1);
          yield* told(false);
        }
        column = u16(data, 2);
      }
      putCell(record, column, book, open.table);
    }
    yield* around.take(false);
    yield* beyond.take(false);
  }
  yield* told(true);
  for (const text of strings.unused()) {
    around.add(text);
    yield* around.take(false);
  }
  yield* around.take(true);
  yield* beyond.take(true);
  if (strings.beyond() > 0)
    yield gap("size-limit", "partly", `${strings.beyond()} shared strings were read as text, not in their rows`);
  if (cut || depth > 0) yield gap("malformed", "partly", "the workbook is cut off or damaged");
}

const CELLS = new Set<number>([
  R.graphNumber,
  R.graphLabel,
  R.formula,
  R.mulRk,
  R.rString,
  R.labelSst,
  R.number,
  R.label,
  R.boolErr,
  R.string,
  R.rk,
]);

function isCell(type: number): boolean {
  return CELLS.has(type);
}

function putCell(record: BiffRecord, column: number, book: Book, table: SheetTable): void {
  const { type, data } = record;
  switch (type) {
    case R.labelSst:
      book.strings.put(u32(data, 6), table, column);
      return;
    case R.label:
    case R.rString:
      table.cell(column, oneLine(stringAt(record, 6, book)));
      return;
    case R.string:
      table.cell(column, oneLine(stringAt(record, 0, book)));
      return;
    case R.graphLabel:
      table.cell(column, oneLine(stringAt(record, 7, book, 1)));
      return;
    case R.graphNumber:
      putNumber(table, column, String(f64(data, 7)), undefined);
      return;
    case R.number:
      putNumber(table, column, String(f64(data, 6)), formatOf(u16(data, 4), book));
      return;
    case R.rk:
      putNumber(table, column, String(rkNumber(data, 6)), formatOf(u16(data, 4), book));
      return;
    case R.mulRk:
      for (let at = 4, next = column; at + 6 <= data.length - 2; at += 6, next += 1) {
        putNumber(table, next, String(rkNumber(data, at + 2)), formatOf(u16(data, at), book));
      }
      return;
    case R.formula:
      // 0xFFFF in the upper bytes: no number but a text (which follows), a truth value or an error.
      if (u16(data, 12) !== 0xffff) putNumber(table, column, String(f64(data, 6)), formatOf(u16(data, 4), book));
      return;
  }
}

function formatOf(style: number, book: Book): NumberFormat | undefined {
  const id = book.styles[style] ?? 0;
  if (!book.shown.has(id)) book.shown.set(id, numberFormat(id, book.formats.get(id), book.from1904));
  return book.shown.get(id);
}

/** A string with its length in two bytes before it. */
function stringAt(record: BiffRecord, at: number, book: Book, bytes: 1 | 2 = 2): string {
  const { data } = record;
  const count = bytes === 2 ? u16(data, at) : (data[at] ?? 0);
  if (book.wide) return wideString(record, at + bytes, Math.min(count, CELL_CHARACTERS)).text;
  return decodeText(data.subarray(at + bytes, at + bytes + count), book.charset).text;
}

function readAround(record: BiffRecord, book: Book, lines: Lines): void {
  const { type, data } = record;
  switch (type) {
    case R.boundSheet:
      if (book.names.length < KEPT) book.names.push(stringAt(record, 6, book, 1));
      return;
    case R.sst:
      return readStrings(record, book.strings);
    case R.format:
      if (book.formats.size < KEPT) book.formats.set(u16(data, 0), stringAt(record, 2, book, book.wide ? 2 : 1));
      return;
    case R.xf:
      if (book.styles.length < KEPT) book.styles.push(u16(data, 2));
      return;
    case R.date1904:
      book.from1904 = u16(data, 0) === 1;
      return;
    case R.codePage:
      book.charset = u16(data, 0) === 1200 ? undefined : `windows-${u16(data, 0)}`;
      return;
    case R.header:
    case R.footer:
      if (data.length > 0) lines.addOnce(stringAt(record, 0, book, book.wide ? 2 : 1));
      return;
    case R.pivotString:
      return lines.addOnce(stringAt(record, 0, book));
    case R.seriesText:
      return lines.addOnce(stringAt(record, 2, book, 1));
    case R.txo: {
      // The characters of a comment or text box follow in pieces of their own.
      const [cut] = record.cuts;
      if (cut !== undefined)
        lines.addOnce(wideString({ ...record, cuts: record.cuts.slice(1) }, cut, u16(data, 10)).text.replaceAll("\r", "\n"));
      return;
    }
  }
  if (AROUND.has(type)) {
    for (const run of Buffer.from(printableRuns(data)).toString("utf8").split("\n")) lines.addOnce(run);
  }
}

/** The strings that cells share ([MS-XLS] 2.4.265). */
function readStrings(record: BiffRecord, strings: SharedStrings): void {
  const { data } = record;
  const count = u32(data, 4);
  let at = 8;
  for (let index = 0; index < count && at + 3 <= data.length; index += 1) {
    const { text, end } = wideString(record, at + 2, u16(data, at));
    strings.add(text);
    at = end;
  }
}
