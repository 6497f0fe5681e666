import { describe, expect, it } from "vitest";
import { decodeGrid, gridOf } from "../../../src/formats/mail/base64-grid.ts";
import { heldSource } from "../../../src/formats/mail/held.ts";
import { openWindow } from "../../../src/formats/mail/window.ts";
import { memorySource } from "../../../src/bytes/memory.ts";
import { randomFrom, seedOf } from "../../random.ts";

const lines = (text: string, width: number, end: string): string =>
  (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join(end);

describe("gridOf and decodeGrid", () => {
  it("decode any range of regular base64, over windows of any size", () => {
    const seed = seedOf("grid");
    const random = randomFrom(seed);
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 1 + random.below(3_000) }, () => random.below(256)));
      const width = random.pick([4, 7, 60, 64, 72, 76, 998, 100_000]);
      const end = random.pick(["\n", "\r\n"]);
      const padded = random.below(2) === 0;
      const body = lines(padded ? bytes.toString("base64") : bytes.toString("base64").replace(/=+$/, ""), width, end);
      const before = random.pick(["", end, "x".repeat(random.below(50))]);
      const text = Buffer.from(`${before}${body}${random.pick(["", end, end + end])}--`);
      const start = before.startsWith("x") ? before.length : 0;
      const source = random.below(2) === 0 ? heldSource(text) : memorySource(text);
      const window = openWindow(source, 16 + random.below(4_000));
      const note = `seed ${seed} round ${round}`;
      const grid = gridOf(window, start, text.length - 2);
      if (grid === undefined) throw new Error(`no grid: ${note}`);
      expect(grid.size, note).toBe(bytes.length);
      expect(grid.whole, note).toBe(padded || bytes.length % 3 === 0);
      const from = 3 * random.below(Math.floor(bytes.length / 3) + 1);
      const to = from + random.below(bytes.length - from + 1);
      expect(decodeGrid(window, grid, from, to)?.equals(bytes.subarray(from, to)), note).toBe(true);
    }
  });

  it.each([
    ["lines of two lengths", "QUJD\nQUJDQUJD\nQUJD\n"],
    ["an empty line between", "QUJD\n\nQUJD\n"],
    ["two kinds of line ends", "QUJD\r\nQUJD\nQUJD\r\n"],
    ["nothing", ""],
    ["line ends only", "\n\n"],
  ])("there is no grid in %s", (_, text) => {
    expect(gridOf(openWindow(heldSource(Buffer.from(text))), 0, text.length)).toBeUndefined();
  });

  it.each([
    ["a stray character", "QU!D\nQUJD\n"],
    ["padding inside", "QUI=\nQUJD\n"],
    ["words behind it", "QUJD\nQUI= no\n"],
  ])("what is not base64 is not decoded: %s", (_, text) => {
    const window = openWindow(heldSource(Buffer.from(text)));
    const grid = gridOf(window, 0, text.length);
    expect(grid === undefined ? undefined : decodeGrid(window, grid, 0, grid.size)).toBeUndefined();
  });
});
