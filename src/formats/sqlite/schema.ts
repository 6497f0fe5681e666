import { createdTable, type CreatedTable } from "../sql/create-table.ts";
import { type Value } from "./record.ts";

/** A table as sqlite_schema names it (file format 2.6). */
export interface Table {
  readonly name: string;
  readonly root: number;
  /** Names of the values of a record, in the order in which they are stored. */
  readonly columns: readonly string[];
  /** Index of the column that stands for the rowid; -1 when there is none. */
  readonly rowid: number;
}

/** The table that a row of sqlite_schema describes; `undefined` for what has no rows of its own. */
export function tableOf(values: readonly Value[]): Table | undefined {
  const [type, name, , root, sql] = values.map(asText);
  if (type !== "table") return undefined;
  const number = Number(root);
  if (!Number.isSafeInteger(number) || number < 1) return undefined;
  const created = createdTable(sql ?? "");
  if (created === undefined) return { name: name ?? "", root: number, columns: [], rowid: -1 };
  const columns = storedColumns(created);
  return { name: name ?? "", root: number, columns, rowid: rowidAlias(created, columns) };
}

/** The root page of an index; `undefined` for what is none. */
export function indexRoot(values: readonly Value[]): number | undefined {
  const [type, , , root] = values.map(asText);
  const number = Number(root);
  return type === "index" && Number.isSafeInteger(number) && number > 1 ? number : undefined;
}

/** A table WITHOUT ROWID stores its primary key first (file format 2.4); a virtual column is not stored. */
function storedColumns({ columns, primaryKey, withoutRowid }: CreatedTable): string[] {
  const names = columns.filter(({ virtual }) => !virtual).map(({ name }) => name);
  if (!withoutRowid) return names;
  const wanted = new Set(primaryKey.map((name) => name.toLowerCase()));
  const key = primaryKey.filter((name, index) => primaryKey.indexOf(name) === index);
  return [...key, ...names.filter((name) => !wanted.has(name.toLowerCase()))];
}

/** A single key column of the type INTEGER is stored as NULL: its value is the rowid. */
function rowidAlias({ columns, primaryKey, withoutRowid }: CreatedTable, stored: readonly string[]): number {
  const [key] = primaryKey;
  if (withoutRowid || key === undefined || primaryKey.length !== 1) return -1;
  const column = columns.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  return column?.type === "INTEGER" ? stored.indexOf(column.name) : -1;
}

function asText(value: Value): string {
  if (value.kind === "null") return "";
  return value.kind === "number" ? value.text : Buffer.from(value.bytes).toString("utf8");
}
