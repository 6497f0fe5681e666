import { describe, expect, it } from "vitest";
import { uenKind } from "../../src/validators/uen.ts";

describe("uenKind", () => {
  it.each([
    ["00192200M", "business"],
    ["53012345B", "business"],
    ["52812345M", "business"],
    ["196800306E", "local company"],
    ["197200078R", "local company"],
    ["193200032W", "local company"],
    ["199206031W", "local company"],
    ["201221074R", "local company"],
    ["T01FC6132D", "other entity"],
    ["S16FC0121D", "other entity"],
    ["T08LL0001K", "other entity"],
    ["S62SS0123K", "other entity"],
    ["R08FC0001F", "other entity"],
  ])("%s is a %s", (value, kind) => {
    expect(uenKind(value, 2026)).toBe(kind);
  });

  it.each([
    ["53012345X", "wrong letter"],
    ["196800306A", "wrong letter"],
    ["T01FC6132E", "wrong letter"],
    ["T01FC6132I", "a letter outside the alphabet"],
    ["T01ZZ6132D", "no such type"],
    ["U01FC6132D", "no such century"],
    ["53012345b", "not canonical"],
    ["5301234B", "too short"],
    ["2012210740R", "too long"],
    ["", "empty"],
  ])("refuses %s: %s", (value) => {
    expect(uenKind(value, 2026)).toBeUndefined();
  });

  it("refuses years to come, and takes them when they have come", () => {
    expect(uenKind("203551721W", 2026)).toBeUndefined();
    expect(uenKind("203551721W", 2035)).toBe("local company");
    expect(uenKind("201221074R", 2011)).toBeUndefined();
    expect(uenKind("T08LL0001K", 2007)).toBeUndefined();
    expect(uenKind("T08LL0001K", 2008)).toBe("other entity");
    // S and R are of earlier centuries.
    expect(uenKind("S62SS0123K", 2008)).toBe("other entity");
  });

  it("refuses years before there were companies", () => {
    for (const letter of "ZKCMDNERGWH") expect(uenKind(`009206031${letter}`, 2026)).toBeUndefined();
  });

  it("takes the types of clinics and of funds, for one check letter each", () => {
    const letters = Array.from("ABCDEFGHJKLMNPQRSTUVWX");
    for (const type of ["HC", "VC"]) {
      expect(letters.filter((letter) => uenKind(`T20${type}0001${letter}`, 2026) === "other entity")).toHaveLength(1);
    }
  });

  it("sees every single changed digit", () => {
    for (const value of ["53012345B", "201221074R", "T08LL0001K"]) {
      for (const [at, old] of Array.from(value).entries()) {
        if (!/[0-9]/.test(old)) continue;
        for (const digit of "0123456789") {
          if (digit !== old) expect(uenKind(value.slice(0, at) + digit + value.slice(at + 1), 2026)).toBeUndefined();
        }
      }
    }
  });
});
