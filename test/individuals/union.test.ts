import { describe, expect, it } from "vitest";
import { createUnion } from "../../src/individuals/union.ts";
import { createRandom } from "./builder.ts";

/** Keys below 100 are of type a, the others of type b. */
const typeOf = (key: number): string => (key < 100 ? "a" : "b");
const union = (nodes: number) => createUnion(nodes, typeOf, (left, right) => left - right);

describe("union with claims", () => {
  it("joins what claims nothing, equal values, and values of different types", () => {
    const sets = union(4);
    sets.claim(0, 1);
    sets.claim(1, 1);
    sets.claim(2, 101);
    expect(sets.join([0, 1, 2, 3])).toEqual([]);
    expect(new Set([0, 1, 2, 3].map(sets.find)).size).toBe(1);
    expect(sets.claims(3).toSorted((left, right) => left - right)).toEqual([1, 101]);
    expect(sets.claimCount(3)).toBe(2);
  });

  it("refuses all of it when two values of a type meet, and says which", () => {
    const sets = union(3);
    sets.claim(0, 2);
    sets.claim(2, 1);
    expect(sets.join([0, 1, 2])).toEqual([{ from: 1, to: 2, nodes: [2, 0] }]);
    expect(new Set([0, 1, 2].map(sets.find)).size).toBe(3);
  });

  it("remembers a claim that came with an earlier join", () => {
    const sets = union(4);
    sets.claim(0, 1);
    sets.claim(3, 2);
    sets.join([0, 1]);
    sets.join([1, 2]);
    expect(sets.join([2, 3])).toHaveLength(1);
  });

  it("accepts a value that the other has among several, and no further one", () => {
    const sets = union(3);
    for (const [node, key] of [
      [0, 101],
      [0, 102],
      [1, 102],
      [2, 103],
    ] as const)
      sets.claim(node, key);
    expect(sets.join([0, 1])).toEqual([]);
    expect(sets.join([1, 2])).not.toEqual([]);
  });

  it.each([1, 2, 3, 4, 5])("never lets a set have two values of a type: seed %i", (seed) => {
    const random = createRandom(seed);
    const sets = union(60);
    for (let node = 0; node < 60; node += 2) sets.claim(node, random.below(5) + (random.chance(0.5) ? 100 : 0));
    for (let turn = 0; turn < 200; turn += 1) {
      const pair = [random.below(60), random.below(60)];
      const refused = sets.join(pair).length > 0;
      const [left, right] = pair.map(sets.find);
      expect(left === right).toBe(!refused);
    }
    for (let node = 0; node < 60; node += 1) {
      const types = sets.claims(node).map(typeOf);
      expect(new Set(types).size).toBe(types.length);
      expect(sets.claimCount(node)).toBe(types.length);
    }
  });
});
