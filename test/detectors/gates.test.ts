import { describe, expect, it } from "vitest";
import { sgAddress } from "../../src/detectors/sg-address.ts";
import { isSignatureLike, PHONE_LABELS, SIGNATURE_LETTER } from "../../src/text/phone-words.ts";
import { lastBefore } from "../../src/text/labels.ts";
import { isPlainBefore } from "../../src/text/phone-shape.ts";
import { lastStreet, mayHoldParts } from "../../src/text/street.ts";
import { isEscaped } from "../../src/text/surroundings.ts";
import { randomFrom, seedOf } from "../random.ts";

/** Gates spare the dear questions; a gate that says no where the question would say yes loses people. */
const PIECES = [
  ..."M|T:|H.|HP|Hp:|DID|DID |Main:|Office :|Res)|f|x|:|.|)|  | |\n|\t|,|(|/|*|>|📞|é|\u00a0|1|23|+|$|USD|#|_|-|'|=|[|\\n|\\|%3D|%".split(
    "|",
  ),
  ..."12 Ang Mo Kio Ave 4|88 Geylang Bahru|16 loyang link|12 Jalan Besar|31|Bukit.|...|Rd|tel|HP no|call|phone|wa.me|电话|mobil".split(
    "|",
  ),
];

function texts(name: string, count: number): { readonly text: string; readonly context: string }[] {
  const first = seedOf(name);
  return Array.from({ length: count }, (_, index) => {
    const random = randomFrom(first + index);
    const pieces = Array.from({ length: 1 + random.below(12) }, () => random.pick(PIECES));
    return { text: pieces.join(random.below(3) === 0 ? " " : ""), context: `seed ${first + index}` };
  });
}

describe("gates before the dear questions", () => {
  it("lets every abbreviation of a signature through", () => {
    let seen = 0;
    for (const { text, context } of texts("signature", 4000)) {
      if (!SIGNATURE_LETTER.test(text.slice(-12))) continue;
      seen += 1;
      expect(isSignatureLike(text, text.length), `${context}: ${JSON.stringify(text)}`).toBe(true);
    }
    expect(seen).toBeGreaterThan(50);
  });

  it("lets every street through", () => {
    let seen = 0;
    for (const { text, context } of texts("street", 3000)) {
      if (lastStreet(text, 0, text.length) === undefined) continue;
      seen += 1;
      expect(mayHoldParts(text, 0, text.length), `${context}: ${JSON.stringify(text)}`).toBe(true);
    }
    expect(seen).toBeGreaterThan(50);
  });

  it.each(["Blk 12, ", "block 3 ", "#10-12 ", "5 Haig\n", "Toa Payoh ... "])("lets parts of an address through: %j", (text) => {
    expect(mayHoldParts(text, 0, text.length)).toBe(true);
  });

  it.each(["2026-11-23T08:00:00.079Z rows ", "lag 31881 [", "bytes=695 "])("keeps a log out: %j", (text) => {
    expect(mayHoldParts(text, 0, text.length)).toBe(false);
    expect(isSignatureLike(text, text.length)).toBe(false);
  });

  it("lets every postal code through that a letter touches", () => {
    const words =
      "Singapore|SINGAPURA|S'pore|sg|SG|S|s|xs|(S)|postal code|poskod|zip|postcode no|no|req=e|0a|ab|邮编|Blk 12 Toa Payoh |".split(
        "|",
      );
    const random = randomFrom(seedOf("postal"));
    let found = 0;
    let refused = 0;
    for (let round = 0; round < 3_000; round += 1) {
      const text = `${random.pick(words)}${random.pick(["", "", " ", "-"])}${random.pick(words)}${random.pick(["", "", "", " ", ":"])}`;
      const label = random.pick(["", "", "postal code", "zip", "order"]);
      const code = random.pick(["560252", "018956", "238874"]);
      const window = {
        text: text + code,
        at: text.length,
        atEnd: text.length + 6,
        label,
        role: "body",
        opensText: true,
        closesText: true,
      } as const;
      const bytes = Buffer.from(text + code);
      const place = { bytes, start: bytes.length - 6, end: bytes.length, low: 0, high: bytes.length, label };
      if (sgAddress.accepts?.(place, "low") === false) {
        refused += 1;
        expect(sgAddress.examine(window), JSON.stringify([text, label])).toBeUndefined();
      } else if (sgAddress.examine(window) !== undefined && /[a-z]$/i.test(text)) found += 1;
    }
    expect(found).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(50);
  });

  it("calls nothing plain that a number may go on from", () => {
    let seen = 0;
    for (const { text, context } of texts("plain", 4000)) {
      const before = text.slice(-10);
      const joined =
        /(?:[$£¥€#@]|(?<![A-Za-z])(?:SGD|USD|MYR|RM|EUR|GBP|AUD))\s?$/.test(before) ||
        /[\p{Script=Latin}_0-9]$|[0-9][.:'-]$|(?:^|[^0-9])[0-9]{1,3},$|[0-9]\/$|\+[0-9][0-9 ().-]{0,7}$/u.test(before);
      if (!joined) continue;
      seen += 1;
      expect(isPlainBefore(text, text.length), `${context}: ${JSON.stringify(text)}`).toBe(false);
    }
    expect(seen).toBeGreaterThan(50);
    for (const text of ["", " ", "id ", "x=", '"', "[", "a: "]) expect(isPlainBefore(text, text.length), text).toBe(true);
  });

  it("sees escapes as the pattern does", () => {
    for (const { text, context } of texts("escape", 3000))
      expect(isEscaped(text, text.length), context).toBe(/(?:\\[nrt]|%[0-9A-Fa-f]{2})$/.test(text));
  });

  it("hears the label that a search of all places hears", () => {
    let seen = 0;
    for (const { text, context } of texts("label", 4000)) {
      const from = Math.max(0, text.length - 20);
      const left = Math.max(0, from - 1);
      const places = Array.from(text.slice(left).matchAll(PHONE_LABELS.pattern), ({ index }) => left + index);
      const expected = places.findLast((place) => place >= from);
      if (expected !== undefined) seen += 1;
      expect(lastBefore(text, text.length, PHONE_LABELS, 20)?.start, `${context}: ${JSON.stringify(text)}`).toBe(expected);
    }
    expect(seen).toBeGreaterThan(50);
  });
});
