import { describe, expect, it } from "vitest";
import { fold } from "../../src/text/fold.ts";
import { randomFrom, seedOf } from "../random.ts";

const folded = (text: string): string => Buffer.from(fold(Buffer.from(text, "utf8")).bytes).toString("utf8");

describe("fold", () => {
  it.each([
    ["Ｓ１２３４５６７Ｄ", "S1234567D", "full-width"],
    ["ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ann@example.com", "full-width"],
    ["ﾃﾝﾜ", "テンワ", "half-width"],
    ["𝐒𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝐃 ℳ𝔸", "S1234567D MA", "mathematical"],
    ["٩١٢٣ ४५६७ 𞥐", "9123 4567 0", "digits of other scripts"],
    ["a\u00a0b\u2003c\u3000d\u202fe", "a b c d e", "spaces"],
    ["9123‐4567–1—2−3－4﹣5", "9123-4567-1-2-3-4-5", "dashes"],
    ["S12\u200b34\u00ad56\u20607D\ufeff", "S1234567D", "without width"],
    ["\u202eabc\u2066d\u2069\u200f", "abcd", "marks of direction"],
    ["ЅТМ ѕарсо", "STM sapco", "Cyrillic"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ ο", "ABEZHIKMNOPTYX o", "Greek"],
    ["S\u{e0001}\u{e0031}1", "S1", "tag characters"],
  ])("%s becomes %s: %s", (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each(["x²", "①②", "½", "•••567D", "身份证", "é", "한국어", "ー", "👍", "µ"])("keeps %s", (text) => {
    expect(folded(text)).toBe(text);
    const bytes = Buffer.from(text, "utf8");
    // Never the input itself: the same object means ASCII.
    expect(fold(bytes).bytes).not.toBe(bytes);
  });

  it("folds every decimal digit of every script to its value", () => {
    let seen = 0;
    let zero = -1;
    for (let point = 0x80; point < 0x2_0000; point += 1) {
      if (!/\p{Nd}/u.test(String.fromCodePoint(point))) {
        zero = -1;
        continue;
      }
      if (zero < 0) zero = point;
      expect(folded(String.fromCodePoint(point)), `U+${point.toString(16)}`).toBe(String((point - zero) % 10));
      seen += 1;
    }
    expect(seen).toBeGreaterThan(600);
  });

  it("folds every space separator to a space", () => {
    for (let point = 0; point < 0x1_0000; point += 1) {
      const character = String.fromCodePoint(point);
      if (/\p{Zs}/u.test(character)) expect(folded(character), `U+${point.toString(16)}`).toBe(" ");
    }
  });

  it("gives ASCII back as it is, offsets too", () => {
    const bytes = Buffer.from("NRIC S1234567D\r\n\0\x7f");
    const { bytes: same, original } = fold(bytes);
    expect(same).toBe(bytes);
    for (const offset of [0, 5, bytes.length]) expect(original(offset)).toBe(offset);
  });

  it("maps offsets back to the characters as they stand", () => {
    const text = "é\u200bＳ１-\u200b\u200bx身Ｄ";
    const bytes = Buffer.from(text, "utf8");
    const { bytes: result, original } = fold(bytes);
    const plain = Buffer.from(result).toString("utf8");
    expect(plain).toBe("éS1-x身D");
    for (const [shown, stands] of [
      ["S", "Ｓ"],
      ["1", "１"],
      ["x", "x"],
      ["身", "身"],
      ["D", "Ｄ"],
    ] as const) {
      const at = Buffer.byteLength(plain.slice(0, plain.indexOf(shown)));
      expect(original(at), shown).toBe(Buffer.byteLength(text.slice(0, text.indexOf(stands))));
    }
    expect(original(result.length)).toBe(bytes.length);
  });

  it.each([
    ["a lone continuation byte", [0x41, 0x80, 0x42]],
    ["a cut sequence at the end", [0x41, 0xef, 0xbc]],
    ["an overlong slash", [0xe0, 0x80, 0xaf]],
    ["an overlong S of four bytes", [0xf0, 0x80, 0x81, 0x93]],
    ["bytes that never occur", [0xff, 0xfe, 0xc0, 0xc1, 0xf5]],
    ["a lead byte before ASCII", [0xe2, 0x41, 0x80, 0x8b]],
  ])("passes through %s", (_name, values) => {
    const bytes = Uint8Array.from(values);
    expect(fold(bytes).bytes).toEqual(bytes);
  });

  it("folds around bytes that are not UTF-8", () => {
    const { bytes, original } = fold(Uint8Array.from([0xff, 0xef, 0xbc, 0x91, 0x80]));
    expect([...bytes]).toEqual([0xff, 0x31, 0x80]);
    expect([0, 1, 2, 3].map(original)).toEqual([0, 1, 4, 5]);
  });

  it("is monotone, never longer, and has nothing left to do the second time (random text)", () => {
    const pool = Array.from("aS1 -@\né身份证Ｓ１２－＠\u3000\u00a0\u200b\u00adЅТＤﾃﾞ𝐒𝟗٣–•²½👍\u202eο");
    const first = seedOf("fold text");
    for (let seed = first; seed < first + 200; seed += 1) {
      const random = randomFrom(seed);
      const text = Array.from({ length: random.below(80) }, () => random.pick(pool)).join("");
      const bytes = Buffer.from(text, "utf8");
      const { bytes: result, original, folded: there } = fold(bytes);
      const context = `seed ${seed}`;
      for (let offset = 0, expected = 0; offset <= bytes.length; offset += 1) {
        while (original(expected) < offset) expected += 1;
        expect(there(offset), context).toBe(expected);
      }
      expect(result.length, context).toBeLessThanOrEqual(bytes.length);
      expect(original(result.length), context).toBe(bytes.length);
      for (let offset = 1; offset <= result.length; offset += 1) {
        expect(original(offset), context).toBeGreaterThanOrEqual(original(offset - 1));
      }
      expect(Buffer.from(fold(result).bytes).equals(result), context).toBe(true);
      // What an offset points at folds to what stands at the offset.
      for (let offset = 0; offset < result.length; offset += 1) {
        if ((result[offset] ?? 0) < 0x80) expect(fold(bytes.subarray(original(offset))).bytes[0], context).toBe(result[offset]);
      }
    }
  });

  it("takes random bytes without a stumble", () => {
    const first = seedOf("fold bytes");
    for (let seed = first; seed < first + 100; seed += 1) {
      const random = randomFrom(seed);
      const bytes = Uint8Array.from({ length: 300 }, () => random.below(256));
      const { bytes: result, original } = fold(bytes);
      expect(original(result.length), `seed ${seed}`).toBe(bytes.length);
    }
  });
});
