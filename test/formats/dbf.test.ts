import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { dbf } from "../../fixtures/make/dbf.mjs";
import { cellsOf, chosen, everyPrefix, fileOf, gapsOf, partsOf, reasons, unfold } from "./unfold.ts";
import { file, scan } from "./scan.ts";

const FIELDS = [
  ["NAME", 12],
  ["NRIC", 9],
  ["HP", 8],
] as const;
const ROWS = [
  ["Tan Ah Kow", "S1234567D", "91234567"],
  [null, "Lim", "F1234567N", ""],
];

async function read(bytes: Uint8Array) {
  const items = await unfold(fileOf("a.dbf", bytes));
  return { cells: cellsOf(partsOf(items)), gaps: reasons(items), items };
}

describe("dbf", () => {
  it("reads each field with its column, deleted rows too", async () => {
    expect(chosen(fileOf("x", dbf(FIELDS, ROWS))).id).toBe("dbf");
    const { cells, gaps } = await read(dbf(FIELDS, ROWS));
    expect(cells).toEqual([
      ["Tan Ah Kow", "NAME", 0, 1, 1],
      ["S1234567D", "NRIC", 0, 1, 2],
      ["91234567", "HP", 0, 1, 3],
      ["Lim", "NAME", 1, 2, 1],
      ["F1234567N", "NRIC", 1, 2, 2],
    ]);
    expect(gaps).toEqual([]);
  });

  it.each([
    ["names", 0x4d],
    ["does not name", 0],
  ])("reads Chinese in the charset that it %s", async (_, driver) => {
    const rows = ["王小明", "李四的母亲", "客户要求更改地址", "他们在公司里工作", "请联系我们的经理"].map((name) => [
      iconv.encode(name, "gb18030"),
      "S1234567D",
    ]);
    const { cells } = await read(dbf([["NAME", 20], ...FIELDS.slice(1)], rows, { driver }));
    expect(cells.map(([text]) => text).slice(0, 4)).toEqual(["王小明", "S1234567D", "李四的母亲", "S1234567D"]);
  });

  it("finds what stands in it", async () => {
    const { findings, gaps, format } = await scan(file("a.dbf", dbf(FIELDS, ROWS)));
    expect(findings).toEqual(["sg-nric S1234567D", "phone +6591234567", "sg-nric F1234567N"]);
    expect([format, gaps]).toEqual(["dbf", []]);
  });

  it("tells of a table that is cut off, and reads rows that its head does not state", async () => {
    const whole = dbf(
      FIELDS,
      Array.from({ length: 5_000 }, () => ["Tan", "S1234567D", "91234567"]),
    );
    const { cells, items } = await read(whole.subarray(0, whole.length - 3_000));
    expect(gapsOf(items).map(({ reason, detail }) => [reason, detail])).toEqual([
      ["malformed", "the table is cut off: 4900 of 5000 rows are there"],
    ]);
    expect(cells.length).toBe(4_900 * 3);
    expect((await read(dbf(FIELDS, ROWS, { stated: 1 }))).cells.length).toBe(5);
  });

  it("is told whatever is cut off, and takes nothing else for a table", async () => {
    await everyPrefix("a.dbf", dbf(FIELDS, ROWS));
    const wrong = dbf(FIELDS, ROWS);
    wrong.writeUInt16LE(40, 10);
    expect(chosen(fileOf("a.dbf", wrong)).id).not.toBe("dbf");
  });
});
