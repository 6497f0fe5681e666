import { describe, expect, it } from "vitest";
import { factCondition } from "../../../src/detectors/facts/condition.ts";
import { mayBeFact } from "../../../src/detectors/facts/glance.ts";
import { factMoney } from "../../../src/detectors/facts/money.ts";
import { ask } from "../ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(factMoney, text, { label }).map(({ type, value, confidence }) => `${type} ${value} ${confidence}`);

describe("facts", () => {
  it.each([
    ["Gross Pay | 6,100.00", "fact-pay 6100 medium"],
    ["Employee CPF 1,040.00", "fact-pay 1040 medium"],
    ["Salary: $5k", "fact-pay 5000 medium"],
    ["Fixed deposit: S$50,000.00", "fact-wealth 50000 medium"],
    ["余额：S$1,234.56", "fact-account-balance 1234.56 medium"],
    ["贷款：12000元", "fact-loan 12000 medium"],
    ["Rental arrears of $1,200", "fact-debt 1200 medium"],
    ["Amount due: $120.00", "fact-debt 120 low"],
    ["credit score is 1850", "fact-credit 1850 medium"],
    ["Portfolio value SGD 120,334.20", "fact-investment 120334.20 medium"],
    ["No. Polisi: 1234567", "fact-insurance 1234567 medium"],
  ])("reads %j, and the glance lets it through", (text, expected) => {
    expect(one(text)).toEqual([expected]);
    const bytes = Buffer.from(text);
    const [run] = [...bytes.toString("latin1").matchAll(/[0-9]+/g)];
    const start = run?.index ?? 0;
    const end = start + (run?.[0].length ?? 0);
    expect(mayBeFact({ bytes, start, end, low: 0, high: bytes.length, label: "" })).toBe(true);
  });

  it.each([
    "Salary: $3,500 to $4,500",
    "median salary of $5,000",
    "Performance bonus: 2 months",
    "Balance: 12",
    "Loan account no: 123456",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });

  it("passes over numbers of prose", () => {
    const bytes = Buffer.from("loan within 30 years");
    expect(mayBeFact({ bytes, start: 12, end: 14, low: 0, high: bytes.length, label: "" })).toBe(false);
  });

  it("says a condition in our own word", () => {
    expect(ask(factCondition, "Patient tested positive for gonorrhoea")[0]).toMatchObject({
      type: "fact-health",
      value: "sexually-transmitted-disease",
      covers: "gonorrhoea",
    });
  });
});
