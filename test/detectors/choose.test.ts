import { describe, expect, it } from "vitest";
import { chooseDetectors, detectorsNamed } from "../../src/detectors/choose.ts";
import { DETECTORS } from "../../src/detectors/index.ts";
import { PACKS } from "../../src/model/detector.ts";

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

describe("the detectors that run", () => {
  it.each(PACKS)("of the pack %s are its own and those of the packs before it, in the order of their precedence", (pack) => {
    const packs = PACKS.slice(0, PACKS.indexOf(pack) + 1);
    const expected = DETECTORS.filter((one) => packs.includes(one.pack));
    expect(ids(chooseDetectors(pack))).toEqual(ids(expected));
  });

  it("grow with the pack, and all are in the last", () => {
    const sizes = PACKS.map((pack) => chooseDetectors(pack).length);
    expect(sizes.toSorted((a, b) => a - b)).toEqual(sizes);
    expect(sizes[2]).toBeGreaterThan(sizes[0] as number);
    expect(ids(chooseDetectors("all"))).toEqual(ids(DETECTORS));
  });

  it("hold what was asked for by name, whatever its pack, at its own place", () => {
    const asked = chooseDetectors("sg", ["us-ssn"]);
    expect(ids(asked)).toEqual(ids(DETECTORS.filter((one) => one.pack === "sg" || one.id === "us-ssn")));
    expect(asked.length).toBe(chooseDetectors("sg").length + 1);
  });

  it("are never fewer than the first pack: another reading of the same digits must be able to win", () => {
    expect(ids(chooseDetectors("sg", ["email"]))).toEqual(ids(chooseDetectors("sg")));
  });

  it("are the same list for the same choice, so that its tables are made once", () => {
    expect(chooseDetectors("world")).toBe(chooseDetectors("world", ["us-ssn"]));
    expect(detectorsNamed(ids(chooseDetectors("world")))).toBe(chooseDetectors("world"));
    expect(chooseDetectors("world")).not.toBe(chooseDetectors("sg"));
  });

  it("come by name in the order of their precedence, not of the names", () => {
    expect(ids(detectorsNamed(["email", "nobody", "sg-nric"]))).toEqual(["sg-nric", "email"]);
  });
});
