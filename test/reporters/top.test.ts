import { expect, it } from "vitest";
import { createTop } from "../../src/reporters/top.ts";
import { below, seeded } from "./stream.ts";

it("holds what sorting everything would put first, the earlier among equals", () => {
  const seed = 99;
  const random = seeded(seed);
  for (let round = 0; round < 200; round += 1) {
    const items = Array.from({ length: below(random, 60) }, (_, order) => ({ weight: below(random, 8), order }));
    const compare = (a: { weight: number }, b: { weight: number }) => b.weight - a.weight;
    const top = createTop(7, compare);
    for (const item of items) {
      top.add(item);
      expect(top.items.length).toBeLessThanOrEqual(7);
    }
    expect(top.items, `seed ${seed} round ${round}`).toEqual(items.toSorted(compare).slice(0, 7));
    expect(top.seen).toBe(items.length);
  }
});
