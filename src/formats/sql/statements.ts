import { createdTable } from "./create-table.ts";

/** Longest beginning of a statement up to its values. */
export const HEADER_BYTES = 65_536;
/** Most beginnings are much shorter. */
export const USUAL_HEADER_BYTES = 2_048;
/** Characters of statements that create tables which are looked at in all: those of a hostile dump never end. */
const CREATING = 8_388_608;
const TABLES = 65_536;

const NAME = '(?:"[^"]{1,200}"|`[^`]{1,200}`|\\[[^\\]]{1,200}\\]|[^\\s().,;"`\\[]{1,200})';
const QUALIFIED = `(${NAME}(?:\\s{0,5}\\.\\s{0,5}${NAME}){0,3})`;
const LIST = "(?:\\(([^()']{0,60000})\\))?";
const INSERT = new RegExp(
  `^\\s{0,50}(?:INSERT|REPLACE)\\s{1,9}(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\\s{1,9}[A-Z]{1,9}|OVERWRITE|INTO)\\s{1,9}){0,4}(?:TABLE\\s{1,9})?${QUALIFIED}\\s{0,9}${LIST}\\s{0,9}(?:OVERRIDING\\s{1,9}[A-Z]{1,9}\\s{1,9}VALUE\\s{0,9})?VALUES?\\s{0,9}(?=\\()`,
  "i",
);
const COPY = new RegExp(`^COPY\\s{1,9}${QUALIFIED}\\s{0,9}${LIST}\\s{0,9}FROM\\s{1,9}STDIN\\b[^\\n]{0,500}`, "i");

/** The beginning of a statement that holds rows. */
export interface RowsStatement {
  /** Names of the columns; empty when neither it nor an earlier statement tells them. */
  readonly columns: readonly string[];
  /** Its length in characters of the text that was looked at. */
  readonly length: number;
}

/** Knows the columns of the tables that statements so far have created. */
export interface Statements {
  insert(text: string): RowsStatement | undefined;
  copy(text: string): RowsStatement | undefined;
  create(text: string): void;
}

/** No tables are known yet. */
export function statements(): Statements {
  const tables = new Map<string, readonly string[]>();
  let looked = 0;
  const found = (match: RegExpExecArray | null): RowsStatement | undefined => {
    if (match === null) return undefined;
    const [whole, table = "", list] = match;
    const columns = list === undefined ? (tables.get(keyOf(table)) ?? []) : namesIn(list);
    return { columns, length: whole.length };
  };
  return {
    insert: (text) => found(INSERT.exec(text)),
    copy: (text) => found(COPY.exec(text)),
    create(text) {
      const table = looked > CREATING || tables.size >= TABLES ? undefined : createdTable(text);
      looked += table?.length ?? 100;
      if (table === undefined || table.columns.length === 0) return;
      tables.set(
        keyOf(table.name),
        table.columns.filter(({ virtual }) => !virtual).map(({ name }) => name),
      );
    },
  };
}

/** A table is known by its own name, in whatever schema and quotation marks. */
function keyOf(table: string): string {
  return (namesIn(table.replaceAll(".", ",")).at(-1) ?? "").toLowerCase();
}

function namesIn(list: string): string[] {
  return [...list.matchAll(/"([^"]{1,200})"|`([^`]{1,200})`|\[([^\]]{1,200})\]|([^\s,"`[\]]{1,200})/g)].map(
    ([, double, back, bracket, bare]) => double ?? back ?? bracket ?? bare ?? "",
  );
}
