import { describe, expect, it } from "vitest";
import { FINDING_TYPES } from "../../src/model/finding.ts";
import { rankOf, tierOf, traitsOf } from "../../src/individuals/tiers.ts";

describe("tiers", () => {
  it.each([
    ["sg-nric", "primary", "identity-number"],
    ["passport", "primary", "identity-number"],
    ["my-nric", "primary", "identity-number"],
    ["us-ssn", "primary", "identity-number"],
    ["date-of-birth", "secondary", "date-of-birth"],
    ["sg-nric-partial", "secondary", "identity-number"],
    ["payment-card", "tertiary", "payment-card"],
    ["bank-account", "tertiary", "bank-account"],
    ["iban", "tertiary", "bank-account"],
    ["phone", "tertiary", "phone"],
    ["email", "tertiary", "email"],
    ["sg-address", "tertiary", "address"],
    ["person-name", "tertiary", "name"],
    ["credential", "tertiary", "credential"],
  ])("%s is %s, of class %s", (type, tier, dataClass) => {
    expect(tierOf(type)).toBe(tier);
    expect(traitsOf(type)?.dataClass).toBe(dataClass);
  });

  it.each(["payment-card-test", "sg-uen", "toString", "unknown", "x-ray"])("%s names nobody", (type) => {
    expect(traitsOf(type)).toBeUndefined();
  });

  it("leaves out no type of the model but the two that name nobody, and facts", () => {
    expect(FINDING_TYPES.filter((type) => tierOf(type) === undefined && !type.startsWith("fact-"))).toEqual([
      "payment-card-test",
      "sg-uen",
    ]);
  });

  it("ranks primary before secondary before tertiary", () => {
    expect(rankOf("primary")).toBeLessThan(rankOf("secondary"));
    expect(rankOf("secondary")).toBeLessThan(rankOf("tertiary"));
  });
});
