import { describe, expect, it } from "vitest";
import { DETECTORS } from "../../src/detectors/index.ts";
import { randomFrom, seedOf } from "../random.ts";
import { ask, values } from "./ask.ts";

/** Pieces of what the detectors look for, and of what surrounds it. */
const PIECES = [
  ..."S|T|D|J|#|-|@|.|/|(|)|+|:|\n|\r\n| |  |,|_|<|>|=|%|x".split("|"),
  ..."S1234567D|1234567|4539|5787|6362 1486|4539578763621486|9123 4567|91234567|+65|0065|560252|10-1234|Blk 252".split("|"),
  ..."Ang Mo Kio Ave 4|Singapore|NRIC|Tel|card|order no.|ann|example.com|https://|cid:|身份证|Ｓ|１|電話|é|\u200b|👍".split("|"),
];

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
    const options = example.label === undefined ? {} : { label: example.label };
    const found =
      detector.most === "low"
        ? ask(detector, example.text, options).map(({ value }) => value)
        : values(detector, example.text, options);
    expect(found).toEqual(example.values);
  });

  it.each(DETECTORS.map((detector) => ({ detector, id: detector.id })))(
    "$id: match examples hold something, rejects nothing",
    ({ detector }) => {
      for (const { values: expected } of detector.examples.match) expect(expected.length).toBeGreaterThan(0);
      for (const { values: expected } of detector.examples.reject) expect(expected).toEqual([]);
    },
  );

  it.each(DETECTORS.map((detector) => ({ detector, id: detector.id })))(
    "$id: keeps to its window and types on random text",
    ({ detector }) => {
      const first = seedOf(detector.id);
      for (let seed = first; seed < first + 400; seed += 1) {
        const random = randomFrom(seed);
        const text = Array.from({ length: 1 + random.below(60) }, () => random.pick(PIECES)).join(
          random.below(2) === 0 ? "" : " ",
        );
        // `ask` throws for an answer beside its anchor.
        for (const { type, value, covers, evidence } of ask(detector, text)) {
          const context = `seed ${seed}`;
          expect(detector.types, context).toContain(type);
          expect(value.length, context).toBeGreaterThan(0);
          expect(covers.length, context).toBeGreaterThan(0);
          expect(evidence.length, context).toBeGreaterThan(0);
          // Evidence is shown without a mask: it holds words of ours, never digits of the text.
          expect(JSON.stringify(evidence).replaceAll("nric-mod11", ""), context).not.toMatch(/[0-9]{5}/);
        }
      }
    },
  );

  it.each(DETECTORS.map((detector) => ({ detector, id: detector.id })))(
    "$id: takes hostile text in its stride",
    ({ detector }) => {
      const started = performance.now();
      for (const piece of [
        "1",
        "12 ",
        "1234-",
        "9 ",
        "S1234567D",
        "a@",
        "+1",
        "#1-1 ",
        "0 (",
        "Blk 1 A ",
        "> ",
        "=.@",
        "%41@a.",
      ]) {
        ask(detector, piece.repeat(Math.ceil(3_000 / piece.length)));
      }
      // Some 10,000 windows; a search that goes back and forth over one of them would take minutes.
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );
});
