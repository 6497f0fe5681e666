import { describe, expect, it } from "vitest";
import { isNric, nricCheckLetter } from "../../src/validators/nric.ts";

/** One number for each series and remainder 0 to 10. */
const VECTORS = `
S0000000J S0000006Z S0000001I S0000007H S0000002G S0000008F S0000003E S0000009D S0000004C S0000013B S0000005A
T0000009J T0000004Z T0000013I T0000005H T0000000G T0000006F T0000001E T0000007D T0000002C T0000008B T0000003A
F0000000X F0000006W F0000001U F0000007T F0000002R F0000008Q F0000003P F0000009N F0000004M F0000013L F0000005K
G0000009X G0000004W G0000013U G0000005T G0000000R G0000006Q G0000001P G0000007N G0000002M G0000008L G0000003K
M0000004X M0000013W M0000005U M0000000T M0000006R M0000001Q M0000007P M0000002N M0000008J M0000003L M0000009K`
  .trim()
  .split(/\s+/);

const FURTHER = `
S1234567D T1234567J F1234567N G1234567X M1234567K S7654321F T7654321B F7654321Q G7654321L M7654321J
S9999999C T9999999Z F9999999M G9999999W M9999999X S2345678H T2345678D F2345678T G2345678N M2345678P`
  .trim()
  .split(/\s+/);

describe("isNric", () => {
  it("has a vector for each of five series and eleven remainders", () => {
    expect(new Set(VECTORS.map((value) => value[0] + value.slice(-1))).size).toBe(55);
  });

  it.each([...VECTORS, ...FURTHER])("accepts %s", (value) => {
    expect(isNric(value)).toBe(true);
  });

  it.each([
    ["S1234567A", "an official example, made invalid on purpose"],
    ["M1234567B", "an official example, made invalid on purpose"],
    ["T1234567D", "letter of the S series"],
    ["F1234567X", "letter of the G series"],
    ["M0000008M", "letter of the F and G table at remainder 8"],
    ["F0000004J", "letter of the M table at remainder 8"],
    ["S1234568D", "one digit changed"],
    ["S1234576D", "two digits swapped"],
    ["A1234567D", "no such series"],
    ["S123456D", "too short"],
    ["S12345678D", "too long"],
    ["s1234567d", "not canonical"],
    ["S12345６7D", "a digit that is not ASCII"],
    ["", "empty"],
  ])("rejects %s: %s", (value) => {
    expect(isNric(value)).toBe(false);
  });

  it("sees every single changed digit and every swap of neighbours", () => {
    for (const value of FURTHER) {
      for (let at = 1; at < 8; at += 1) {
        for (const digit of "0123456789") {
          if (digit !== value[at]) expect(isNric(value.slice(0, at) + digit + value.slice(at + 1))).toBe(false);
        }
        const [left = "", right = ""] = [value[at], value[at + 1]];
        if (at < 7 && left !== right) expect(isNric(value.slice(0, at) + right + left + value.slice(at + 2))).toBe(false);
      }
    }
  });
});

describe("nricCheckLetter", () => {
  it("gives a letter for the five series and seven digits only", () => {
    expect(nricCheckLetter("M", "1234567")).toBe("K");
    expect(nricCheckLetter("E", "1234567")).toBeUndefined();
    expect(nricCheckLetter("S", "123456")).toBeUndefined();
    expect(nricCheckLetter("S", "123456x")).toBeUndefined();
  });
});
