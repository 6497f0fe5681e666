import { describe, expect, it } from "vitest";
import { FINDING_TYPES, type FindingType } from "../../src/model/finding.ts";
import { maskValue } from "../../src/engine/mask.ts";

describe("masks", () => {
  it.each<[FindingType, string, string]>([
    ["sg-nric", "S1234567D", "S****567D"],
    ["payment-card", "4556737586899855", "**** **** **** 9855"],
    ["phone", "+6591234567", "****4567"],
    ["email", "mei.ling@example.com", "m***@example.com"],
    ["sg-address", "560123", "Singapore 56****"],
    ["sg-address", "12A GEYLANG ROAD #03-04", "**A GEYLANG ROAD #**-**"],
    ["date-of-birth", "1980-01-31", "[date-of-birth]"],
  ])("%s partly", (type, value, display) => {
    expect(maskValue(type, value, "partial")).toBe(display);
  });

  it("hide all but type and length when asked", () => {
    for (const type of FINDING_TYPES) expect(maskValue(type, "S1234567D", "full")).toBe(`[${type}:9]`);
  });
});
