import { describe, expect, it } from "vitest";
import { cardBrand, isCard, isPatternedCard, TEST_CARDS } from "../../src/validators/card.ts";
import { isLuhn } from "../../src/validators/luhn.ts";

describe("cardBrand", () => {
  it.each([
    ["4539578763621486", "visa"],
    ["4222222222222", "visa"],
    ["4000000000000000006", "visa"],
    ["5105105105105100", "mastercard"],
    ["2221000000000000", "mastercard"],
    ["2720990000000000", "mastercard"],
    ["340000000000000", "amex"],
    ["378282246310005", "amex"],
    ["30000000000000", "diners"],
    ["36227206271667", "diners"],
    ["3056930009020004", "diners"],
    ["38520000023237", "diners"],
    ["3528000000000000", "jcb"],
    ["3589000000000000", "jcb"],
    ["6011000990139424", "discover"],
    ["6440000000000000", "discover"],
    ["6555900000604105", "discover"],
    ["6205500000000000004", "unionpay"],
    ["8171999900000000021", "unionpay"],
  ])("%s is %s", (digits, brand) => {
    expect(cardBrand(digits)).toBe(brand);
  });

  it.each([
    ["2220990000000000", "below the 2-series"],
    ["2721000000000000", "above the 2-series"],
    ["5600000000000000", "above Mastercard"],
    ["5108", "a prefix alone"],
    ["51000000000000000000", "twenty digits"],
    ["355555555555555", "fifteen digits of JCB: an IMEI"],
    ["3590000000000000", "above JCB"],
    ["6430000000000000", "below Discover"],
    ["422222222222", "twelve digits"],
    ["45395787636214", "fourteen digits of Visa"],
    ["20261123080000", "a time stamp"],
    ["", "empty"],
  ])("%s is none: %s", (digits) => {
    expect(cardBrand(digits)).toBeUndefined();
  });
});

describe("test numbers", () => {
  it.each([...TEST_CARDS])("%s is within a brand's range and passes the check", (digits) => {
    expect(isCard(digits)).toBe(true);
  });

  it("are 27, and a textbook Luhn number is no card", () => {
    expect(TEST_CARDS.size).toBe(27);
    expect(isCard("79927398713")).toBe(false);
  });

  it.each(["4444444444444448", "4000000000000002", "5454545454545454", "4242424242424242"])("%s is patterned", (digits) => {
    expect(isLuhn(digits)).toBe(true);
    expect(isPatternedCard(digits)).toBe(true);
  });

  it.each(["4539578763621486", "5425233430109903", "374245455400126"])("%s is not", (digits) => {
    expect(isPatternedCard(digits)).toBe(false);
  });
});
