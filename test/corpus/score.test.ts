import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CORPUS, readCorpus, writeTexts } from "../../scripts/score-files.mjs";
import { judge, rates } from "../../scripts/score-match.mjs";
import { measure } from "../../scripts/score-measure.mjs";
import { accuracyTable, below, withTable } from "../../scripts/score-table.mjs";
import { DETECTORS } from "../../src/detectors/index.ts";
import { scan } from "../../src/index.ts";

const read = (path: string): string => readFileSync(path, "utf8");
let folder = "";
let measured: Awaited<ReturnType<typeof measure>>["measured"];

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/pii-score-`);
  const rows = readCorpus();
  writeTexts(rows, folder);
  ({ measured } = await measure(scan, DETECTORS, rows, folder));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the score", () => {
  it("lies nowhere below the recorded floor", () => {
    const floor = JSON.parse(read(`${CORPUS}floor.json`));
    expect(Object.keys(floor).length).toBeGreaterThan(20);
    expect(below(measured, floor)).toEqual([]);
  });

  it("is what docs/accuracy.md says", () => {
    const document = read(new URL("../../docs/accuracy.md", import.meta.url).pathname);
    expect(withTable(document, accuracyTable(measured, JSON.parse(read(`${CORPUS}peers.json`))))).toBe(document);
  });
});

describe("judging", () => {
  const row = {
    id: "a",
    lang: "en",
    kind: "body",
    text: "x",
    labels: [
      { type: "phone", start: 0, end: 1, value: "+6591234567" },
      { type: "email", start: 0, end: 1, value: "a@example.com", optional: true as const },
    ],
  };
  const found = (...all: [type: string, value: string, confidence: string][]) =>
    new Map([["a", all.map(([type, value, confidence]) => ({ type, value, confidence }))]]);

  it("counts what is found, missed and false, each value of a text once", () => {
    const { tallies } = judge(
      [row],
      found(["phone", "+6591234567", "high"], ["phone", "+6590000000", "medium"], ["phone", "+6590000000", "medium"]),
      "medium",
    );
    expect(tallies.get("phone")).toEqual({ found: 1, missed: 0, false: 1 });
  });

  it("neither wants nor minds what is optional", () => {
    expect(judge([row], found(["email", "a@example.com", "high"]), "low").tallies.get("email")).toBeUndefined();
  });

  it("leaves out what is less confident than asked for", () => {
    expect(judge([row], found(["phone", "+6591234567", "low"]), "medium").tallies.get("phone")).toEqual({
      found: 0,
      missed: 1,
      false: 0,
    });
  });

  it("names what fell below the floor", () => {
    const tallies = { medium: new Map([["phone", { found: 1, missed: 1, false: 1 }]]), low: new Map(), high: new Map() };
    expect(below(tallies, { "phone medium": { precision: 0.6, recall: 0.5 } })).toEqual([
      "phone medium: precision 0.5 below 0.6",
    ]);
    expect(rates({ found: 0, missed: 2, false: 0 })).toEqual({ precision: 1, recall: 0, f: 0 });
  });
});
