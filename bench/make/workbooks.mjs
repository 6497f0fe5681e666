import { escaped, relationships } from "../../fixtures/make/office.mjs";
import { COLUMNS, makeRows } from "./rows.mjs";
import { createZipSink } from "./zip-sink.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LETTERS = "ABCDEFGH";

/** What a workbook says of itself, apart from its sheet and its shared strings. */
const FRAME = makeFrame();

/**
 * Two workbooks of one sheet: strings in their cells, and strings that the workbook shares.
 *
 * @param {string} folder
 * @param {number} rows of each
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeWorkbooks(folder, rows, random, truth) {
  for (const shared of [false, true]) {
    /** @type {Map<string, number>} */
    const strings = new Map();
    const cell = shared ? sharedCell(strings) : inlineCell;
    const zip = createZipSink(`${folder}/${shared ? "shared" : "inline"}.xlsx`);
    for (const [name, xml] of Object.entries(FRAME)) zip.entry(name, [xml]);
    zip.entry("xl/worksheets/sheet1.xml", sheet(makeRows(rows, random, truth), cell));
    zip.entry("xl/sharedStrings.xml", sharedStrings(strings));
    zip.close();
  }
  return { name: "rows", count: rows * 2 };
}

/** @typedef {(reference: string, text: string) => string} Cell */

/** @type {Cell} */
const inlineCell = (reference, text) => `<c r="${reference}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;

/** @param {Map<string, number>} strings @returns {Cell} */
const sharedCell = (strings) => (reference, text) => {
  const index = strings.get(text) ?? strings.size;
  strings.set(text, index);
  return `<c r="${reference}" t="s"><v>${index}</v></c>`;
};

/**
 * @param {Iterable<(string | number)[]>} rows
 * @param {Cell} cell
 */
function* sheet(rows, cell) {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}"><sheetData>`;
  let number = 0;
  const write = (/** @type {readonly (string | number)[]} */ row) => {
    number += 1;
    const cells = row.map((value, column) => {
      const reference = `${LETTERS[column]}${number}`;
      if (value === "") return "";
      return typeof value === "number" ? `<c r="${reference}"><v>${value}</v></c>` : cell(reference, value);
    });
    return `<row r="${number}">${cells.join("")}</row>`;
  };
  yield write(COLUMNS);
  for (const row of rows) yield write(row);
  yield "</sheetData></worksheet>";
}

/** @param {ReadonlyMap<string, number>} strings */
function* sharedStrings(strings) {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="${MAIN}" count="${strings.size}" uniqueCount="${strings.size}">`;
  for (const text of strings.keys()) yield `<si><t>${escaped(text)}</t></si>`;
  yield "</sst>";
}

/** The parts that are the same in every workbook. @returns {Record<string, string>} */
function makeFrame() {
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const type = (/** @type {string} */ part, /** @type {string} */ kind) =>
    `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type("xl/workbook.xml", "sheet.main")}${type("xl/worksheets/sheet1.xml", "worksheet")}${type("xl/sharedStrings.xml", "sharedStrings")}</Types>`,
    "_rels/.rels": relationships([{ type: "officeDocument", target: "xl/workbook.xml" }]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${relations}"><sheets><sheet name="Ledger" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      { type: "worksheet", target: "worksheets/sheet1.xml" },
      { type: "sharedStrings", target: "sharedStrings.xml" },
    ]),
  };
}
