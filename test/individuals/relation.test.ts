import { describe, expect, it } from "vitest";
import { countOf, inverse, itemsOf, relationOf, slotOf } from "../../src/individuals/relation.ts";
import { createRandom } from "./builder.ts";

describe("relation", () => {
  it.each([1, 2, 3, 4, 5, 6])("holds each pair once, from both sides: seed %i", (seed) => {
    const random = createRandom(seed);
    const [rows, items] = [1 + random.below(20), 1 + random.below(60)];
    const expected = new Set<string>();
    // Few rows with many items and the reverse: short lists and long ones are sorted in two ways.
    const told = Array.from({ length: 400 }, () => [random.below(rows), random.below(items)] as const);
    for (const [row, item] of told) expected.add(`${row} ${item}`);
    const byRow = relationOf(rows, (tell) => {
      for (const [row, item] of told) tell(row, item);
    });
    const byItem = inverse(byRow, items);
    expect(byRow.items.length).toBe(expected.size);
    for (let row = 0; row < rows; row += 1) {
      expect([...itemsOf(byRow, row)]).toEqual([...itemsOf(byRow, row)].sort((left, right) => left - right));
      expect(itemsOf(byRow, row)).toHaveLength(countOf(byRow, row));
      for (let item = 0; item < items; item += 1) {
        const held = expected.has(`${row} ${item}`);
        expect(itemsOf(byRow, row).includes(item)).toBe(held);
        expect(itemsOf(byItem, item).includes(row)).toBe(held);
        expect(slotOf(byRow, row, item)).toBe(held ? byRow.items.indexOf(item, byRow.start[row]) : -1);
      }
    }
  });

  it("can be empty", () => {
    const none = relationOf(3, () => {});
    expect([0, 1, 2].map((row) => countOf(none, row))).toEqual([0, 0, 0]);
    expect(slotOf(none, 1, 0)).toBe(-1);
  });
});
