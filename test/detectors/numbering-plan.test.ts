import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { hasCountry, home, isHomeRange, valid } from "../../src/detectors/numbering-plan.ts";

const codes = Array.from({ length: 1000 }, (_, code) => String(code).padStart(3, "0"));

describe("the shortcuts of the numbering plans", () => {
  it("knows the country codes that the library knows", () => {
    const known = codes.filter((code) => parsePhoneNumberFromString(`+${code}2345678`) !== undefined);
    expect(codes.filter((code) => hasCountry(`+${code}2345678`))).toEqual(known);
  });

  it("decides on numbers of eight digits as the library does, whatever stands behind the first four", () => {
    const wrong: string[] = [];
    for (let range = 0; range < 10_000; range += 1) {
      for (const rest of ["0000", "1989", "4567", "9999"]) {
        const digits = `${String(range).padStart(4, "0")}${rest}`;
        const held = parsePhoneNumberFromString(`+65${digits}`)?.isValid() === true;
        if (
          isHomeRange(`x${digits}`, 1) !== held ||
          home(digits) !== (held ? `+65${digits}` : undefined) ||
          valid(`+65${digits}`) !== home(digits)
        )
          wrong.push(digits);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ["18001234567", "+6518001234567"],
    ["18101234567", undefined],
    ["912345678", undefined],
  ])("toll-free or not: %s", (digits, e164) => {
    expect(home(digits)).toBe(e164);
  });

  it("gives a foreign number in E.164 form", () => {
    expect(valid("+4402079460958")).toBe("+442079460958");
    expect(valid("+0442079460958")).toBeUndefined();
    expect(valid("+2102079460958")).toBeUndefined();
  });
});
