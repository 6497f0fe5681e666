import { describe, expect, it } from "vitest";
import { nricLetter } from "../../fixtures/make/nric.mjs";
import { repair } from "../../src/ocr/repair.ts";

const VALID = "S1234567D";

describe("repair", () => {
  it.each([
    ["a letter for a digit", "No SI234567D", `No ${VALID}`],
    ["a digit for the check letter", "No S12345670", `No ${VALID}`],
    ["a digit for the first letter", "No 51234567D", `No ${VALID}`],
    ["both ends, where a label stands before", "NRIC No: 512345670", `NRIC No: ${VALID}`],
    ["a letter in a card", "4111 1111 11l1 1111", "4111 1111 1111 1111"],
    ["two letters in a card", "4II1111111111111", "4111 1111 1111 1111"],
    ["a blank that was lost", "Card 4111 1111 11111111 of", "Card 4111 1111 1111 1111 of"],
    ["a blank that was made up", "4111 11 11 1111 1111", "4111 1111 1111 1111"],
  ])("puts right %s", (_, read, right) => {
    const { text, repaired } = repair(read);
    expect(text).toBe(right);
    expect(repaired).toHaveLength(1);
    expect(text.slice(repaired[0]?.start, repaired[0]?.end)).toMatch(/^(?:S1234567D|4111[\d ]+)$/);
  });

  it.each([
    ["a number that is right", VALID],
    ["a card that is right", "4111-1111-1111-1111 or 4111111111111111"],
    ["a wrong check letter that nothing explains", "S1234567E"],
    ["digits without a label", "512345670"],
    ["a piece of a longer word", "XS12345670Y"],
    ["more changes than the letter can prove", "5I2E4567D SlZ3A5b70"],
    ["three letters in a card", "4III 1111 1111 1111"],
    ["a card with a wrong check digit", "4111 1111 11l1 1112"],
    ["words", "Singapore STTTTTTTT GOODBOSSES"],
  ])("leaves %s alone", (_, read) => {
    expect(repair(read)).toEqual({ text: read, repaired: [] });
  });

  it("makes no number of one whose check letter is another letter", () => {
    let made = 0;
    for (let number = 0; number < 1_000; number += 1) {
      const digits = String(1_000_000 + number * 7_919).slice(-7);
      const right = nricLetter("S", digits);
      for (const letter of "ABCDEFGHIZJ") if (letter !== right && repair(`S${digits}${letter}`).repaired.length > 0) made += 1;
    }
    expect(made).toBe(0);
  });
});
