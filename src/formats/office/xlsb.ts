import type { Unfolded } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";
import { gap, roleIn } from "../gap.ts";
import { type Part, partPieces, type PartEnd } from "../zip/package.ts";
import { binaryRecords, f64, rkNumber, stringsIn, u16, u32, wideString, type BinaryRecord } from "./biff12.ts";
import { lineCollector, type Lines, oneLine } from "./lines.ts";
import { numberFormat, type NumberFormat } from "./number-format.ts";
import type { OpenXml } from "./open-xml.ts";
import { admitted, endGaps, partStep } from "./read-part.ts";
import { type SharedStrings, sharedStrings } from "./shared-strings.ts";
import { type RecordCount, sheetTable, type SheetTable } from "./sheet-table.ts";
import { plainNumber, putNumber } from "./values.ts";

/** Records by number ([MS-XLSB] 2.3.1). */
const ROW = 0;
const SST_ITEM = 19;
const FORMAT = 44;
const XF = 47;
const WORKBOOK = 153;
const SHEET = 156;
const BEGIN_XFS = 617;
const END_XFS = 618;
const RICH_CELL = 62;

const BINARY = /^xl\/(?!embeddings\/|media\/|activeX\/|printerSettings\/|ctrlProps\/|vbaProject)[^.]{1,200}\.bin$/i;

/** Rows beyond this are no rows of any program. */
const ROWS = 1_048_576;

/** Reads a workbook whose parts are in the binary form ([MS-XLSB]). */
export function* readBinaryWorkbook(
  open: OpenXml,
  workbook: Part,
  counted: (table: SheetTable, end: boolean, steps: readonly Step[]) => Iterable<Unfolded>,
): Generator<Unfolded> {
  const named: { id: string; name: string }[] = [];
  let from1904 = false;
  yield* readRecords(open, workbook, partStep(workbook), (record, lines) => {
    const { type, data } = record;
    if (type === WORKBOOK) from1904 = (u32(data, 0) & 1) !== 0;
    else if (type === SHEET && named.length < ROWS) {
      const id = wideString(data, 8);
      named.push({ id: id.text, name: wideString(data, id.end).text });
    }
    restOf(record, lines);
  });
  const formats = yield* readFormats(open, from1904);
  const strings = yield* readStrings(open);
  const targets = new Map((open.relationships.get(workbook.name) ?? []).map((one) => [one.id, one.target]));
  const sheets = named.map(({ id, name }) => ({ name, part: open.part(targets.get(id) ?? "") }));
  for (const part of open.pack.parts) {
    const stem = /^xl\/(?:worksheets|macrosheets|chartsheets|dialogsheets)\/([^/]{1,200})\.bin$/i.exec(part.name)?.[1];
    if (stem !== undefined) sheets.push({ name: stem, part });
  }
  const records: RecordCount = { next: 0 };
  for (const { name, part } of sheets) {
    if (part === undefined || open.done.has(part) || !BINARY.test(part.name)) continue;
    const steps: readonly Step[] = [{ kind: "sheet", name }];
    const table = sheetTable(steps, roleIn(open.context), open.section(), records);
    const hear = (record: BinaryRecord, lines: Lines): void => {
      if (!putCell(record, table, strings, formats)) restOf(record, lines);
    };
    yield* readRecords(open, part, [...steps, ...partStep(part)], hear, (end) => counted(table, end, steps));
  }
  const unused = lineCollector({ steps: [], role: "metadata", section: open.section() });
  for (const text of strings.unused()) {
    unused.add(text);
    yield* unused.take(false);
  }
  yield* unused.take(true);
  for (const part of open.pack.parts) {
    if (!open.done.has(part) && BINARY.test(part.name)) yield* readRecords(open, part, partStep(part), restOf);
  }
}

/** Puts the cell of a record ([MS-XLSB] 2.2.6.2 and the cell records of 2.4) into the table; false when it is none. */
function putCell(
  { type, data }: BinaryRecord,
  table: SheetTable,
  strings: SharedStrings,
  formats: readonly (NumberFormat | undefined)[],
): boolean {
  if (type === ROW) {
    table.row(Math.min(ROWS, u32(data, 0)) + 1);
    return true;
  }
  const column = Math.min(16_383, u32(data, 0));
  const number = (value: number): void => {
    putNumber(table, column, plainNumber(value), formats[u32(data, 4) & 0xffffff]);
  };
  switch (type) {
    case 1:
    case 3:
    case 11:
      return true;
    case 2:
      number(rkNumber(data, 8));
      return true;
    case 4:
    case 10:
      table.cell(column, data[8] === 1 ? "TRUE" : "FALSE");
      return true;
    case 5:
      number(f64(data, 8));
      return true;
    case 9:
      number(f64(data, 8));
      formulaTexts(data, 16, table, column);
      return true;
    case 6:
      table.cell(column, oneLine(wideString(data, 8).text));
      return true;
    case 8: {
      const { text, end } = wideString(data, 8);
      table.cell(column, oneLine(text));
      formulaTexts(data, end, table, column);
      return true;
    }
    case 7:
      strings.put(u32(data, 8), table, column);
      return true;
    case RICH_CELL:
      table.cell(column, oneLine(wideString(data, 9).text));
      return true;
    default:
      return false;
  }
}

/** Texts typed into a formula: PtgStr, a byte and a length in two bytes ([MS-XLSB] 2.5.97.88). */
function formulaTexts(data: Uint8Array, from: number, table: SheetTable, column: number): void {
  for (let at = from; at + 3 < data.length; at += 1) {
    if (data[at] !== 0x17) continue;
    const length = u16(data, at + 1);
    if (length < 4 || length > 255 || at + 3 + length * 2 > data.length) continue;
    const text = Buffer.from(data.slice(at + 3, at + 3 + length * 2)).toString("utf16le");
    if (/[\0-\x1f]/.test(text)) continue;
    table.cell(column, oneLine(text));
    at += 2 + length * 2;
  }
}

/** Strings of a record whose form does not matter: comments, links, names, pivot caches. */
function restOf({ data }: BinaryRecord, lines: Lines): void {
  for (const text of stringsIn(data)) lines.addOnce(text);
}

function* readStrings(open: OpenXml): Generator<Unfolded, SharedStrings> {
  const part = open.part("xl/sharedStrings.bin");
  const beyond = lineCollector({ steps: part === undefined ? [] : partStep(part), role: "body", section: open.section() });
  const strings = sharedStrings(open.context.budget.maxDocumentBytes, beyond);
  if (part !== undefined) {
    yield* readRecords(open, part, partStep(part), ({ type, data }) => {
      if (type === SST_ITEM) strings.add(wideString(data, 1).text);
    });
  }
  yield* beyond.take(true);
  if (strings.beyond() > 0)
    yield gap("size-limit", "partly", `${strings.beyond()} shared strings were read as text, not in their rows`);
  return strings;
}

function* readFormats(open: OpenXml, from1904: boolean): Generator<Unfolded, readonly (NumberFormat | undefined)[]> {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  const part = open.part("xl/styles.bin");
  let inCells = false;
  if (part !== undefined) {
    yield* readRecords(open, part, partStep(part), ({ type, data }) => {
      if (type === BEGIN_XFS) inCells = true;
      else if (type === END_XFS) inCells = false;
      else if (type === FORMAT && codes.size < ROWS) codes.set(u16(data, 0), wideString(data, 2).text);
      else if (type === XF && inCells && styles.length < ROWS) styles.push(u16(data, 2));
    });
  }
  const made = new Map<number, NumberFormat | undefined>();
  for (const id of new Set(styles)) made.set(id, numberFormat(id, codes.get(id), from1904));
  return styles.map((id) => made.get(id));
}

/** Reads the records of a part; what `hear` adds to the lines is told as metadata. */
function* readRecords(
  open: OpenXml,
  part: Part,
  steps: readonly Step[],
  hear: (record: BinaryRecord, lines: Lines) => void,
  more: (end: boolean) => Iterable<Unfolded> = () => [],
): Generator<Unfolded> {
  if (!(yield* admitted(open, part, steps))) return;
  const lines = lineCollector({ steps, role: "metadata", section: open.section() });
  let end: PartEnd = {};
  let cut = false;
  let read = 0;
  const raw = function* (): Generator<Uint8Array> {
    end = yield* partPieces(open.pack, part, open.context.budget);
  };
  for (const record of binaryRecords(raw(), (isCut) => (cut = isCut))) {
    hear(record, lines);
    read += 1;
    if (read % 4_096 !== 0) continue;
    yield* lines.take(false);
    yield* more(false);
  }
  yield* lines.take(true);
  yield* more(true);
  if (cut && end.problem === undefined && end.limit === undefined)
    yield gap("malformed", "partly", "a part of the workbook ends in the middle of a record", steps);
  yield* endGaps(open, end, steps, "partly");
}
