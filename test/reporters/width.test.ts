import { describe, expect, it } from "vitest";
import { columns, cutMiddle, cutStart, pad } from "../../src/reporters/width.ts";
import { HOSTILE_NAMES, pick, seeded } from "./stream.ts";

describe("columns", () => {
  it.each([
    ["", 0],
    ["abc", 3],
    ["José", 4],
    ["Jose\u0301", 4],
    ["收件箱", 6],
    ["ｱｲｳ", 3],
    ["Ａ", 2],
    ["한글", 4],
    ["😀", 2],
    ["🇸🇬", 2],
    ["❤️", 2],
    ["1️⃣", 2],
    ["…·›", 3],
  ])("%s takes %i", (text, expected) => {
    expect(columns(text)).toBe(expected);
  });

  it("counts marks beyond a few, so that a name of marks has an end", () => {
    expect(columns(`a${"\u0301".repeat(1000)}`)).toBeGreaterThan(990);
  });
});

describe("cuts", () => {
  it.each([
    ["finance/2026/Inbox.mbox", 12, "…/Inbox.mbox", "fin…box.mbox"],
    ["收件箱/陈小明.eml", 10, "…小明.eml", "收…明.eml"],
    ["short", 5, "short", "short"],
    ["longer", 1, "…", "…"],
    ["longer", 0, "", ""],
    ["any length", Infinity, "any length", "any length"],
  ])("%s to %d columns", (text, max, start, middle) => {
    expect(cutStart(text, max)).toBe(start);
    expect(cutMiddle(text, max)).toBe(middle);
  });

  it("keeps letters and their marks together", () => {
    expect(cutStart("xxxxe\u0301", 2)).toBe("…e\u0301");
    expect(cutStart("xx👨‍👩‍👧‍👦", 4)).toBe("…");
  });

  it("never gives more than was asked for, and keeps the ends", () => {
    const seed = 7;
    const random = seeded(seed);
    for (let round = 0; round < 2000; round += 1) {
      const text = `${pick(random, HOSTILE_NAMES)}/${pick(random, HOSTILE_NAMES)}`;
      const max = Math.floor(random() * 60);
      for (const cut of [cutStart, cutMiddle]) {
        const result = cut(text, max);
        const where = `seed ${seed} round ${round}`;
        expect(columns(result), where).toBeLessThanOrEqual(max);
        if (columns(text) <= max) {
          expect(result, where).toBe(text);
        } else if (max > 0) {
          const parts = result.split("…");
          expect(text.endsWith(parts.at(-1) ?? "!"), where).toBe(true);
          expect(text.startsWith(parts[0] ?? "!"), where).toBe(true);
        }
      }
    }
  });
});

describe("pad", () => {
  it.each([
    ["收件", 6, "收件  "],
    ["ab", 2, "ab"],
    ["abc", 2, "abc"],
  ])("%s to %i", (text, width, expected) => {
    expect(pad(text, width)).toBe(expected);
  });
});
