import { tellingAttributes } from "./attributes.ts";
import { createLayout, type FlowTargets } from "./layout.ts";
import { oneLine } from "./lines.ts";
import { LAST_ROW, type SheetTable } from "./sheet-table.ts";
import { formulaValues, plainNumber } from "./values.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** What the tables of a spreadsheet are told to. */
export interface OdfTables {
  /** Begins a sheet. */
  sheet(name: string): SheetTable;
  ended(): void;
  /** Base64 of a file inside a flat document. */
  binary(text: string): void;
  binaryEnd(): void;
}

/** Texts inside a paragraph that are told behind it. */
const BOXES = new Set(["annotation", "text-box", "note-body", "title", "desc", "ruby-text", "shapes"]);
const COLUMNS = 16_384;
/** Blanks that `text:s` stands for; a hostile count makes a text of gigabytes. */
const BLANKS = 64;

const VALUES = ["office:value", "office:date-value", "office:time-value", "office:string-value", "office:boolean-value"];

/** Hears OpenDocument (ISO/IEC 26300, OASIS ODF 1.3 part 3): its texts, and the sheets of a spreadsheet in `tables`. */
export function odfListener(targets: FlowTargets, tables: OdfTables): XmlListener {
  const { metadata, deleted } = targets;
  const inText = createLayout(targets);
  const inDeletion = createLayout({ body: deleted, deleted, metadata });
  let layout = inText;
  let spreadsheet = false;
  let table: SheetTable | undefined;
  let depth = 0;
  let row = 1;
  let rowRepeat = 1;
  let column = 0;
  let columnRepeat = 1;
  /** Paragraphs of the cell of a sheet; `undefined` outside of one. */
  let cell: string[] | undefined;
  let stored: string[] = [];
  let formula = "";
  let paragraph: string | undefined;
  let boxes = 0;
  let binary = false;

  const openCell = (tag: string): void => {
    columnRepeat = repeat(tag, "table:number-columns-repeated", COLUMNS);
    if (table === undefined) return;
    cell = [];
    stored = tag.includes("value") ? VALUES.map((name) => attribute(tag, name) ?? "").filter((value) => value !== "") : [];
    formula = tag.includes("formula") ? (attribute(tag, "table:formula") ?? "") : "";
  };
  const closeCell = (): void => {
    if (table === undefined || cell === undefined) return;
    const shown = oneLine(cell.join("\n")).trim();
    const at = Math.min(column, COLUMNS - 1);
    if (shown !== "") table.cell(at, shown);
    for (const value of stored) {
      const plain = /^-?[0-9.]{1,30}(?:[eE][+-]?[0-9]{1,3})?$/.test(value) ? plainNumber(Number(value)) : oneLine(value);
      if (plain !== shown && !sameDigits(plain, shown)) table.cell(at, plain);
    }
    for (const one of formulaValues(formula)) if (one !== shown) table.cell(at, oneLine(one));
    cell = undefined;
    column = Math.min(COLUMNS, column + columnRepeat);
  };
  const put = (text: string): void => {
    if (paragraph !== undefined && boxes === 0) paragraph += text;
    else layout.text(text);
  };
  return {
    open(name, tag) {
      if (paragraph === undefined) layout.endLoose();
      for (const one of tellingAttributes(name, tag)) metadata.addOnce(one);
      switch (name) {
        case "p":
        case "h":
          if (cell !== undefined && boxes === 0) paragraph = "";
          else layout.startParagraph();
          return;
        case "s":
          return put(" ".repeat(Math.min(BLANKS, Number(attribute(tag, "text:c") ?? 1) || 1)));
        case "tab":
          return put("\t");
        case "line-break":
          return put("\n");
        case "spreadsheet":
          spreadsheet = true;
          return;
        case "deletion":
          layout = inDeletion;
          return;
        case "binary-data":
          binary = true;
          return;
        case "table":
        case "sub-table":
          if (!spreadsheet || boxes > 0) return layout.startTable();
          depth += 1;
          if (depth > 1) return;
          table = tables.sheet(attribute(tag, "table:name") ?? "");
          row = 1;
          return;
        case "table-row":
          rowRepeat = repeat(tag, "table:number-rows-repeated", LAST_ROW);
          column = 0;
          if (boxes === 0) table?.row(row);
          return;
        case "table-cell":
        case "covered-table-cell":
          if (boxes === 0) openCell(tag);
          if (table === undefined) layout.span(Number(attribute(tag, "table:number-columns-repeated") ?? 1));
          return;
        default:
          if (!BOXES.has(name)) return;
          boxes += 1;
          layout.startBox();
      }
    },
    close(name) {
      switch (name) {
        case "p":
        case "h":
          if (paragraph !== undefined && boxes === 0) {
            cell?.push(paragraph);
            paragraph = undefined;
          } else layout.endParagraph();
          return;
        case "deletion":
          inDeletion.finish();
          layout = inText;
          return;
        case "binary-data":
          binary = false;
          return tables.binaryEnd();
        case "table":
        case "sub-table":
          if (!spreadsheet || boxes > 0) return layout.endTable();
          depth = Math.max(0, depth - 1);
          if (depth > 0 || table === undefined) return;
          table = undefined;
          return tables.ended();
        case "table-row":
          if (table === undefined || boxes > 0) layout.endRow();
          else row = Math.min(LAST_ROW, row + rowRepeat);
          return;
        case "table-cell":
        case "covered-table-cell":
          if (table === undefined || boxes > 0) layout.endCell();
          else closeCell();
          return;
        case "spreadsheet":
          spreadsheet = false;
          return;
        default:
          if (paragraph === undefined) layout.endLoose();
          if (!BOXES.has(name) || boxes === 0) return;
          boxes -= 1;
          layout.endBox();
      }
    },
    text(given) {
      if (binary) return tables.binary(given);
      // White space is one blank (part 3 section 6.1.2): a flat document is written with line ends.
      const text = /[\t\n\r]/.test(given) ? given.replace(/[\t\n\r ]+/g, " ") : given;
      if (paragraph !== undefined && boxes === 0) paragraph += text;
      else if (layout.inParagraph() || layout.hasLoose() || text.trim() !== "") layout.text(text);
    },
    aside: (text) => metadata.addOnce(text),
    finish() {
      closeCell();
      inDeletion.finish();
      inText.finish();
    },
  };
}

/** How often a row or cell is repeated: counted, never written out, so that no number makes anything large. */
function repeat(tag: string, name: string, most: number): number {
  const count = tag.includes("repeated") ? Number(attribute(tag, name) ?? 1) : 1;
  return count >= 1 ? Math.min(most, Math.floor(count)) : 1;
}

function sameDigits(stored: string, shown: string): boolean {
  return /^[+(]?\d[\d \-()]*$/.test(shown) && stored.replace(/\D/g, "") === shown.replace(/\D/g, "");
}
