import { visible } from "./sanitise.ts";

/** The columns, in order. New ones are added at the end. */
export const CSV_COLUMNS = [
  "kind",
  "id",
  "type",
  "confidence",
  "display",
  "value",
  "role",
  "file",
  "location",
  "line",
  "column",
  "record",
  "key",
  "evidence",
  "reason",
  "examined",
  "detail",
  "findings",
  "places",
  "input",
] as const;

export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** Also the full-width forms, which East Asian versions of spreadsheets take for the same signs. */
const FORMULA_START = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;
/** A spreadsheet set to `;` as separator begins a new cell behind it, whatever quotes stand around. */
const FORMULA_AFTER_SEMICOLON = /;(?=[ ]?[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;
/** What most cells are: nothing in it is to be hidden, guarded or quoted. */
const PLAIN = /^[\w*](?:[!#-+\--:<-~ ]*[!#-+\--:<-~])?$/;
const NEEDS_QUOTES = /[",;]|^\s|\s$/u;

/**
 * One cell: made visible, kept from being a formula (CWE-1236: a leading `'`, as spreadsheets
 * themselves write it), and quoted where RFC 4180 section 2 asks for it
 * (and around `;`, and where a reader might trim).
 */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  if (value === "" || PLAIN.test(value)) return value;
  const guarded = FORMULA_START.test(value) ? `'${value}` : value;
  const cell = visible(guarded).replace(FORMULA_AFTER_SEMICOLON, ";'");
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** One record with its CRLF (RFC 4180 section 2); columns that are not given are empty. */
export function csvRow(cells: Readonly<Partial<Record<CsvColumn, string | number>>>): string {
  let row = "";
  for (const column of CSV_COLUMNS) row += `,${csvCell(cells[column] ?? "")}`;
  return `${row.slice(1)}\r\n`;
}
