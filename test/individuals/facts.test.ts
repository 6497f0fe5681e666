import { describe, expect, it } from "vitest";
import { createFacts } from "../../src/individuals/facts.ts";
import { createResolver } from "../../src/individuals/resolve.ts";
import { FINDING_TYPES, type FindingType, type ReportedFinding } from "../../src/model/finding.ts";
import { FACT_CLASSES } from "../../src/model/individual.ts";

const finding = (id: number, type: FindingType, value: string, record: string): ReportedFinding => ({
  id: `f-${id}`,
  type,
  detector: type,
  confidence: "medium",
  display: "*",
  key: Buffer.from(`${type}${value}`.padEnd(32, "x")).toString("base64url"),
  role: "attachment",
  record,
  recordKind: "row",
  location: { file: "a.csv", steps: [], line: id, column: 1 },
  evidence: [],
});

function resolved(findings: readonly ReportedFinding[]) {
  const resolver = createResolver();
  for (const one of findings) resolver.add(one);
  const { individuals, tally } = resolver.resolve((seed) => `p-${seed}`);
  return { individuals: [...individuals], tally };
}

describe("facts about people", () => {
  it("has a class for each type of fact, and for nothing else", () => {
    const { classOf } = createFacts();
    const facts = FINDING_TYPES.filter((type) => type.startsWith("fact-"));
    expect(facts.map(classOf)).toEqual([...FACT_CLASSES]);
    expect(FINDING_TYPES.filter((type) => !type.startsWith("fact-")).map(classOf)).not.toContain(expect.anything());
  });

  it("are classes of the person in whose record they stand, and of nobody else", () => {
    const { individuals, tally } = resolved([
      finding(1, "fact-pay", "5000", "r-1"),
      finding(2, "sg-nric", "S1", "r-1"),
      finding(3, "fact-debt", "70", "r-1"),
      finding(4, "fact-pay", "6000", "r-1"),
      finding(5, "sg-nric", "S2", "r-2"),
      finding(6, "sg-nric", "S1", "r-3"),
      finding(7, "fact-health", "hiv", "r-3"),
      finding(8, "fact-loan", "1", "r-4"),
    ]);
    expect(individuals.map(({ classes }) => classes)).toEqual([
      ["identity-number", "pay", "debt", "health"],
      ["identity-number"],
    ]);
    expect(individuals.flatMap(({ findings }) => findings)).toEqual(["f-2", "f-6", "f-5"]);
    expect(tally).toMatchObject({
      estimate: 2,
      atLeast: 2,
      atMost: 2,
      byClass: { "identity-number": 2, pay: 1, debt: 1, health: 1 },
    });
    expect(tally.byClass).not.toHaveProperty("loan");
  });
});
