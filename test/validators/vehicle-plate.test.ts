import { describe, expect, it } from "vitest";
import { isPlate, plateCheckLetter } from "../../src/validators/vehicle-plate.ts";

describe("isPlate", () => {
  it.each(["SBA1234G", "SGF2306R", "E75H", "GY55C", "SBS9683X"])("accepts %s", (value) => {
    expect(isPlate(value)).toBe(true);
  });

  it.each(["SBA1234H", "SBA1235G", "SAB1234G", "SBA0234G", "SBA12345G", "ABCD123A", "1234G", "SBA1234", "sba1234g", ""])(
    "rejects %s",
    (value) => {
      expect(isPlate(value)).toBe(false);
    },
  );

  it("gives one letter of nineteen to each number", () => {
    for (const prefix of ["E", "GY", "SBA", "SZZ", "FBX"]) {
      for (const number of ["1", "42", "999", "1234", "9999"]) {
        const right = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ").filter((letter) => isPlate(prefix + number + letter));
        expect(right).toEqual([plateCheckLetter(prefix, number)]);
      }
    }
  });

  it("counts the last two letters of the prefix only", () => {
    expect(plateCheckLetter("SBA", "1234")).toBe(plateCheckLetter("BA", "1234"));
    expect(plateCheckLetter("BA", "1234")).not.toBe(plateCheckLetter("A", "1234"));
  });

  it("gives none to what is no plate", () => {
    expect(plateCheckLetter("", "1234")).toBeUndefined();
    expect(plateCheckLetter("SBA", "0123")).toBeUndefined();
    expect(plateCheckLetter("SB4", "123")).toBeUndefined();
  });
});
