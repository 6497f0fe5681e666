import { describe, expect, it } from "vitest";
import { CELL_FIELDS, type TextPart } from "../../src/model/document.ts";
import { asIterable, partsWithTables } from "../../src/formats/tables.ts";

function partsOf(text: string): TextPart[] {
  return [...asIterable(partsWithTables(Buffer.from(text), { steps: [], role: "body", record: "text", section: 0 }))];
}

/** `label=text @line:column #record` of each cell. */
function cellsOf(part: TextPart): string[] {
  const { labels, cells } = part.table ?? { labels: [], cells: new Uint32Array(0) };
  return Array.from({ length: cells.length / CELL_FIELDS }, (_, index) => {
    const [start, end, label, record, line, column] = cells.subarray(index * CELL_FIELDS);
    return `${labels[label as number]}=${Buffer.from(part.bytes.subarray(start, end)).toString()} @${line}:${column} #${record}`;
  });
}

describe("tables in a text", () => {
  it("are parts with rows and heads; what is around stays text with its lines", () => {
    const parts = partsOf("Dear all\n\nName\tNRIC\t电话\n陈\tS1\t91\nLim\t\t92\nbye\n");
    expect(parts.map((part) => [part.record, part.origin.line, Buffer.from(part.bytes).toString()])).toEqual([
      ["text", 1, "Dear all\n\n"],
      ["row", 3, "Name\tNRIC\t电话\n陈\tS1\t91\nLim\t\t92\n"],
      ["text", 6, "bye\n"],
    ]);
    expect(cellsOf(parts[1] as TextPart)).toEqual([
      "Name=Name @3:1 #3",
      "NRIC=NRIC @3:6 #3",
      "电话=电话 @3:11 #3",
      "Name=陈 @4:1 #4",
      "NRIC=S1 @4:3 #4",
      "电话=91 @4:6 #4",
      "Name=Lim @5:1 #5",
      "电话=92 @5:6 #5",
    ]);
  });

  it.each([
    ["no tab", "a\nb\n"],
    ["a form of labels and values", "Name\tTan\nNRIC\tS1\n"],
    ["no head", "Tan\tS1\t91\nLim\tS2\t92\n"],
    ["a form of two pairs a line", "Name\tTan\tNRIC\tS1\nPhone\t91\tMail\ta@b\n"],
    ["one line", "Name\tNRIC\tPhone\n"],
    ["empty", ""],
  ])("%s: stays text", (_, text) => {
    const parts = partsOf(text);
    expect(parts.map((part) => part.record)).toEqual(["text"]);
    expect(Buffer.from(parts[0]?.bytes ?? []).toString()).toBe(text);
  });

  it("hold every byte once, in order", () => {
    const text = "x\nA\tB\tC\n1\t2\t3\nA\tB\tC\tD\n1\t2\t3\t4\n\nE\tF\tG\n5\t6\t7";
    const parts = partsOf(text);
    expect(Buffer.concat(parts.map((part) => part.bytes)).toString()).toBe(text);
    expect(parts.filter((part) => part.record === "row")).toHaveLength(3);
    const records = parts.flatMap(cellsOf).map((cell) => cell.split("#")[1]);
    expect(new Set(records).size).toBe(6);
  });
});
