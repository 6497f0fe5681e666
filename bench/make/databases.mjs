import { writeFileSync } from "node:fs";
import { sqlite } from "../../fixtures/make/sqlite.mjs";
import { COLUMNS, makeRows } from "./rows.mjs";
import { createSink } from "./sink.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

/** The writer has one level of interior pages, which large pages make enough. */
const PAGE_BYTES = 65_536;
const ROWS_AT_ONCE = 100;
const TABLE = `CREATE TABLE ledger (${COLUMNS.map((name) => `${name} TEXT`).join(", ")})`;

/**
 * A database of SQLite and a dump in SQL, of one table each.
 *
 * @param {string} folder
 * @param {number} rows of each
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeDatabases(folder, rows, random, truth) {
  const table = { name: "ledger", sql: TABLE, rows: [...makeRows(rows, random, truth)] };
  writeFileSync(`${folder}/ledger.sqlite`, sqlite({ tables: [table], pageSize: PAGE_BYTES }));

  const sink = createSink(`${folder}/ledger.sql`);
  sink.put(`${TABLE};\n`);
  let written = 0;
  for (const row of makeRows(rows, random, truth)) {
    const values = row.map((value) => (typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`));
    if (written % ROWS_AT_ONCE === 0) sink.put(`${written === 0 ? "" : ";\n"}INSERT INTO ledger VALUES\n`);
    else sink.put(",\n");
    sink.put(`(${values.join(",")})`);
    written += 1;
  }
  sink.put(";\n");
  sink.close();
  return { name: "rows", count: rows * 2 };
}
