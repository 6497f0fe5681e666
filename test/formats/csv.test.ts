import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { rowParts } from "../../src/formats/csv/rows.ts";
import type { TextPart } from "../../src/model/document.ts";
import { cellsOf, chosen, cut, everyPrefix, fileOf, partsOf, reasons, unfold, type Cell } from "./unfold.ts";

const PLAIN = "Name,NRIC,Phone\nTan Ah Kow,S1234567D,8123 4567\nLim Bee,S7654321A,9123 4567\n";

describe("csv is told by its content", () => {
  it.each<[string, string, string, string]>([
    ["commas", "x.dat", PLAIN, "csv"],
    ["tabs", "", PLAIN.replaceAll(",", "\t"), "csv"],
    ["semicolons", "x.txt", PLAIN.replaceAll(",", ";"), "csv"],
    ["bars", "", PLAIN.replaceAll(",", "|"), "csv"],
    ["two columns", "", "id,ic\n" + "1,S1234567D\n".repeat(6), "csv"],
    ["one row, with the name", "x.csv", "Tan,S1234567D\n", "csv"],
    ["prose with commas", "", "Dear Tan, thank you, friend.\nYour order, 12, is ready, today.\nRegards, Lim, Bee.\n", "text"],
    ["a log with commas", "", "2026-01-02 10:00:00,123 INFO a\n2026-01-02 10:00:01,456 INFO b\n".repeat(5), "text"],
    ["source code", "x.sql", "INSERT INTO t VALUES (1,2,3);\n".repeat(9), "sql"],
    ["XML", "", "<a>1,2</a>\n<b>1,2</b>\n<c>1,2</c>\n<c>1,2</c>\n<c>1,2</c>\n", "xml"],
    ["a vCard", "", "BEGIN:VCARD\nN:Tan;Ah;;;\nTEL;X:8;;;\nADR;;;;5\n", "vcard"],
  ])("%s", (_name, file, content, id) => {
    expect(chosen(fileOf(file, content)).id).toBe(id);
  });
});

describe("cells of a table", () => {
  it.each<[string, string, Cell[]]>([
    [
      "with a header",
      PLAIN,
      [
        ["Name", "Name", 0, 1, 1],
        ["NRIC", "NRIC", 0, 1, 6],
        ["Phone", "Phone", 0, 1, 11],
        ["Tan Ah Kow", "Name", 1, 2, 1],
        ["S1234567D", "NRIC", 1, 2, 12],
        ["8123 4567", "Phone", 1, 2, 22],
        ["Lim Bee", "Name", 2, 3, 1],
        ["S7654321A", "NRIC", 2, 3, 9],
        ["9123 4567", "Phone", 2, 3, 19],
      ],
    ],
    [
      "without a header",
      "Tan,S1234567D\nLim,S7654321A\n",
      [
        ["Tan", "column 1", 0, 1, 1],
        ["S1234567D", "column 2", 0, 1, 5],
        ["Lim", "column 1", 1, 2, 1],
        ["S7654321A", "column 2", 1, 2, 5],
      ],
    ],
    [
      "quoted, over lines, with CRLF",
      'Name,Address\r\n"Tan, ""AK""","Blk 1\r\nRoad"\r\n陈大文,Blk 2',
      [
        ["Name", "Name", 0, 1, 1],
        ["Address", "Address", 0, 1, 6],
        ['Tan, ""AK""', "Name", 1, 2, 2],
        ["Blk 1\r\nRoad", "Address", 1, 2, 16],
        ["陈大文", "Name", 2, 4, 1],
        ["Blk 2", "Address", 2, 4, 5],
      ],
    ],
    [
      "a title above the header, and a row that is too wide",
      "List of customers\n\nName,IC\nTan,S1,extra\nLim,S2\nOng,S3\n",
      [
        ["List of customers", "Name", 0, 1, 1],
        ["Name", "Name", 2, 3, 1],
        ["IC", "IC", 2, 3, 6],
        ["Tan", "Name", 3, 4, 1],
        ["S1", "IC", 3, 4, 5],
        ["extra", "column 3", 3, 4, 8],
        ["Lim", "Name", 4, 5, 1],
        ["S2", "IC", 4, 5, 5],
        ["Ong", "Name", 5, 6, 1],
        ["S3", "IC", 5, 6, 5],
      ],
    ],
    [
      "text behind a quotation mark",
      'a,b\n"x"y, "z"\n',
      [
        ["a", "a", 0, 1, 1],
        ["b", "b", 0, 1, 3],
        ["x", "a", 1, 2, 2],
        ["y", "a", 1, 2, 4],
        ["z", "b", 1, 2, 8],
      ],
    ],
  ])("%s", async (_name, content, cells) => {
    const items = await unfold(fileOf("t.csv", content));
    expect(cellsOf(partsOf(items))).toEqual(cells);
    expect(reasons(items)).toEqual([]);
  });

  it("has the same cells whatever the pieces", () => {
    const rows = Array.from({ length: 4_000 }, (_, row) => `${row},"Tan ""${row}""\nBlk ${row}",陈大文,S${1_000_000 + row}D\r\n`);
    const bytes = Buffer.from(`No,Address,Name,NRIC\r\n${rows.join("")}`);
    const whole = run(bytes, bytes.length);
    expect(whole).toHaveLength(16_004);
    expect(whole.at(-1)).toEqual(["S1003999D", "NRIC", 4_000, 8_001, 11 + "Blk 3999".length - 4]);
    for (const size of [1, 131, 997, 4_096, 65_536]) expect(run(bytes, size), `pieces of ${size}`).toEqual(whole);
  });

  it("cuts a large table into parts at rows", () => {
    const bytes = Buffer.from("a,b\n" + "Tan Ah Kow Tan Ah Kow Tan Ah Kow,S1234567D\n".repeat(80_000));
    const parts = [...rowParts(cut(bytes, 262_144), ",", ["a", "b"], "body")];
    expect(parts.length).toBeGreaterThan(2);
    expect(Buffer.concat(parts.map((part) => part.bytes)).equals(bytes)).toBe(true);
    for (const part of parts) {
      expect(part.bytes.length).toBeLessThan(1_200_000);
      expect(part.bytes.at(-1)).toBe(10);
    }
    expect(cellsOf(parts).at(-1)).toEqual(["S1234567D", "b", 80_000, 80_001, 34]);
  });

  it("reads UTF-16 as Excel saves it", async () => {
    const items = await unfold(fileOf("x.txt", iconv.encode(PLAIN.replaceAll(",", "\t"), "utf-16le", { addBOM: true })));
    expect(cellsOf(partsOf(items))[4]).toEqual(["S1234567D", "NRIC", 1, 2, 12]);
  });

  it("tells every prefix", async () => {
    await everyPrefix("t.csv", Buffer.from('Name,IC\n"Tan, A","S1\n2"\r\nLim,S2\n'));
  });
});

describe("a quotation mark that is never closed", () => {
  it.each<[string, string]>([
    ["at the start of a large file", `"a,b\n${"Tan,S1234567D\n".repeat(200_000)}`],
    ["at the end", `a,b\nTan,"S1234567D\nLim,S7654321A\n`],
  ])("%s swallows nothing", (_name, content) => {
    const parts: TextPart[] = [];
    const rows = rowParts(cut(Buffer.from(content), 65_536), ",", ["a", "b"], "body");
    let step = rows.next();
    for (; step.done !== true; step = rows.next()) parts.push(step.value);
    expect(step.value).toBe(true);
    const cells = cellsOf(parts);
    expect(cells.filter(([, label]) => label === "b")).toHaveLength(content.split("\n").length - 1);
  });

  it("is told once", async () => {
    const items = await unfold(fileOf("t.csv", `a,b\n"Tan,S1234567D\n${"Lim,S7654321A\n".repeat(3_000)}"Ong,S1\n`));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });
});

describe("rows without an end", () => {
  it.each<[string, string]>([
    ["one cell of 6 MB", "S1234567D ".repeat(600_000)],
    ["one row of 600,000 cells", "S1234567D,".repeat(600_000)],
    ["quotation marks in pairs", '""'.repeat(2_000_000)],
    ["opening quotation marks", ',"a'.repeat(1_000_000)],
    ["spaces", " ".repeat(5_000_000)],
  ])("%s", (_name, content) => {
    const from = performance.now();
    const parts = [...rowParts(cut(Buffer.from(content), 65_536), ",", [], "body")];
    expect(Buffer.concat(parts.map((part) => part.bytes)).toString() === content).toBe(true);
    const found = cellsOf(parts).map(([text]) => text.match(/S1234567D/g)?.length ?? 0);
    expect(found.reduce((sum, some) => sum + some, 0)).toBe(content.match(/S1234567D/g)?.length ?? 0);
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

function run(bytes: Uint8Array, size: number): Cell[] {
  return cellsOf([...rowParts(cut(bytes, size), ",", ["No", "Address", "Name", "NRIC"], "body")]);
}
