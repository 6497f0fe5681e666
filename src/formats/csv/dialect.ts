/** How a table is written. */
export interface Dialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** Column heads; empty when the first row is no header. */
  readonly header: readonly string[];
}

const DELIMITERS = [",", "\t", ";", "|"] as const;
const ROWS = 100;
/** Without a hint from the name: rows and the share of them that must have the same number of cells. */
const LEAST_ROWS = 3;
const LEAST_ROWS_OF_TWO = 5;
const SHARE = 0.9;
const HINTED_SHARE = 0.5;
/** Rows above the header: titles and dates that spreadsheet programs put there. */
const HEADER_WITHIN = 20;
const WIDEST = 65_536;

/**
 * Finds the delimiter by counting cells row by row, quotation marks respected (RFC 4180); the same
 * count nearly everywhere makes a table. `whole` when `text` is all there is: else its last row may be cut.
 */
export function detectDialect(text: string, whole: boolean, isHinted: boolean): Dialect | undefined {
  const stated = /^sep=([,;|\t])\r?\n/.exec(text);
  let best: { delimiter: string; score: number; rows: string[][]; columns: number } | undefined;
  for (const delimiter of DELIMITERS) {
    if ((stated !== null && stated[1] !== delimiter) || !text.includes(delimiter)) continue;
    const rows = parseRows(text, delimiter, whole).filter((row) => row.length > 1 || row[0] !== "");
    const { columns, share } = mostUsual(rows);
    if (columns < 2) continue;
    if (!isHinted && stated === null && !convincing(rows, delimiter, columns, share)) continue;
    if (share < HINTED_SHARE) continue;
    const score = share * Math.log2(columns + 1);
    if (best === undefined || score > best.score) best = { delimiter, score, rows, columns };
  }
  if (best === undefined) return undefined;
  return { delimiter: best.delimiter, header: headerOf(best.rows, best.columns) };
}

function convincing(rows: readonly string[][], delimiter: string, columns: number, share: number): boolean {
  if (rows.length < (columns === 2 ? LEAST_ROWS_OF_TWO : LEAST_ROWS) || share < SHARE) return false;
  if (delimiter === "\t" || delimiter === "|") return true;
  // Prose has a space after each comma; a table seldom.
  let spaced = 0;
  let cells = 0;
  for (const row of rows) {
    cells += row.length - 1;
    spaced += row.filter((cell, index) => index > 0 && cell.startsWith(" ")).length;
  }
  return spaced * 2 < cells || (share === 1 && columns >= 3);
}

function mostUsual(rows: readonly string[][]): { columns: number; share: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let columns = 0;
  let most = 0;
  for (const [length, count] of counts) {
    // Of two equally usual counts the wider is the table's, the narrower that of notes around it.
    if (count > most || (count === most && length > columns)) [columns, most] = [length, count];
  }
  return { columns, share: rows.length === 0 ? 0 : most / rows.length };
}

/** The first rows as cells; a quoted cell that does not end here is taken as it is. */
function parseRows(text: string, delimiter: string, whole: boolean): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length && rows.length < ROWS && row.length < WIDEST;) {
    let end = at;
    let cell: string;
    if (text[at] === '"') {
      let close = text.indexOf('"', at + 1);
      while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
      if (close < 0) {
        if (!whole) return rows;
        close = at;
      }
      end = nextBreak(text, close, delimiter);
      cell = close === at ? text.slice(at, end) : text.slice(at + 1, close).replaceAll('""', '"');
    } else {
      end = nextBreak(text, at, delimiter);
      cell = text.slice(at, end);
    }
    row.push(cell);
    if (text[end] === delimiter) {
      at = end + 1;
      if (at >= text.length) row.push("");
      continue;
    }
    if (end >= text.length && !whole) return rows;
    rows.push(row);
    row = [];
    at = text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
  }
  if (row.length > 0 && whole) rows.push(row);
  return rows;
}

function nextBreak(text: string, from: number, delimiter: string): number {
  const separator = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === 0x0a || code === 0x0d) return at;
  }
  return Math.max(from, text.length);
}

/** The first full row, if its cells look like names of columns and not like values. */
function headerOf(rows: readonly string[][], columns: number): readonly string[] {
  const first = rows.slice(0, HEADER_WITHIN).find((row) => row.length === columns);
  if (first === undefined) return [];
  const filled = first.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (filled.length * 2 < first.length || !filled.every((cell) => isWord(cell))) return [];
  return first.map((cell) => cell.trim());
}

/** A name of a column has letters, few digits, and is short: `Name`, `Address 2`, `NRIC/FIN No.`, `电话`. */
export function isWord(cell: string): boolean {
  if (cell.length > 80 || cell.includes("@") || !/\p{L}/u.test(cell)) return false;
  const digits = cell.replace(/[^0-9]/g, "").length;
  return digits <= 4 && digits * 3 <= cell.length;
}
