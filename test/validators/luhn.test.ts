import { describe, expect, it } from "vitest";
import { isLuhn } from "../../src/validators/luhn.ts";

describe("isLuhn", () => {
  it.each(["79927398713", "4539578763621486", "00", "18"])("holds for %s", (digits) => {
    expect(isLuhn(digits)).toBe(true);
  });

  it.each(["", "0", "79927398710", "4539578763621487", "4539 5787 6362 1486", "4539578763621486a", "４５３９"])(
    "rejects %j",
    (digits) => {
      expect(isLuhn(digits)).toBe(false);
    },
  );

  it("accepts exactly one check digit for every number", () => {
    for (let number = 0; number < 500; number += 1) {
      const right = Array.from("0123456789").filter((digit) => isLuhn(`${number * 7919}${digit}`));
      expect(right).toHaveLength(1);
    }
  });

  it("sees every change of a single digit", () => {
    const number = "4539578763621486";
    for (let at = 0; at < number.length; at += 1) {
      for (const digit of "0123456789") {
        if (digit !== number[at]) expect(isLuhn(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
      }
    }
  });
});
