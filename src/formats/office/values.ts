import type { NumberFormat } from "./number-format.ts";
import type { SheetTable } from "./sheet-table.ts";

const PLAIN_NUMBER = /^-?[0-9]{1,15}$/;
/** A number in the usual spellings of numbers that name something: digits, blanks, hyphens, brackets. */
const SPELLED = /^[+(]?\d[\d \-()]*$/;

/** Puts a number into a cell: as it is shown, and as it is stored where that is not the same digits. */
export function putNumber(table: SheetTable, column: number, stored: string, format: NumberFormat | undefined): void {
  const raw = stored.trim();
  if (format === undefined && PLAIN_NUMBER.test(raw)) return table.cell(column, raw);
  const value = Number(raw);
  if (raw === "" || Number.isNaN(value)) return table.cell(column, raw);
  const plain = PLAIN_NUMBER.test(raw) ? raw : plainNumber(value);
  const shown = format?.(value)?.trim() ?? plain;
  table.cell(column, shown);
  if (shown !== plain && !(SPELLED.test(shown) && digits(shown) === digits(plain))) table.cell(column, plain);
}

/** Without exponent as far as possible: 8.1234567E7 is a telephone number. */
export function plainNumber(value: number): string {
  return Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6)
    ? String(value)
    : String(Number.isInteger(value) ? BigInt(value) : value);
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}

/** Texts in quotation marks and long numbers in a formula: a value that was typed into it stands nowhere else. */
export function formulaValues(formula: string): string[] {
  if (formula.length < 5) return [];
  const found: string[] = [];
  if (formula.includes('"')) {
    for (const match of formula.matchAll(/"((?:[^"]|""){4,4096})"/g)) found.push((match[1] ?? "").replaceAll('""', '"'));
  }
  // Not the row of a reference, which has a letter or a dollar sign in front.
  for (const match of formula.matchAll(/(?<![\w$.!])\d{6,19}(?![\w.:])/g)) found.push(match[0]);
  return found;
}
