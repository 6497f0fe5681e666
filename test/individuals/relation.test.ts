import { describe, expect, it } from "vitest";
import { createPairs, itemsOf, slotOf } from "../../src/individuals/relation.ts";
import { createRandom } from "./builder.ts";

describe("relation", () => {
  it.each([1, 2, 3, 4])("holds each pair once, from both sides: seed %i", (seed) => {
    const random = createRandom(seed);
    const [rows, items] = [1 + random.below(20), 1 + random.below(20)];
    const expected = new Set<string>();
    const pairs = createPairs(150, rows, items);
    for (let turn = 0; turn < 150; turn += 1) {
      const [row, item] = [random.below(rows), random.below(items)];
      pairs.add(row, item);
      expected.add(`${row} ${item}`);
    }
    const [byRow, byItem] = [pairs.byRow(), pairs.byItem()];
    expect(byRow.items.length).toBe(expected.size);
    for (let row = 0; row < rows; row += 1) {
      for (let item = 0; item < items; item += 1) {
        const held = expected.has(`${row} ${item}`);
        expect(itemsOf(byRow, row).includes(item)).toBe(held);
        expect(itemsOf(byItem, item).includes(row)).toBe(held);
        expect(slotOf(byRow, row, item)).toBe(held ? byRow.items.indexOf(item, byRow.start[row]) : -1);
      }
    }
  });

  it("refuses more pairs than announced", () => {
    const pairs = createPairs(1, 2, 2);
    pairs.add(0, 0);
    expect(() => pairs.add(1, 1)).toThrow(RangeError);
  });
});
