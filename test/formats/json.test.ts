import { describe, expect, it } from "vitest";
import { jsonReader } from "../../src/formats/json/reader.ts";
import type { TextPart } from "../../src/model/document.ts";
import { cellsOf, chosen, coreText, cut, everyPrefix, fileOf, partsOf, reasons, unfold, type Cell } from "./unfold.ts";

const ORDERS = `{"orders": [
  {"customer": {"nric": {"value": "S1234567D"}, "phones": ["8123 4567", 91234567]}},
  {"customer": {"nric": {"value": "S7654321A"}}}
]}`;

describe("json is told by its content", () => {
  it.each<[string, string, string, string]>([
    ["an object", "", '{"a": 1}', "json"],
    ["a list", "", '[{"a": 1},\n{"a": 2}]', "json"],
    ["an empty object", "", "{}", "json"],
    ["lines", "", '{"a": 1}\n{"a": 2}\n', "ndjson"],
    ["one line with the name", "x.jsonl", '{"a": 1}\n', "ndjson"],
    ["broken, with the name", "x.json", '{"a": oops}', "json"],
    ["broken, without", "", '{"a": oops}', "text"],
    ["a log in brackets", "", "[2026-01-02 10:00:00] a\n[2026-01-02 10:00:01] b\n[2026-01-02 10:00:02] c\n", "text"],
    ["a note with a number", "", "[1] Tan Ah Kow, S1234567D\n", "text"],
    ["a style sheet", "", '{"margin": 0; color: red}', "text"],
  ])("%s", (_name, file, content, id) => {
    expect(chosen(fileOf(file, content)).id).toBe(id);
  });
});

describe("cells of JSON", () => {
  it.each<[string, string, Cell[]]>([
    [
      "objects of a list are records, with their key paths",
      ORDERS,
      [
        ["S1234567D", "orders.customer.nric.value", 1, 2, 36],
        ["8123 4567", "orders.customer.phones", 1, 2, 61],
        ["91234567", "orders.customer.phones", 1, 2, 73],
        ["S7654321A", "orders.customer.nric.value", 2, 3, 36],
      ],
    ],
    [
      "the root is a record",
      '{"a": {"b": "x"}, "c": 1.50, "d": [true, null, "y"]}',
      [
        ["x", "a.b", 0, 1, 14],
        ["1.50", "c", 0, 1, 24],
        ["y", "d", 0, 1, 49],
      ],
    ],
    [
      "escapes",
      String.raw`{"a": "S123\u0034567D", "b": "\u9648\ud83d\ude00\/\t\"\\x\n", "c": "\ud83dz"}`,
      [
        ["S1234567D", "a", 0, 1, 8],
        ['陈😀/\t"\\x\n', "b", 0, 1, 31],
        ["\ufffdz", "c", 0, 1, 69],
      ],
    ],
    [
      "keys that may be values",
      '{"S1234567D": {"name": "Tan"}, "a@b.sg": "x"}',
      [
        ["S1234567D", "key", 0, 1, 3],
        ["Tan", "S1234567D.name", 0, 1, 25],
        ["a@b.sg", "key", 0, 1, 33],
        ["x", "a@b.sg", 0, 1, 43],
      ],
    ],
    [
      "rows as lists",
      '{"columns":["n"],"data":[["Tan",1],["Lim",2]]}',
      [
        ["n", "columns", 0, 1, 14],
        ["Tan", "data", 1, 1, 28],
        ["1", "data", 1, 1, 33],
        ["Lim", "data", 2, 1, 38],
        ["2", "data", 2, 1, 43],
      ],
    ],
    [
      "several values, and columns after wide characters",
      '{"陈大文": "x"}\n\n  {"a": -1e5,}',
      [
        ["陈大文", "key", 0, 1, 3],
        ["x", "陈大文", 0, 1, 10],
        ["-1e5", "a", 1, 3, 9],
      ],
    ],
  ])("%s", async (_name, content, cells) => {
    const items = await unfold(fileOf("t.json", content));
    expect(cellsOf(partsOf(items))).toEqual(cells);
    expect(reasons(items)).toEqual([]);
  });

  it("makes each line a record, and a broken line costs itself", async () => {
    const items = await unfold(fileOf("t.ndjson", '{"ic":"S1"}\n{"ic":"S2", oops S3\n{"ic":"S4\n{"ic":"S5"}'));
    expect(cellsOf(partsOf(items)).map(([text, label, record]) => [text, label, record])).toEqual([
      ["S1", "ic", 0],
      ["S2", "ic", 1],
      ["oops S3", "", 1],
      ["S4", "", 2],
      ["S5", "ic", 3],
    ]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("reads what stands behind an error as plain text", async () => {
    const items = await unfold(fileOf("t.json", '{"a": "S1",\n "b": "Tan "AK" Kow", "c": "S1234567D"\n}'));
    const [cells, rest] = partsOf(items);
    expect(cells === undefined ? [] : cellsOf([cells]).map(([text]) => text)).toEqual(["S1", "Tan "]);
    expect(rest).toMatchObject({ record: "text", origin: { line: 2 } });
    expect(rest === undefined ? "" : coreText([rest])).toBe('AK" Kow", "c": "S1234567D"\n}');
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("has the same cells whatever the pieces", () => {
    const rows = Array.from(
      { length: 3_000 },
      (_, row) => `{"名": "陈\\u5927文${row}",\r\n"ic": [${row}, "S${row}\\"D"], "a${row % 7}": {"b": 1}}`,
    );
    const bytes = Buffer.from(`[${rows.join(",\n")}]`);
    const whole = run(bytes, bytes.length);
    expect(whole).toHaveLength(3_000 * 6);
    for (const size of [1, 131, 997, 4_096, 65_536]) expect(run(bytes, size), `pieces of ${size}`).toEqual(whole);
  });

  it("splits a long string without cutting a number, in flat memory", () => {
    const bytes = Buffer.from(`["${"S1234567D 8123 4567 ".repeat(400_000)}"]`);
    const parts = read(bytes, 65_536);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part.bytes.length).toBeLessThan(2_200_000);
    const cells = cellsOf(parts).map(([text]) => text);
    expect(cells.join("")).toBe("S1234567D 8123 4567 ".repeat(400_000));
    for (const cell of cells) expect(cell.startsWith("S1") || cell.startsWith("8123")).toBe(true);
  });

  it("keeps its labels bounded", () => {
    const keys = Array.from({ length: 50_000 }, (_, key) => `"S${key}": {"name": "x"}`);
    const parts = read(Buffer.from(`{${keys.join(",")}}`), 65_536);
    expect(parts.at(-1)?.table?.labels.length).toBeLessThan(10_000);
    expect(cellsOf(parts).filter(([, label]) => label === "key")).toHaveLength(50_000);
  });

  it.each<[string, string]>([
    ["100,000 lists", "[".repeat(100_000) + '"S1234567D"' + "]".repeat(100_000)],
    ["100,000 objects", '{"a":'.repeat(100_000) + '"S1234567D"' + "}".repeat(100_000)],
  ])("reads what is nested too deeply as text: %s", async (_name, content) => {
    const items = await unfold(fileOf("", content));
    expect(reasons(items)).toEqual(["depth-limit/partly"]);
    expect(coreText(partsOf(items))).toContain("S1234567D");
  });

  it.each<[string, string]>([
    ["a number of a million digits", `[${"1".repeat(1_000_000)}]`],
    ["a million escapes", `["${String.raw`\u0031`.repeat(1_000_000)}"]`],
    ["a million keys", `{${'"a1":1,'.repeat(1_000_000)}"b":2}`],
  ])("is linear: %s", async (_name, content) => {
    const from = performance.now();
    await unfold(fileOf("t.json", content));
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it("tells every prefix", async () => {
    await everyPrefix("t.json", Buffer.from(String.raw`{"a": [1, "x\u0041陈"], "S1": {"b": -2.5e3, "c": true}}`));
    await everyPrefix("t.jsonl", Buffer.from('{"a": [1, "x"]}\n{"b": "陈"}\n'));
  });

  it("says when it is cut off", async () => {
    expect(reasons(await unfold(fileOf("t.json", '{"a": "S1234567D", "b": "S1')))).toEqual(["malformed/partly"]);
  });
});

function read(bytes: Uint8Array, size: number): TextPart[] {
  const reader = jsonReader("body", false);
  const parts: TextPart[] = [];
  for (const piece of cut(bytes, size)) {
    expect(reader.write(piece)).toBeUndefined();
    parts.push(...reader.sink.take(false));
  }
  expect(reader.end()).toBe(true);
  return [...parts, ...reader.sink.take(true)];
}

function run(bytes: Uint8Array, size: number): Cell[] {
  return cellsOf(read(bytes, size));
}
