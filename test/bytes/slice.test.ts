import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory.ts";
import { slice } from "../../src/bytes/slice.ts";

const source = memorySource(Uint8Array.from({ length: 10 }, (_, index) => index));

describe("slice", () => {
  it.each([
    ["inside", 2, 6, 1, 2, [3, 4]],
    ["never beyond its end", 2, 6, 3, 99, [5]],
    ["at its end", 2, 6, 4, 1, []],
    ["beyond its end", 2, 6, 5, 1, []],
    ["beyond the source", 8, 99, 0, 99, [8, 9]],
    ["before the source", -3, 2, 0, 99, [0, 1]],
    ["before its start", 2, 6, -2, 2, [2, 3]],
    ["empty", 6, 2, 0, 99, []],
    ["the whole", 0, 10, 0, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])("%s", (_what, start, end, offset, length, expected) => {
    expect([...slice(source, start, end).read(offset, length)]).toEqual(expected);
  });

  it("has the size of what is there", () => {
    expect([slice(source, 2, 6).size, slice(source, 8, 99).size, slice(source, 6, 2).size, slice(source, 20, 30).size]).toEqual([
      4, 2, 0, 0,
    ]);
  });

  it("of a slice is a slice", () => {
    expect([...slice(slice(source, 2, 8), 1, 3).read(0, 9)]).toEqual([3, 4]);
  });
});
