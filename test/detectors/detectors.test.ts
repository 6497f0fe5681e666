import { describe, expect, it } from "vitest";
import { DETECTORS } from "../../src/detectors/index.ts";
import { values } from "./ask.ts";

describe("the list of detectors", () => {
  it("names each detector once and gives each a reference and examples of both kinds", () => {
    expect(DETECTORS.length).toBeGreaterThan(0);
    expect(new Set(DETECTORS.map(({ id }) => id)).size).toBe(DETECTORS.length);
    for (const { references, examples, anchors, types } of DETECTORS) {
      expect(references.length).toBeGreaterThan(0);
      expect(anchors.length).toBeGreaterThan(0);
      expect(types.length).toBeGreaterThan(0);
      expect(examples.match.length).toBeGreaterThan(2);
      expect(examples.reject.length).toBeGreaterThan(2);
    }
  });

  const rows = DETECTORS.flatMap((detector) =>
    [...detector.examples.match, ...detector.examples.reject].map((example) => ({ detector, example, id: detector.id })),
  );

  it.each(rows)("$id: $example.text [$example.label] holds $example.values", ({ detector, example }) => {
    expect(values(detector, example.text, example.label === undefined ? {} : { label: example.label })).toEqual(example.values);
  });

  it.each(DETECTORS.map((detector) => ({ detector, id: detector.id })))("$id: match examples hold something, rejects nothing", ({ detector }) => {
    for (const { values: expected } of detector.examples.match) expect(expected.length).toBeGreaterThan(0);
    for (const { values: expected } of detector.examples.reject) expect(expected).toEqual([]);
  });
});
