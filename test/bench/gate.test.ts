import { describe, expect, it } from "vitest";
import { checkAccuracy, checkRuns, checkSpeedRatios } from "../../bench/gate.mjs";
import type { Measured } from "../../bench/measure-corpus.mjs";
import type { CorpusId } from "../../bench/make/corpora.mjs";

const ACCURATE = { planted: 100, found: 100, wrong: 0, byType: {} };

function measured(id: CorpusId, bytes: number, walls: Readonly<Record<string, number>>): Measured {
  const corpus = { id, title: id, path: "", truth: "", bytes, files: 1, values: 100, madeNow: false };
  const rows = Object.entries(walls).map(([name, wall]) => ({
    id: name,
    title: name,
    does: "",
    result: { id: name, runs: [{ wall }] },
    accuracy: ACCURATE,
  }));
  return { corpus, rows };
}

const seen = (all: readonly Measured[]) => checkSpeedRatios(all).map(({ name, holds, seen }) => [name, holds, seen]);

describe("ratios of speed", () => {
  it("compares times on one corpus", () => {
    expect(
      seen([measured("logs", 10, { "pii-scan -j 1": 2, ripgrep: 3 }), measured("prose", 10, { "pii-scan -j 1": 2, ripgrep: 3 })]),
    ).toEqual([
      ["logs: pii-scan -j 1 at least 1 times as fast as ripgrep", true, "1.50 times"],
      ["prose: pii-scan -j 1 at least 2 times as fast as ripgrep", false, "1.50 times"],
    ]);
  });

  it("compares bytes a second where one is measured on a part", () => {
    expect(seen([measured("mail", 1000, { "pii-scan -j 1": 1 }), measured("mail-part", 100, { mailparser: 3 })])).toEqual([
      ["mail: pii-scan -j 1 at least 25 times as fast as mailparser", true, "30.00 times"],
    ]);
  });

  it("asks nothing of what was not measured", () => {
    expect(seen([measured("mail", 1000, { "pii-scan -j 1": 1 })])).toEqual([]);
  });
});

describe("accuracy", () => {
  const corpus = (id: CorpusId) => measured(id, 1, {}).corpus;
  it.each([
    ["mail", { ...ACCURATE, found: 98 }, [false, true]],
    ["mail", { ...ACCURATE, wrong: 2 }, [true, false]],
    ["export", { ...ACCURATE, found: 98 }, [true, true]],
    ["hostile", { ...ACCURATE, wrong: 50 }, [true]],
  ] as const)("of %s is asked for", (id, accuracy, expected) => {
    expect(checkAccuracy(corpus(id), accuracy).map(({ holds }) => holds)).toEqual(expected);
  });

  it("of a run that failed is missed, and so is the run", () => {
    const failed = { id: "pii-scan -j 1", title: "", does: "", result: { id: "", runs: [], failed: "ended with 2" } };
    expect(checkRuns([{ ...measured("mail", 1, {}), rows: [failed] }]).map(({ holds }) => holds)).toEqual([false, false]);
  });
});
