import { describe, expect, it } from "vitest";
import { besidePersons } from "../../src/engine/beside-person.ts";
import type { Confidence, FindingType, RecordKind } from "../../src/model/finding.ts";

const found = (type: FindingType, ref: string, kind: RecordKind = "text", confidence: Confidence = "medium") => ({
  type,
  candidate: { type, start: 0, end: 1, value: "1", confidence, evidence: [] },
  record: { ref, kind },
});

describe("facts", () => {
  const pay = found("fact-pay", "a");
  it.each([
    ["alone", [pay], []],
    ["beside an identity number", [pay, found("sg-nric", "a")], ["fact-pay"]],
    ["before it", [found("sg-nric", "a"), pay], ["fact-pay"]],
    ["in another record", [pay, found("sg-nric", "b")], []],
    ["beside a doubtful number", [pay, found("sg-nric", "a", "text", "low")], []],
    ["in a text beside a telephone number", [pay, found("phone", "a")], []],
    ["in a text beside an account", [pay, found("bank-account", "a")], ["fact-pay"]],
    ["in a row beside a telephone number", [found("fact-pay", "a", "row"), found("phone", "a", "row")], ["fact-pay"]],
    ["beside an organisation", [found("fact-pay", "a", "row"), found("sg-uen", "a", "row")], []],
    ["beside another fact", [pay, found("fact-debt", "a")], []],
  ])("%s", (_, findings, kept) => {
    const facts = besidePersons(findings, "out").filter(({ type }) => type.startsWith("fact-"));
    expect(facts.map(({ type }) => type)).toEqual(kept);
    expect(besidePersons(findings, "keep")).toEqual(findings);
    const all = besidePersons(findings, "low");
    expect(all.map(({ type }) => type)).toEqual(findings.map(({ type }) => type));
    if (kept.length === 0)
      for (const { type, candidate } of all) if (type.startsWith("fact-")) expect(candidate.confidence).toBe("low");
  });
});
