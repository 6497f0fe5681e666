import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createInterner, createNames, createTextList } from "../../src/individuals/interner.ts";
import { idSpelling, KEY } from "../../src/individuals/spelling.ts";
import { createTextStore } from "../../src/individuals/text-store.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";

const sha = (text: string): Buffer => createHash("sha256").update(text).digest();
const keyFor = (value: number): string => sha(`${value}`).toString("base64url");
const idFor = (value: number): string => `r-${sha(`${value}`).toString("hex").slice(0, 16)}`;

/** Texts of the form, near misses of it, and others. */
function hostile(random: Random, text: string): string {
  switch (random.below(12)) {
    case 0:
      return text.slice(1);
    case 1:
      return `${text}A`;
    case 2:
      return text.replace(/.$/u, "=");
    case 3:
      return text.replace(/.$/u, "é");
    case 4:
      return text.toUpperCase();
    case 5:
      return ["", "odd", "\ud800", "r-", "r-000000000000000g", "漢".repeat(43), "toString"][random.below(7)] as string;
    default:
      return text;
  }
}

describe.each([
  ["keys", KEY, keyFor],
  ["ids", idSpelling("r-"), idFor],
] as const)("numbers of %s", (name, spelling, textFor) => {
  const seed = seedOf(name);
  const random = randomFrom(seed);
  const texts = Array.from({ length: 6_000 }, () => hostile(random, textFor(random.below(2_500))));

  it("are those of a plain Map, and give the texts again", () => {
    const plain = new Map<string, number>();
    const interner = createInterner(spelling);
    for (const text of texts) {
      expect(interner.get(text), `seed ${seed}: ${text}`).toBe(plain.get(text));
      const number = plain.get(text) ?? plain.size;
      plain.set(text, number);
      expect(interner.add(text), `seed ${seed}: ${text}`).toBe(number);
    }
    expect(interner.size).toBe(plain.size);
    for (const [text, number] of plain) expect(interner.text(number)).toBe(text);
  });

  it("compare as the texts do", () => {
    const interner = createInterner(spelling);
    for (const text of texts) interner.add(text);
    for (let turn = 0; turn < 20_000; turn += 1) {
      const [left, right] = [random.below(interner.size), random.below(interner.size)];
      const [a, b] = [interner.text(left), interner.text(right)];
      const expected = a === b ? 0 : a < b ? -1 : 1;
      expect(Math.sign(interner.compare(left, right)), `seed ${seed}: ${a} ${b}`).toBe(expected);
    }
  });

  it("can be listed", () => {
    const list = createTextList(spelling);
    for (const text of texts) list.push(text);
    expect(Array.from({ length: list.length }, (_, index) => list.at(index))).toEqual(texts);
  });
});

describe("names", () => {
  it("are numbered as in a plain Map", () => {
    const seed = seedOf("names");
    const random = randomFrom(seed);
    const plain = new Map<string, number>();
    const names = createNames();
    for (let turn = 0; turn < 20_000; turn += 1) {
      const text = `${random.pick(["", "a", "漢", "\u0000"])}${random.below(6_000)}`;
      expect(names.has(text), `seed ${seed}: ${text}`).toBe(plain.has(text));
      const number = plain.get(text) ?? plain.size;
      plain.set(text, number);
      expect(names.add(text), `seed ${seed}: ${text}`).toBe(number);
    }
    expect(names.size).toBe(plain.size);
  });
});

describe("packed texts", () => {
  it("are the texts", () => {
    const random = randomFrom(seedOf("packed texts"));
    const pieces = ["S****001I", "é", "ÿ", "Ā", "漢字", "😀", "\ud800", "\u0000", "", "x".repeat(1_024), "漢".repeat(1_025)];
    const texts = Array.from({ length: 3_000 }, () => random.pick(pieces) + random.pick(pieces));
    const store = createTextStore();
    for (const text of texts) store.push(text);
    expect(texts.map((_, index) => store.at(index))).toEqual(texts);
  });
});
