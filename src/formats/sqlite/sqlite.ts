import { ascii } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap, roleIn } from "../gap.ts";
import { openPager, type Pager } from "./pager.ts";
import { readRecord, type Value } from "./record.ts";
import { rowWriter, type RecordCount, type RowWriter } from "./rows.ts";
import { indexRoot, type Table, tableOf } from "./schema.ts";
import { INDEX_INTERIOR, INDEX_LEAF, payloadAt, TABLE_INTERIOR, TABLE_LEAF, treePages } from "./tree.ts";
import { loosePage, unusedSpace } from "./loose.ts";

/** Tables and indexes of one database. */
const OBJECTS = 65_536;

/** A database file of SQLite 3 (sqlite.org/fileformat2.html), read without a library. */
export const sqlite: Extractor = {
  id: "sqlite",
  description: "SQLite databases",
  reads:
    "Every table, row by row with the names of its columns; files in binary values; rows that were deleted, as far as they are still there. A damaged database as far as it goes.",
  extensions: [".sqlite", ".sqlite3", ".db", ".db3"],
  accepts: ({ head }) => ascii(head, 0, 16) === "SQLite format 3\0",
  *extract(document, context) {
    yield* database(document, context);
  },
};

/** What went wrong, for one gap at the end. */
interface Wrong {
  links: number;
  rows: number;
  large: number;
}

function* database(document: Document, context: ExtractContext): Generator<Unfolded> {
  const pager = openPager(document.bytes);
  if (pager === undefined) {
    yield gap("malformed", "none", "the header of the database is cut off or gives no possible size of a page");
    return;
  }
  const wrong: Wrong = { links: 0, rows: 0, large: 0 };
  const records: RecordCount = { next: 0 };
  const unused = rowWriter({ steps: [], role: "metadata" }, [], -1, records, context);
  const { tables, indexes } = yield* schemaOf(pager, context, records, unused, wrong);
  for (const table of tables) yield* tableRows(pager, table, context, records, unused, wrong);
  for (const root of indexes) yield* indexPages(pager, root, unused, wrong);
  const damaged = wrong.links + wrong.rows > 0;
  yield* restOf(pager, tables, context, records, unused, damaged);
  yield* unused.take(true);
  const missing = pager.stated - pager.pages;
  if (missing > 0) yield gap("malformed", "partly", `${missing} of ${pager.stated} pages of the database are missing`);
  if (damaged)
    yield gap(
      "malformed",
      "partly",
      `${wrong.links} links and ${wrong.rows} rows of the database are damaged: what else is there was read`,
    );
  if (wrong.large > 0) yield gap("size-limit", "partly", `${wrong.large} rows are too large: their beginning was read`);
}

/** The schema, whose own rows (statements with comments and default values) are shown as a table too. */
function* schemaOf(
  pager: Pager,
  context: ExtractContext,
  records: RecordCount,
  unused: RowWriter,
  wrong: Wrong,
): Generator<Unfolded, { tables: Table[]; indexes: number[] }> {
  const tables: Table[] = [];
  const indexes: number[] = [];
  const columns = ["type", "name", "tbl_name", "rootpage", "sql"];
  const schema: Table = { name: "sqlite_schema", root: 1, columns, rowid: -1 };
  yield* tableRows(pager, schema, context, records, unused, wrong, (values) => {
    if (tables.length + indexes.length >= OBJECTS) return;
    const table = tableOf(values);
    const index = indexRoot(values);
    if (table !== undefined) tables.push(table);
    else if (index !== undefined) indexes.push(index);
  });
  return { tables, indexes };
}

function* tableRows(
  pager: Pager,
  table: Table,
  context: ExtractContext,
  records: RecordCount,
  unused: RowWriter,
  wrong: Wrong,
  hear?: (values: readonly Value[]) => void,
): Generator<Unfolded> {
  const { encoding, usable } = pager;
  const most = context.budget.maxDocumentBytes;
  const shape = {
    steps: [{ kind: "table", name: table.name }],
    role: hear === undefined ? roleIn(context) : "metadata",
  } as const;
  const rows = rowWriter(shape, table.columns, table.rowid, records, context);
  const left = rowWriter({ ...shape, role: "metadata" }, table.columns, -1, records, context);
  for (const page of treePages(pager, table.root, () => (wrong.links += 1))) {
    if (page.type === TABLE_INTERIOR) continue;
    let taken = 0;
    for (const at of page.cells) {
      const payload = payloadAt(page, at, usable, most, pager);
      // Cells that lie in one another would make many pages of one: together they have room in the page.
      taken += payload === undefined ? 0 : payload.end - at;
      if (taken > usable) {
        wrong.rows += 1;
        break;
      }
      const record = payload === undefined ? undefined : readRecord(payload.bytes, encoding);
      if (payload === undefined || record === undefined) {
        wrong.rows += 1;
        continue;
      }
      if (payload.stated > most) wrong.large += 1;
      else if (!record.whole) wrong.rows += 1;
      hear?.(record.values);
      yield* rows.row(record.values, payload.rowid);
    }
    yield* unusedSpace(page, usable, encoding, table.columns.length, page.type === TABLE_LEAF ? left : unused);
  }
  yield* rows.take(true);
  yield* left.take(true);
}

/** What an index holds stands in its table; only what was deleted from it is looked for. */
function* indexPages(pager: Pager, root: number, unused: RowWriter, wrong: Wrong): Generator<Unfolded> {
  for (const page of treePages(pager, root, () => (wrong.links += 1))) {
    if (page.type === INDEX_LEAF || page.type === INDEX_INTERIOR) {
      // Long keys lie in pages of their own, which belong to no deleted row.
      for (const at of page.cells) payloadAt(page, at, pager.usable, Number.MAX_SAFE_INTEGER, pager);
    }
    yield* unusedSpace(page, pager.usable, pager.encoding, 0, unused);
  }
}

/** Free pages, and in a damaged database the pages that nothing leads to any more. */
function* restOf(
  pager: Pager,
  tables: readonly Table[],
  context: ExtractContext,
  records: RecordCount,
  unused: RowWriter,
  damaged: boolean,
): Generator<Unfolded> {
  const writers = new Map<number, RowWriter>();
  const role = damaged ? roleIn(context) : "metadata";
  const rowsFor = (columns: number): RowWriter => {
    const alike = tables.filter((table) => table.columns.length === columns);
    const [only] = alike;
    const table = alike.length === 1 && only !== undefined ? only : undefined;
    const key = table === undefined ? 0 : columns;
    const known = writers.get(key);
    if (known !== undefined) return known;
    const steps = table === undefined ? [] : [{ kind: "table", name: table.name } as const];
    const writer = rowWriter({ steps, role }, table?.columns ?? [], table?.rowid ?? -1, records, context);
    writers.set(key, writer);
    return writer;
  };
  for (let page = 1; page <= pager.pages; page += 1) {
    const bytes = pager.visit(page) ? pager.page(page) : undefined;
    if (bytes === undefined) continue;
    yield* loosePage(bytes, page, pager.start(page), pager.usable, pager.encoding, rowsFor, unused);
  }
  for (const writer of writers.values()) yield* writer.take(true);
}
