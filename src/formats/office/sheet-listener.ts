import { LINE_CHARACTERS, oneLine } from "./lines.ts";
import type { NumberFormat } from "./number-format.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { LAST_ROW, type SheetTable } from "./sheet-table.ts";
import { formulaValues, putNumber } from "./values.ts";
import { attribute, unescaped, type XmlListener } from "./xml.ts";

/** What the cells of a workbook refer to. */
export interface CellValues {
  readonly strings: SharedStrings;
  /** Formats by style. */
  readonly formats: readonly (NumberFormat | undefined)[];
}

/** Columns of a sheet; a reference beyond is no reference (ECMA-376 part 1 section 18.3.1.73 has 16,384). */
const COLUMNS = 16_384;

/**
 * Hears a worksheet (ECMA-376 part 1 section 18.3): its cells go into `table`, all that stands around them
 * (headers, validations, links) to `other`. Rows and cells without a reference follow the one before.
 */
export function sheetListener(table: SheetTable, { strings, formats }: CellValues, other: XmlListener): XmlListener {
  let inData = false;
  let row = 0;
  let column = -1;
  let type = "";
  let style = 0;
  let value = "";
  let text = "";
  let formula = "";
  let into: "value" | "text" | "formula" | "" = "";
  let phonetic = 0;
  let inCell = false;

  /** Reads the attributes of a cell, of which a sheet has millions, in one pass. */
  const openCell = (tag: string): void => {
    inCell = true;
    type = "";
    style = 0;
    value = text = formula = "";
    let reference = -1;
    const { length } = tag;
    for (let at = 0; at < length;) {
      const equals = tag.indexOf("=", at);
      if (equals < 0) break;
      const quote = tag.charCodeAt(equals + 1);
      if (quote !== 34 && quote !== 39) {
        at = equals + 1;
        continue;
      }
      const end = tag.indexOf(quote === 34 ? '"' : "'", equals + 2);
      if (end < 0) break;
      const blank = tag.charCodeAt(equals - 2) <= 32;
      if (blank) {
        const name = tag.charCodeAt(equals - 1);
        if (name === 114) reference = columnOf(tag, equals + 2, end);
        else if (name === 116) type = tag.slice(equals + 2, end);
        else if (name === 115) style = Number(tag.slice(equals + 2, end));
      }
      at = end + 1;
    }
    column = reference >= 0 ? reference : Math.min(COLUMNS - 1, column + 1);
  };
  const closeCell = (): void => {
    if (!inCell) return;
    inCell = false;
    if (formula !== "") {
      for (const one of formulaValues(formula)) if (one !== value) table.cell(column, oneLine(one));
    }
    // A cell may hold an inline string and a value that contradicts it.
    if (text !== "") table.cell(column, oneLine(text));
    if (value === "") return;
    if (type === "" || type === "n") putNumber(table, column, value, formats[style]);
    else if (type === "s") {
      if (!strings.put(Number(value), table, column)) table.cell(column, oneLine(value));
    } else if (type === "b") table.cell(column, value === "1" || value === "true" ? "TRUE" : "FALSE");
    else if (type !== "e") table.cell(column, oneLine(value));
  };

  return {
    open(name, tag) {
      if (!inData) {
        if (name === "sheetData") inData = true;
        else other.open(name, tag);
      } else if (name === "c") openCell(tag);
      else if (name === "v") into = "value";
      else if (name === "t") into = phonetic > 0 ? "" : "text";
      else if (name === "f") into = "formula";
      else if (name === "row") {
        const stated = Number(attribute(tag, "r"));
        row = stated >= 1 && stated <= LAST_ROW ? stated : Math.min(LAST_ROW, row + 1);
        column = -1;
        table.row(row);
      } else if (name === "rPh") phonetic += 1;
    },
    close(name) {
      if (!inData) other.close(name);
      else if (name === "c") closeCell();
      else if (name === "v" || name === "t" || name === "f") into = "";
      else if (name === "rPh") phonetic = Math.max(0, phonetic - 1);
      else if (name === "sheetData") inData = false;
    },
    text(more) {
      if (!inData) other.text(more);
      else if (into === "value") value = grown(value, more);
      else if (into === "text") text = grown(text, more);
      else if (into === "formula") formula = grown(formula, more);
      else if (more.trim() !== "") other.aside(more);
    },
    aside: other.aside,
    finish() {
      if (inData) closeCell();
      other.finish?.();
    },
  };

  /** No program writes a cell of more than 32,767 characters: what is longer is told in pieces. */
  function grown(held: string, more: string): string {
    if (held.length < LINE_CHARACTERS) return held + more;
    table.cell(Math.max(0, column), oneLine(held));
    return more;
  }
}

/** The column of a reference such as `AB12`, from 0; -1 when it is none. */
function columnOf(tag: string, from: number, end: number): number {
  let column = 0;
  for (let at = from; at < end; at += 1) {
    const letter = (tag.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > COLUMNS) return COLUMNS - 1;
  }
  return column - 1;
}

/** Reads styles: the number format of each cell style (ECMA-376 part 1 section 18.8). */
export function stylesListener(
  told: (id: number, code: string) => void,
  style: (format: number) => void,
  other: XmlListener,
): XmlListener {
  let inCells = false;
  return {
    open(name, tag) {
      if (name === "cellXfs") inCells = true;
      else if (name === "numFmt") told(Number(attribute(tag, "numFmtId")), unescaped(attribute(tag, "formatCode") ?? ""));
      else if (name === "xf" && inCells) style(Number(attribute(tag, "numFmtId")));
      else other.open(name, tag);
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
      else if (name !== "numFmt" && name !== "xf") other.close(name);
    },
    text: other.text,
    aside: other.aside,
    finish: () => other.finish?.(),
  };
}
