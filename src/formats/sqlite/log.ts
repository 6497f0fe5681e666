import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap, roleIn } from "../gap.ts";
import { loosePage } from "./loose.ts";
import type { TextEncoding } from "./pager.ts";
import { readRecord } from "./record.ts";
import { rowWriter, type RowWriter } from "./rows.ts";
import { type Table, tableOf } from "./schema.ts";
import { payloadAt, treePage } from "./tree.ts";

const JOURNAL_MAGIC = "d9d505f920a163d7";
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** How the pages of a log lie in its file. */
interface Layout {
  readonly pageSize: number;
  readonly pages: Iterable<{ readonly number: number; readonly offset: number }>;
}

/** What stands beside a database: the write-ahead log (file format 4.1) and the rollback journal (3). */
export const sqliteLog: Extractor = {
  id: "sqlite-log",
  description: "Logs of SQLite databases (-wal, -journal)",
  reads: "Every page that the log holds, newer or older than the database beside it: rows, and what else is readable.",
  extensions: [".db-wal", ".sqlite-wal", ".db-journal", ".sqlite-journal"],
  accepts: ({ head }) => isWal(head) || isJournal(head),
  *extract(document, context) {
    yield* logged(document, context);
  },
};

function isWal(head: Uint8Array): boolean {
  return head[0] === 0x37 && head[1] === 0x7f && head[2] === 0x06 && (head[3] === 0x82 || head[3] === 0x83);
}

function isJournal(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 8)).toString("hex") === JOURNAL_MAGIC;
}

function* logged({ bytes: source }: Document, context: ExtractContext): Generator<Unfolded> {
  const head = source.read(0, 32).slice();
  const layout = isWal(head) ? walLayout(source) : journalLayout(source);
  if (layout === undefined) {
    yield gap("malformed", "none", "the header of the log gives no possible size of a page");
    return;
  }
  const { pageSize } = layout;
  const records = { next: 0 };
  const writers = new Map<number, RowWriter>();
  const tables: Table[] = [];
  const rowsFor = (columns: number): RowWriter => {
    const alike = tables.filter((table) => table.columns.length === columns);
    const [only] = alike;
    const table = alike.length === 1 ? only : undefined;
    const key = table === undefined ? 0 : columns;
    const known = writers.get(key);
    if (known !== undefined) return known;
    const steps = table === undefined ? [] : [{ kind: "table", name: table.name } as const];
    const writer = rowWriter({ steps, role: roleIn(context) }, table?.columns ?? [], table?.rowid ?? -1, records, context);
    writers.set(key, writer);
    return writer;
  };
  const unused = rowWriter({ steps: [], role: "metadata" }, [], -1, records, context);
  let cut = false;
  // The charset stands in the first page of the database, which need not be here.
  let encoding: TextEncoding = "utf-8";
  for (const { number, offset } of layout.pages) {
    const page = source.read(offset, pageSize).slice();
    cut = page.length < pageSize;
    const whole = cut ? padded(page, pageSize) : page;
    if (number === 1)
      for (const table of tablesIn(whole, pageSize)) if (!tables.some(({ name }) => name === table.name)) tables.push(table);
    if (number === 1) encoding = encodingIn(whole);
    yield* loosePage(whole, number, number === 1 ? 100 : 0, pageSize, encoding, rowsFor, unused);
  }
  for (const writer of writers.values()) yield* writer.take(true);
  yield* unused.take(true);
  if (cut) yield gap("malformed", "partly", "the last page of the log is cut off");
}

function encodingIn(page: Uint8Array): TextEncoding {
  return page[59] === 2 ? "utf-16le" : page[59] === 3 ? "utf-16be" : "utf-8";
}

function padded(page: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size);
  whole.set(page);
  return whole;
}

/** Tables of a first page, whose names of columns label the rows of the other pages. */
function tablesIn(bytes: Uint8Array, pageSize: number): Table[] {
  const page = treePage(bytes, 1, 100, pageSize);
  const found: Table[] = [];
  for (const at of page?.cells ?? []) {
    const payload = page === undefined ? undefined : payloadAt(page, at, pageSize, pageSize);
    const record = payload === undefined ? undefined : readRecord(payload.bytes, encodingIn(bytes));
    const table = record === undefined ? undefined : tableOf(record.values);
    if (table !== undefined) found.push(table);
  }
  return found;
}

function walLayout(source: ByteSource): Layout | undefined {
  const pageSize = number32(source, 8);
  if (!isPageSize(pageSize)) return undefined;
  const frames = function* (): Generator<{ number: number; offset: number }> {
    for (let at = WAL_HEADER; at + FRAME_HEADER < source.size; at += FRAME_HEADER + pageSize)
      yield { number: number32(source, at), offset: at + FRAME_HEADER };
  };
  return { pageSize, pages: frames() };
}

/** Sectors with a header, each followed by its pages (file format 3). */
function journalLayout(source: ByteSource): Layout | undefined {
  const sector = number32(source, 20);
  const pageSize = number32(source, 24);
  if (!isPageSize(pageSize) || sector < 32 || sector > 65_536) return undefined;
  const pages = function* (): Generator<{ number: number; offset: number }> {
    for (let at = sector; at + 4 < source.size;) {
      if (isJournal(source.read(at, 8))) {
        at += sector;
        continue;
      }
      const number = number32(source, at);
      if (number > 0) yield { number, offset: at + 4 };
      at += pageSize + 8;
      // The next header begins with a sector.
      const next = Math.ceil(at / sector) * sector;
      if (next > at && isJournal(source.read(next, 8))) at = next;
    }
  };
  return { pageSize, pages: pages() };
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
}

function number32(source: ByteSource, at: number): number {
  const bytes = source.read(at, 4);
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
