import { describe, expect, it } from "vitest";
import { CELL_FIELDS, type TextPart } from "../../src/model/document.ts";
import { readRow } from "../../src/formats/csv/row.ts";
import { plainRows, rowParts } from "../../src/formats/csv/rows.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";
import { cellsOf, cut, type Cell } from "./unfold.ts";

/** All cells, row by row, places counted from the beginning of the document. */
function plainCells(bytes: Uint8Array): Cell[] {
  const found: Cell[] = [];
  for (let at = 0, record = 0; at < bytes.length; record += 1) {
    const seen = readRow(bytes, at, bytes.length, "end", 0x2c, 0, false, (start, end, column) => {
      const before = Buffer.from(bytes.subarray(0, start)).toString();
      const place = Array.from(before.slice(before.lastIndexOf("\n") + 1)).length + 1;
      const text = Buffer.from(bytes.subarray(start, end)).toString();
      found.push([text, `column ${column + 1}`, record, before.split("\n").length, place]);
      return false;
    });
    at = seen?.end ?? bytes.length;
  }
  return found;
}

function randomTable(random: Random, pieces: readonly string[]): string {
  let text = "";
  for (let left = random.below(60); left > 0; left -= 1) text += random.pick(pieces);
  return text;
}

const PLAIN = ["a", "12345678", ",", ",", "\n", "\r\n", " ", "é", "漢"];
const ASCII = ["a", "12345678", ",", ",", "\n", "\r\n", " ", "\r"];
const QUOTED = [...PLAIN, '"', '"', '"x,y"', '"x\ny"', ' "z" ', '""', ',"', '",'];
const RETURNS = [...QUOTED, "\r", "\r"];

describe("the table of a block", () => {
  it.each([
    ["without quotation marks", PLAIN],
    ["in ASCII without quotation marks", ASCII],
    ["with quotation marks", QUOTED],
    ["with single returns", RETURNS],
  ])("has the cells that are read row by row, %s", (name, pieces) => {
    const seed = seedOf(name);
    const random = randomFrom(seed);
    for (let round = 0; round < 1_500; round += 1) {
      const text = randomTable(random, pieces);
      const bytes = Buffer.from(text);
      const parts = [...rowParts(cut(bytes, 1 + random.below(40)), ",", [], "body")];
      const expected = plainCells(bytes);
      expect(cellsOf(parts), `seed ${seed}, round ${round}, ${JSON.stringify(text)}`).toEqual(expected);
      expect(soughtHere(parts, random), `seed ${seed}, round ${round}, ${JSON.stringify(text)}`).toEqual([]);
    }
  });

  it("is the same where the bytes are shown as they lie", () => {
    const seed = seedOf("plain rows");
    const random = randomFrom(seed);
    for (let round = 0; round < 500; round += 1) {
      const bytes = new Uint8Array(Buffer.from(`x${randomTable(random, ASCII)}`));
      const shown = plainRows(bytes, ",", ["No", "Name"], "body");
      const copied = [...rowParts([bytes], ",", ["No", "Name"], "body")];
      const note = `seed ${seed}, round ${round}, ${JSON.stringify(Buffer.from(bytes).toString())}`;
      expect(shown === undefined ? [] : cellsOf([shown]), note).toEqual(cellsOf(copied));
      expect({ ...shown, table: undefined, bytes: [] }, note).toEqual({ ...copied[0], table: undefined, bytes: [] });
    }
    expect(plainRows(Buffer.from('1,"2"\n'), ",", [], "body")).toBeUndefined();
  });

  it("counts the lines of a large block", () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `${row},Tan Ah Kow,陈大文\r\n`);
    const bytes = Buffer.from(`No,Name\n${rows.join("")}"last\nrow",91234567`);
    const parts = [...rowParts(cut(bytes, 262_144), ",", [], "body")];
    expect(parts.length).toBeGreaterThan(1);
    const last = parts.at(-1);
    last?.table?.seek?.(last.bytes.length - 1);
    const [, , , record, line, column] = last?.table?.cells.subarray(-CELL_FIELDS) ?? [];
    expect([record, line, column]).toEqual([60_001, 60_003, 6]);
  });
});

/** Places that were sought and stand in a cell, of which the table does not say so. */
function soughtHere(parts: readonly TextPart[], random: Random): number[] {
  const missing: number[] = [];
  for (const part of parts) {
    const all = [...rowParts([part.bytes], ",", [], "body")][0]?.table;
    for (let offset = 0; offset < part.bytes.length; offset += 1) all?.seek?.(offset);
    const sparse = [...rowParts([part.bytes], ",", [], "body")][0]?.table;
    for (let offset = 0; offset < part.bytes.length; offset += 1 + random.below(12)) {
      sparse?.seek?.(offset);
      if (held(all?.cells ?? EMPTY, offset) !== held(sparse?.cells ?? EMPTY, offset)) missing.push(offset);
    }
  }
  return missing;
}

const EMPTY = new Uint32Array(0);

function held(cells: Uint32Array, offset: number): string {
  for (let at = 0; at < cells.length; at += CELL_FIELDS)
    if ((cells[at] as number) <= offset && offset < (cells[at + 1] as number)) return cells.subarray(at, at + CELL_FIELDS).join();
  return "";
}
