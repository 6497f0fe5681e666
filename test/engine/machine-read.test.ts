import { describe, expect, it } from "vitest";
import { asMachineRead } from "../../src/engine/machine-read.ts";
import type { Spotted } from "../../src/engine/overlap.ts";
import type { Confidence } from "../../src/model/finding.ts";

function spotted(confidence: Confidence, start: number): Spotted {
  const evidence = [{ kind: "checksum", rule: "nric-mod11" }] as const;
  const candidate = { type: "sg-nric", start: 0, end: 9, value: "S1234567D", confidence, evidence } as const;
  return { candidate, detector: "sg-nric", order: 0, start, end: start + 9, anchor: start + 1, cell: -1 };
}

describe("asMachineRead", () => {
  it.each([
    ["high", "medium"],
    ["medium", "low"],
    ["low", "low"],
  ] as const)("makes %s certainty %s, and says why", (before, after) => {
    const [one] = asMachineRead([spotted(before, 10)], { repaired: [] });
    expect(one?.candidate.confidence).toBe(after);
    expect(one?.candidate.evidence).toEqual([
      { kind: "checksum", rule: "nric-mod11" },
      { kind: "reading", reading: "ocr" },
    ]);
  });

  it.each([
    [9, 10, "ocr"],
    [10, 11, "ocr-repaired"],
    [18, 25, "ocr-repaired"],
    [19, 25, "ocr"],
  ])("says of a piece put right at %i to %i: %s", (start, end, reading) => {
    const [one] = asMachineRead([spotted("high", 10)], { repaired: [{ start, end }] });
    expect(one?.candidate.evidence.at(-1)).toEqual({ kind: "reading", reading });
  });
});
