import { describe, expect, it } from "vitest";
import type { Confidence, FindingType } from "../../src/model/finding.ts";
import { withoutOverlaps, type Spotted } from "../../src/engine/overlap.ts";

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
});
