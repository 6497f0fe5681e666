import { describe, expect, it } from "vitest";
import { IBAN_COUNTRIES, ibanLength, isIban, mod97 } from "../../src/validators/iban.ts";

/** Examples of the IBAN registry. */
const REGISTRY =
  "AD1200012030200359100100 AE070331234567890123456 AT611904300234573201 BE68539007547034 BR1800360305000010009795493C1 CH9300762011623852957 DE89370400440532013000 DK5000400440116243 ES9121000418450200051332 FI2112345600000785 FR1420041010050500013M02606 GB29NWBK60161331926819 GR1601101250000000012300695 IE29AIBK93115212345678 IT60X0542811101000000123456 KW81CBKU0000000000001234560101 LC55HEMM000100010012001200023015 MT84MALT011000012345MTLCAST001S MU17BOMM0101101030300200000MUR NL91ABNA0417164300 NO9386011117947 PL61109010140000071219812874 SA0380000000608010167519 SE4550000000058398257466 TR330006100519786457841326 EG380019000500000000263180002".split(
    " ",
  );

describe("isIban", () => {
  it.each(REGISTRY)("%s is right", (value) => {
    expect(isIban(value)).toBe(true);
    expect(value).toHaveLength(ibanLength(value.slice(0, 2)) ?? 0);
  });

  it.each(REGISTRY)("every change of one digit of %s is wrong", (value) => {
    for (let at = 2; at < value.length; at += 1) {
      const digit = Number(value[at]);
      if (Number.isNaN(digit)) continue;
      expect(isIban(value.slice(0, at) + String((digit + 1) % 10) + value.slice(at + 1))).toBe(false);
    }
  });

  it.each(["", "GB", "GB29NWBK6016133192681", "gb29nwbk60161331926819", "GB29123460161331926819", "US89370400440532013000"])(
    "%j is none",
    (value) => {
      expect(isIban(value)).toBe(false);
    },
  );

  it("takes check digits from 02 to 98 only, though 97 more is right, too", () => {
    const wide = Array.from({ length: 2_000 }, (_, serial) => `NO00${String(serial).padStart(11, "0")}`).map((value) => {
      const check = 98 - mod97(`${value.slice(4)}NO00`);
      return [value, check] as const;
    });
    const [low] = wide.filter(([, check]) => check === 2);
    if (low === undefined) throw new Error("no number with check digits 02");
    expect(isIban(`NO02${low[0].slice(4)}`)).toBe(true);
    expect(mod97(`${low[0].slice(4)}NO99`)).toBe(1);
    expect(isIban(`NO99${low[0].slice(4)}`)).toBe(false);
  });

  it("knows the countries, Singapore not among them", () => {
    expect(IBAN_COUNTRIES).not.toContain("SG");
    expect(ibanLength("MT")).toBe(31);
    expect(ibanLength("SG")).toBeUndefined();
  });
});
