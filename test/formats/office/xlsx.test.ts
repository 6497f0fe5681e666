import { describe, expect, it } from "vitest";
import { makeXlsb, makeXlsx, sheetRows } from "../../../fixtures/make/office.mjs";
import { createPositions } from "../../../src/engine/lines.ts";
import { chosen, documentsOf, fileOf, partsOf, reasons, unfold } from "../unfold.ts";
import { cells, said, textsOf } from "./texts.ts";

const sheet = (data: string, around = "") => [{ name: "Staff", data, around }];
const xlsx = (...how: Parameters<typeof makeXlsx>) => unfold(fileOf("x.xlsx", makeXlsx(...how)));
const PEOPLE = [
  ["Name", "NRIC", "Phone"],
  ["Tan Ah Kow", "S1234567D", 81234567],
  ["陈大文", "S7654321A", 91234567],
];

describe("a workbook", () => {
  it.each<[string, Buffer]>([
    ["xlsx", makeXlsx(sheet(sheetRows(PEOPLE)))],
    ["xlsb", makeXlsb("Staff", PEOPLE)],
  ])("is rows with heads: %s", async (_form, bytes) => {
    expect(chosen(fileOf("", bytes)).id).toBe("xlsx");
    const items = await unfold(fileOf("", bytes));
    expect(cells(items)).toEqual([
      "Name @ Name 1:1",
      "NRIC @ NRIC 1:2",
      "Phone @ Phone 1:3",
      "Tan Ah Kow @ Name 2:1",
      "S1234567D @ NRIC 2:2",
      "81234567 @ Phone 2:3",
      "陈大文 @ Name 3:1",
      "S7654321A @ NRIC 3:2",
      "91234567 @ Phone 3:3",
    ]);
    const part = partsOf(items).find(({ table }) => table !== undefined);
    expect(part?.steps).toEqual([{ kind: "sheet", name: "Staff" }]);
    expect(part?.table?.grid).toBe(true);
    expect(reasons(items)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ["no references", "<row><c t='str'><v>a</v></c><c><v>7</v></c></row><row><c><v>8</v></c></row>", ["a 1:1", "7 1:2", "8 2:1"]],
    [
      "gaps between rows and cells",
      '<row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row><row><c r="AA6"><v>3</v></c></row>',
      ["1 5:3", "2 5:4", "3 6:27"],
    ],
    [
      "absurd references",
      '<row r="99999999999"><c r="ZZZZZZ9"><v>1</v></c></row><row r="-4"><c r="7"><v>2</v></c></row>',
      ["1 1:16384", "2 2:1"],
    ],
    [
      "rich text, without its reading",
      '<row r="1"><c t="inlineStr"><is><r><t>Tan </t></r><r><t>Ah</t></r><rPh><t>taan</t></rPh></is></c></row>',
      ["Tan Ah 1:1"],
    ],
    ["booleans and errors", '<row r="1"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>', ["TRUE 1:1"]],
    [
      "a formula's value and the texts in it",
      '<row r="1"><c t="str"><f>IF(A2,"S1234567D","")&amp;"x"</f><v>none</v></c></row>',
      ["S1234567D 1:1", "none 1:1"],
    ],
    [
      "a number typed into a formula, not a row's",
      '<row r="1"><c><f>81234567+A1048576+$B$104857</f><v>5</v></c></row>',
      ["81234567 1:1", "5 1:1"],
    ],
    [
      "lines in a cell",
      '<row r="1"><c t="inlineStr"><is><t>81234567\n91234567\tx</t></is></c></row>',
      ["81234567, 91234567 x 1:1"],
    ],
    [
      "an exponent",
      '<row r="1"><c><v>8.1234567E7</v></c><c><v>4.111111111111111E15</v></c></row>',
      ["81234567 1:1", "4111111111111111 1:2"],
    ],
    ["a date that stands as text", '<row r="1"><c t="d"><v>1980-01-31</v></c></row>', ["1980-01-31 1:1"]],
  ])("reads %s", async (_name, data, wanted) => {
    expect(cells(await xlsx(sheet(data))).map((cell) => cell.replace(/ @ .*? (?=\d+:\d+$)/, " "))).toEqual(wanted);
  });

  it.each<[string, string, number, string[]]>([
    ["leading zeros", "000000", 18956, ["018956", "18956"]],
    ["a telephone number", "0000-0000", 81234567, ["8123-4567"]],
    ["escaped hyphens", "000\\-00\\-0000", 12345678, ["012-34-5678", "12345678"]],
    ["a prefix", '"+65 "0000 0000', 81234567, ["+65 8123 4567", "81234567"]],
    ["a letter around", '"S"0000000"D"', 1234567, ["S1234567D", "1234567"]],
    ["groups", "#,##0.00", 81234567, ["81,234,567.00", "81234567"]],
    ["a day", "dd/mm/yyyy", 29251, ["31/01/1980", "29251"]],
    ["a text", "@", 81234567, ["81234567"]],
  ])("tells a number as shown and as stored: %s", async (_name, format, value, wanted) => {
    const items = await xlsx(sheet(`<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`), { formats: [format] });
    expect(cells(items).map((cell) => cell.split(" @ ")[0])).toEqual(wanted);
  });

  it("reads hidden sheets, shared strings in all forms, and strings that no cell uses any more", async () => {
    const data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>9</v></c></row>';
    const strings = ["Tan & Lim", "<r><t>S1234</t></r><r><t>567D</t></r><rPh><t>reading</t></rPh>", "S7654321A of a deleted row"];
    const items = await xlsx([{ name: "Old", data, hidden: true }], { strings });
    expect(cells(items).map((cell) => cell.split(" @ ")[0])).toEqual(["Tan & Lim", "S1234567D", "9"]);
    expect(textsOf(items).at(-1)).toEqual(["xl/sharedStrings.xml", "metadata", "S7654321A of a deleted row\n"]);
  });

  it("finds heads below a title, and anew below a blank row", async () => {
    const items = await xlsx(
      sheet(
        sheetRows([["Staff 2026"], ["Name", "NRIC"], ["Tan", "S1234567D"]]) +
          '<row r="9"><c t="str"><v>Card</v></c><c t="str"><v>Holder</v></c><c t="str"><v>Phone</v></c></row><row r="10"><c><v>4111111111111111</v></c></row>',
      ),
    );
    expect(cells(items)).toEqual([
      "Staff 2026 @ column 1 1:1",
      "Name @ Name 2:1",
      "NRIC @ NRIC 2:2",
      "Tan @ Name 3:1",
      "S1234567D @ NRIC 3:2",
      "Card @ Card 9:1",
      "Holder @ Holder 9:2",
      "Phone @ Phone 9:3",
      "4111111111111111 @ Card 10:1",
    ]);
  });

  it("keeps a form together: labels with their values beside them are no rows", async () => {
    const items = await xlsx(
      sheet(
        sheetRows([
          ["Name", "Tan Ah Kow"],
          ["NRIC", "S1234567D"],
          ["Phone", 81234567],
        ]),
      ),
    );
    const part = partsOf(items).find(({ steps }) => steps[0]?.kind === "sheet");
    expect(part?.record).toBe("text");
    expect(part?.origin).toEqual({ line: 1, column: 1 });
    expect(said(items)).toBe("Name\tTan Ah Kow\nNRIC\tS1234567D\nPhone\t81234567\n");
  });

  it("reads what stands around the cells and beside the sheets", async () => {
    const around =
      '<dataValidations><dataValidation prompt="NRIC as S1234567D"><formula1>"Tan,Lim"</formula1></dataValidation></dataValidations>' +
      '<hyperlinks><hyperlink ref="A1" display="x" tooltip="mail tan@example.com"/></hyperlinks><headerFooter><oddHeader>&amp;CSecret list</oddHeader></headerFooter>';
    const items = await xlsx(sheet("", around), {
      names: "<definedNames><definedName name='ic'>\"S7654321A\"</definedName></definedNames>",
      more: {
        "xl/comments1.xml":
          "<comments><authors><author>Lim Bee</author></authors><commentList><comment ref='A1'><text><r><t>Call </t></r><r><t>81234567</t></r></text></comment></commentList></comments>",
        "xl/pivotCache/pivotCacheRecords1.xml":
          '<pivotCacheRecords><r><s v="S1111111D"/><n v="91234567"/></r></pivotCacheRecords>',
        "xl/drawings/drawing1.xml":
          '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><a:p><a:r><a:t>In a </a:t></a:r><a:r><a:t>box</a:t></a:r></a:p></xdr:wsDr>',
        "xl/printerSettings/printerSettings1.bin": Buffer.from("\x01\x02Printer of Tan\0", "utf16le"),
        "xl/embeddings/oleObject1.bin": Buffer.from("embedded"),
      },
    });
    const all = textsOf(items)
      .map(([, , text]) => text)
      .join("");
    for (const wanted of [
      "NRIC as S1234567D",
      '"Tan,Lim"',
      "mail tan@example.com",
      "Secret list",
      '"S7654321A"',
      "Lim Bee",
      "Call 81234567",
      "S1111111D",
      "91234567",
      "In a box",
      "Printer of Tan",
    ])
      expect(all).toContain(wanted);
    expect(documentsOf(items).map(({ name }) => name)).toEqual(["oleObject1.bin"]);
    expect(reasons(items)).toEqual([]);
  });

  it("tells a long string that many cells share whole once, and its beginning again", async () => {
    const long = `${"word ".repeat(1_000)}S1234567D`;
    const items = await xlsx(sheet('<row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>0</v></c></row>'), {
      strings: [long],
    });
    const [first = "", second = ""] = cells(items).map((cell) => cell.split(" @ ")[0]);
    expect(first).toBe(long);
    expect(second.length).toBeGreaterThan(900);
    expect(second.length).toBeLessThan(1_025);
  });

  it("tells shared strings that do not fit as text, with a gap", async () => {
    const strings = Array.from({ length: 40_000 }, (_, index) => `person number ${index}`);
    const items = await unfold(fileOf("x.xlsx", makeXlsx(sheet(""), { strings })), { documentBytes: 131_072 });
    expect(reasons(items)).toEqual(["size-limit/partly"]);
    const all = textsOf(items)
      .map(([, , text]) => text)
      .join("");
    for (const index of [0, 20_000, 39_999]) expect(all).toContain(`person number ${index}\n`);
  });

  it("places everything in a cell where the cell is", async () => {
    const items = await xlsx(sheet('<row r="7"><c r="C7" t="str"><v>Tan S1234567D</v></c></row>'));
    const part = partsOf(items).find(({ table }) => table !== undefined);
    if (part === undefined) throw new Error("no part");
    const at = Buffer.from(part.bytes).indexOf("S1234567D");
    expect(createPositions(part)(at, 0)).toEqual({ line: 7, column: 3, paragraph: 7 });
  });

  it("gives each row of each sheet a record of its own", async () => {
    const items = await xlsx([1, 2].map((number) => ({ name: `S${number}`, data: sheetRows([...PEOPLE]) })));
    const records = partsOf(items).flatMap(({ table }) =>
      table === undefined ? [] : [...table.cells].filter((_, at) => at % 6 === 3),
    );
    expect(new Set(records).size).toBe(6);
  });

  it("reads rows of any number in parts of whole rows", async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [
      `Tan Ah ${index}`,
      `Blk ${index} Ang Mo Kio Avenue ${index % 10}`,
      81000000 + index,
    ]);
    const parts = partsOf(await xlsx(sheet(sheetRows([["Name", "Address", "Phone"], ...rows])))).filter(
      ({ table }) => table !== undefined,
    );
    expect(parts.length).toBeGreaterThan(1);
    for (const { bytes } of parts) expect(bytes.at(-1)).toBe(10);
    const last = parts.at(-1)?.table;
    expect(Array.from(last?.cells.subarray(-2) ?? [])).toEqual([30_001, 3]);
    expect(last?.labels).toEqual(["Name", "Address", "Phone"]);
  });
});
