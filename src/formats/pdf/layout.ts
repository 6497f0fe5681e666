import { levelsThrough, uprightsThrough, type Rules } from "./rules.ts";
import { WIDE, type Line, type Segment } from "./lines.ts";

/** Columns inside columns. */
const MOST_DEPTH = 4;
/** Distances in heights of the font (em). */
const GUTTER = 0.25;
const FAR_BELOW = 3.2;
const WRAPPED = 1.45;
/** A column of running text: most lines are as long as it is wide, and hold so many characters. */
const PROSE_CHARACTERS = 18;
const PROSE_COLUMNS = 4;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines in which the same gaps go from top to bottom. */
interface Band {
  readonly lines: Line[];
  columns: readonly Span[];
}

/**
 * The text of lines in the order in which a person reads it: columns of running text and blocks of
 * addresses one after the other, tables in rows whose cells are separated by tabs, a cell of several
 * lines in one. `lines` from top to bottom.
 */
export function layOut(lines: readonly Line[], rules: Rules, depth = 0): string {
  let text = "";
  for (const band of bandsOf(lines)) {
    if (text !== "" && !text.endsWith("\n\n")) text += band.columns.length > 1 ? "\n" : "";
    text += bandText(band, rules, depth);
  }
  return text;
}

function bandText({ lines, columns }: Band, rules: Rules, depth: number): string {
  const shared = lines.filter((line) => touched(line, columns).length > 1).length;
  if (columns.length < 2 || shared < 2) return running(lines);
  const levels = levelsThrough(rules, (columns[0] as Span).start, (columns.at(-1) as Span).end);
  const last = lines.at(-1)?.base ?? 0;
  const drawn = levels.filter((level) => level < (lines[0] as Line).base && level > last).length > 0;
  if (drawn) return rows(lines, drawnColumns(lines, rules) ?? columns, levels);
  const parts = columns.map((column) => lines.flatMap((line) => lineIn(line, column)));
  if (depth < MOST_DEPTH && (areProse(parts, columns) || areAddresses(parts))) {
    return parts.map((part) => `${layOut(part, rules, depth + 1)}\n`).join("");
  }
  return rows(lines, columns, []);
}

/** Columns between rules that go through a table. */
function drawnColumns(lines: readonly Line[], rules: Rules): Span[] | undefined {
  const uprights = uprightsThrough(rules, (lines.at(-1) as Line).base, (lines[0] as Line).base);
  if (uprights.length < 3) return undefined;
  const edges = [-Infinity, ...uprights, Infinity];
  const columns = edges.slice(1).map((end, index) => ({ start: edges[index] as number, end }));
  return columns.filter((column) => lines.some((line) => line.segments.some((segment) => isIn(segment, column))));
}

/** Bands from top to bottom. */
function bandsOf(lines: readonly Line[]): Band[] {
  const bands: Band[] = [];
  let band: Band | undefined;
  let previous: Line | undefined;
  for (const line of lines) {
    if (band !== undefined && previous !== undefined) {
      const together = columnsOf([...spansOf(line), ...band.columns], GUTTER * line.size);
      const far = previous.base - line.base > FAR_BELOW * Math.max(line.size, previous.size);
      const alone = band.lines.length === 1 && together.length > 1;
      if (!far && (together.length >= band.columns.length || alone) && !(band.columns.length === 1 && line.segments.length > 1)) {
        band.lines.push(line);
        band.columns = together;
        previous = line;
        continue;
      }
    }
    band = { lines: [line], columns: columnsOf(spansOf(line), GUTTER * line.size) };
    bands.push(band);
    previous = line;
  }
  return bands;
}

function spansOf({ segments }: Line): readonly Span[] {
  return segments;
}

/** What spans cover, from left to right; a gap narrower than `least` is none. */
function columnsOf(spans: readonly Span[], least: number): Span[] {
  const columns: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = columns.at(-1);
    if (last !== undefined && start - last.end < least) last.end = Math.max(last.end, end);
    else columns.push({ start, end });
  }
  return columns;
}

function lineIn(line: Line, column: Span): Line[] {
  const segments = line.segments.filter((segment) => isIn(segment, column));
  return segments.length === 0 ? [] : [{ ...line, segments }];
}

function isIn(segment: Segment, column: Span): boolean {
  const middle = (segment.start + segment.end) / 2;
  return middle >= column.start && middle <= column.end;
}

function touched(line: Line, columns: readonly Span[]): number[] {
  return columns.flatMap((column, index) => (line.segments.some((segment) => isIn(segment, column)) ? [index] : []));
}

/** Running text in columns: in each most lines are full. */
function areProse(parts: readonly (readonly Line[])[], columns: readonly Span[]): boolean {
  if (columns.length > PROSE_COLUMNS) return false;
  return parts.every((lines, index) => {
    const { start, end } = columns[index] as Span;
    const full = lines.filter(({ segments }) => {
      const last = (segments.at(-1) as Segment).end;
      return last - start > 0.75 * (end - start) && lengthOf(segments) >= PROSE_CHARACTERS;
    });
    return lines.length >= 3 && full.length >= 0.5 * lines.length;
  });
}

function lengthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { text }) => sum + text.length, 0);
}

/** The last line of an address: a postal code of five or six digits, alone or after a word. */
const POSTAL = /(?:^|[A-Za-z,(] ?\(?)\d{5,6}\)?$/;

/** Two or three blocks of lines beside each other, each ending in a postal code. */
function areAddresses(parts: readonly (readonly Line[])[]): boolean {
  if (parts.length > 3) return false;
  return parts.every((lines) => {
    const texts = lines.map(({ segments }) => segments.map(({ text }) => text).join(" "));
    return texts.length >= 3 && texts.filter((text) => POSTAL.test(text)).length === 1 && !POSTAL.test(texts[0] ?? "");
  });
}

/** Lines as they follow each other; words that a hyphen breaks at a line end are whole. */
function running(lines: readonly Line[]): string {
  let text = "";
  let previous: Line | undefined;
  for (const line of lines) {
    const here = lineText(line);
    if (previous === undefined) text = here;
    else if (isBroken(text, here)) text = joinedAt(text, here);
    else text += `${previous.base - line.base > 2.2 * Math.max(line.size, previous.size) ? "\n\n" : "\n"}${here}`;
    previous = line;
  }
  return `${text}\n`;
}

function lineText({ segments, size }: Line): string {
  let text = "";
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1];
    text += before === undefined ? segment.text : (segment.start - before.end > 2 * WIDE * size ? "\t" : " ") + segment.text;
  }
  return text;
}

/** Letters before the hyphen and a small letter after it, or digits on both sides. */
function isBroken(text: string, next: string): boolean {
  const last = text.charAt(text.length - 1);
  if (last !== "-" && last !== "\u2010") return false;
  const before = text.charAt(text.length - 2);
  return (/\p{L}/u.test(before) && /^\p{Ll}/u.test(next)) || (/\d/.test(before) && /^\d/.test(next));
}

/** The hyphen between digits was there before the line ended. */
function joinedAt(text: string, next: string): string {
  return (/\d/.test(next.charAt(0)) ? text : text.slice(0, -1)) + next;
}

/** A table: a line for each row. `levels` are the heights of the rules between them, where they are drawn. */
function rows(lines: readonly Line[], columns: readonly Span[], levels: readonly number[]): string {
  const cells: string[][] = [];
  const apart = largestStep(lines);
  let previous: Line | undefined;
  for (const line of lines) {
    const here = columns.map((column) =>
      lineIn(line, column)
        .map((one) => words(one))
        .join(" "),
    );
    const row = cells.at(-1);
    const between =
      previous === undefined ? 0 : levels.filter((level) => level < (previous as Line).base && level > line.base).length;
    const same =
      previous !== undefined && (levels.length > 0 ? between === 0 : goesOn(here, previous.base - line.base, line.size, apart));
    if (row !== undefined && same) {
      for (const [index, text] of here.entries()) if (text !== "") row[index] = wrapped(row[index] ?? "", text);
    } else cells.push(here);
    previous = line;
  }
  // A label and a value in one row, more than once: no head stands above them.
  const form = columns.length > 2 && cells[0]?.some((text) => text.endsWith(":")) === true;
  return cells.map((row) => `${form ? row.filter((text) => text !== "").join(" ") : row.join("\t")}\n`).join("");
}

function words(line: Line): string {
  return line.segments.map(({ text }) => text).join(" ");
}

function largestStep(lines: readonly Line[]): number {
  let largest = 0;
  for (const [index, line] of lines.entries()) largest = Math.max(largest, (lines[index - 1]?.base ?? line.base) - line.base);
  return largest;
}

/**
 * The next line of the cells above: nothing in the first column, near to the line before, and rows
 * are further apart or it has few cells.
 */
function goesOn(cells: readonly string[], step: number, size: number, apart: number): boolean {
  if (cells.length < 3 || cells[0] !== "" || step > WRAPPED * size) return false;
  return apart > 1.15 * step || cells.filter((text) => text !== "").length * 2 <= cells.length;
}

function wrapped(text: string, next: string): string {
  if (text === "") return next;
  return isBroken(text, next) ? joinedAt(text, next) : `${text} ${next}`;
}
