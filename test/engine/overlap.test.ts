import { describe, expect, it } from "vitest";
import { CONFIDENCES, type Confidence, type FindingType } from "../../src/model/finding.ts";
import { withoutOverlaps, type Spotted } from "../../src/engine/overlap.ts";
import { randomFrom, seedOf } from "../random.ts";
import { plainOverlaps } from "./plain-sweep.ts";

function spotted(type: FindingType, start: number, end: number, confidence: Confidence, order: number, anchor = start): Spotted {
  return {
    candidate: { type, start, end, value: "", confidence, evidence: [] },
    detector: type,
    order,
    start,
    end,
    anchor,
    cell: -1,
  };
}

describe("overlapping candidates", () => {
  it.each<[string, Spotted[], string[]]>([
    [
      "a number in a mail address is a number too",
      [spotted("email", 0, 24, "high", 4), spotted("sg-nric", 0, 9, "medium", 0)],
      ["sg-nric", "email"],
    ],
    ["neighbours stay", [spotted("phone", 0, 8, "high", 1), spotted("sg-nric", 8, 17, "high", 0)], ["phone", "sg-nric"]],
    ["the more confident stays", [spotted("sg-nric", 0, 9, "low", 0), spotted("phone", 1, 9, "medium", 1)], ["phone"]],
    ["then the detector's precedence", [spotted("phone", 1, 9, "medium", 1), spotted("sg-nric", 0, 9, "medium", 0)], ["sg-nric"]],
    ["then the longer", [spotted("phone", 4, 12, "medium", 1), spotted("phone", 0, 12, "medium", 1)], ["phone"]],
    [
      "an address keeps the telephone number between its lines",
      [spotted("sg-address", 0, 60, "high", 0, 54), spotted("phone", 20, 28, "medium", 1)],
      ["sg-address", "phone"],
    ],
    [
      "but claims its postal code",
      [spotted("sg-address", 0, 60, "high", 0, 54), spotted("phone", 54, 62, "medium", 1)],
      ["sg-address"],
    ],
  ])("%s", (_, found, types) => {
    expect(withoutOverlaps(found).map((one) => one.candidate.type)).toEqual(types);
    expect(withoutOverlaps(found.toReversed()).map((one) => one.candidate.type)).toEqual(types);
  });

  it.each([
    ["far apart", 2_000],
    ["in small groups", 300],
    ["all over one another", 30],
  ])("%s: the same as each against all", (_, width) => {
    const seed = seedOf("overlap");
    const random = randomFrom(seed);
    const types = ["phone", "sg-address", "sg-nric", "payment-card"] as const;
    for (let round = 0; round < 300; round += 1) {
      const found = Array.from({ length: random.below(60) }, () => {
        const start = random.below(width);
        const end = start + 1 + random.below(random.pick([9, 20, 160]));
        const type = random.below(types.length);
        const anchor = start + random.below(end - start);
        return spotted(types[type] as FindingType, start, end, random.pick(CONFIDENCES), type, anchor);
      });
      // Two of one detector at one place may stand for each other: which of them stays is no matter.
      const places = (all: readonly Spotted[]): unknown[] =>
        all.map(({ start, end, detector, candidate }) => [start, end, detector, candidate.confidence]);
      expect(places(withoutOverlaps(found)), `seed ${seed}, round ${round}`).toEqual(places(plainOverlaps(found)));
    }
  });

  it("settles a hundred thousand that hang together in linear time", () => {
    const found = Array.from({ length: 100_000 }, (_, at) => spotted("phone", at * 4, at * 4 + 8, "low", 3));
    expect(withoutOverlaps(found)).toHaveLength(50_000);
  });
});
