import { describe, expect, it } from "vitest";
import { createPositions } from "../../src/engine/lines.ts";
import { randomFrom, seedOf } from "../random.ts";
import { partOf } from "./part.ts";

const PIECES = ["a", "漢", "😀", "\n", "\r\n", " ", ">", "\n\n"];

describe("positions", () => {
  it("count lines and code points from 1", () => {
    const text = "ab\n漢字x\r\n\n😀y";
    const positionOf = createPositions(partOf(text));
    const at = (needle: string): [number, number] => {
      const { line, column } = positionOf(Buffer.from(text).indexOf(needle), -1);
      return [line, column];
    };
    expect(at("a")).toEqual([1, 1]);
    expect(at("b")).toEqual([1, 2]);
    expect(at("x")).toEqual([2, 3]);
    expect(at("y")).toEqual([4, 2]);
  });

  it("go on from where the part stands", () => {
    const positionOf = createPositions(partOf("ab\nc", { origin: { line: 10, column: 5 } }));
    expect(positionOf(1, -1)).toMatchObject({ line: 10, column: 6 });
    expect(positionOf(3, -1)).toMatchObject({ line: 11, column: 1 });
  });

  it("name a paragraph by its first line; lines of quote marks are blank", () => {
    const text = "one\ntwo\n\nthree\n> \nfour\nfive";
    const positionOf = createPositions(partOf(text));
    const paragraphs = ["one", "two", "three", "four", "five"].map((word) => positionOf(text.indexOf(word), -1).paragraph);
    expect(paragraphs).toEqual([1, 1, 4, 6, 6]);
  });

  it("are those of counting from the beginning, whatever was asked before", () => {
    const seed = seedOf("positions");
    const random = randomFrom(seed);
    for (let round = 0; round < 200; round += 1) {
      const text = Array.from({ length: 120 }, () => random.pick(PIECES)).join("");
      const bytes = Buffer.from(text, "utf8");
      const origin = { line: 1 + random.below(9), column: 1 + random.below(9) };
      const positionOf = createPositions(partOf(text, { origin }));
      const starts = Array.from(text.matchAll(/[a漢😀]/gu), ({ index }) => Buffer.byteLength(text.slice(0, index)));
      for (const start of starts.filter(() => random.below(3) === 0)) {
        const before = bytes.subarray(0, start).toString("utf8");
        const lines = before.split("\n");
        const line = origin.line + lines.length - 1;
        const column = (lines.length === 1 ? origin.column : 1) + [...(lines.at(-1) ?? "")].length;
        expect(positionOf(start, -1), `seed ${seed}: ${JSON.stringify(before)}`).toMatchObject({ line, column });
      }
    }
  });

  it("may step back inside a line, not behind it", () => {
    const positionOf = createPositions(partOf("ab\ncdef"));
    expect(positionOf(6, -1)).toMatchObject({ line: 2, column: 4 });
    expect(positionOf(4, -1)).toMatchObject({ line: 2, column: 2 });
    expect(() => positionOf(1, -1)).toThrow(RangeError);
  });

  it("are counted from the beginning of a cell", () => {
    const cells = Uint32Array.from([0, 5, 0, 0, 7, 3, 5, 10, 1, 0, 7, 20]);
    const positionOf = createPositions(partOf("a\nbcdefghi", { record: "row", table: { cells, labels: [] } }));
    expect(positionOf(4, 0)).toMatchObject({ line: 8, column: 3 });
    expect(positionOf(0, 0)).toMatchObject({ line: 7, column: 3 });
    expect(positionOf(7, 1)).toMatchObject({ line: 7, column: 22 });
    expect(positionOf(6, 1)).toMatchObject({ line: 7, column: 21 });
  });
});
