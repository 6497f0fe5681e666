import { describe, expect, it } from "vitest";
import { createPositions } from "../../src/engine/lines.ts";
import { partOf } from "./part.ts";

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
});
