import { describe, expect, it } from "vitest";
import { rowPartner } from "../../src/text/row.ts";

const partner = (text: string): string | undefined => {
  const start = text.indexOf("91234567");
  return rowPartner(text, start, start + 8, (value) => value === "S1234567D");
};

describe("rowPartner", () => {
  it.each([
    ["Tan\tS1234567D\t91234567", "nric"],
    ["91234567|s1234567d|Tan", "nric"],
    ['"Tan","S1234567D","91234567"', "nric"],
    ["x\nTan;S1234567D;91234567\ny", "nric"],
    ["| ann@example.com | 91234567 |", "email"],
    ["ann@example.com\t91234567", "email"],
  ])("%j: %s", (text, expected) => {
    expect(partner(text)).toBe(expected);
  });

  it.each([
    "91234567",
    "S1234567D took 91234567 ms",
    "Tan\tS1234567A\t91234567",
    "S1234567D\n91234567\t1",
    "ann@example.com, 91234567",
    "ann@example.com 91234567",
    "S1234567D\t191234567",
    "S1234567D\tno 91234567\t1",
  ])("nothing in %j", (text) => {
    expect(partner(text)).toBeUndefined();
  });

  it("takes long lines in its stride", () => {
    const started = performance.now();
    expect(partner(`${"\t ".repeat(20_000)}91234567${"\t".repeat(20_000)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
