import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { prepareCorpus, RECIPES } from "../../bench/make/corpora.mjs";
import { makeMessages } from "../../bench/make/mail.mjs";
import { createTruth, readTruth } from "../../bench/make/truth.mjs";
import { amountsOf } from "../../bench/sizes.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { luhnHolds } from "../../fixtures/make/cards.mjs";
import { nricLetter, type Series } from "../../fixtures/make/nric.mjs";
import { readTree } from "../fixtures/read.ts";

const AMOUNTS = {
  ...amountsOf("small"),
  mail: 600_000,
  logs: 400_000,
  prose: 400_000,
  eml: 250,
  hostile: 300_000,
  wide: 200_000,
  export: 40,
  pstEnd: 40_000_000,
};
const root = mkdtempSync(join(tmpdir(), "corpora-"));
afterAll(() => rmSync(root, { recursive: true }));

function digest(path: string): string {
  const hash = createHash("sha256");
  for (const [name, bytes] of readTree(path)) hash.update(name).update(bytes);
  return hash.digest("hex");
}

const IDS = RECIPES.map(({ id }) => id);

describe.each(IDS)("the %s corpus", (id) => {
  const corpus = prepareCorpus(`${root}/one`, id, AMOUNTS, 5);
  const planted = readTruth(corpus.truth);

  it("is the same for the same seed and another for another", () => {
    const again = prepareCorpus(`${root}/two`, id, AMOUNTS, 5);
    expect(digest(again.path)).toBe(digest(corpus.path));
    expect(readFileSync(again.truth, "utf8")).toBe(readFileSync(corpus.truth, "utf8"));
    expect(digest(prepareCorpus(`${root}/three`, id, AMOUNTS, 6).path)).not.toBe(digest(corpus.path));
  });

  it("is not made again while the arguments are the same", () => {
    expect(corpus.madeNow).toBe(true);
    expect(prepareCorpus(`${root}/one`, id, AMOUNTS, 5)).toEqual({ ...corpus, madeNow: false });
  });

  it("says how much there is", () => {
    const files = [...readTree(corpus.path).values()];
    expect(corpus.files).toBe(files.length);
    expect(corpus.bytes).toBe(files.reduce((sum, bytes) => sum + bytes.length, 0));
  });

  it("plants each value once, in the form in which findings are compared", () => {
    expect(planted.length).toBeGreaterThan(0);
    expect(corpus.values).toBe(planted.filter((entry) => entry.incidental !== true).length);
    expect(new Set(planted.map(({ type, value }) => `${type} ${value}`)).size).toBe(planted.length);
    for (const { type, value } of planted) expect(isCanonical(type, value), `${type} ${value}`).toBe(true);
  });
});

function isCanonical(type: string, value: string): boolean {
  switch (type) {
    case "sg-nric":
      return /^[STFGM][0-9]{7}[A-Z]$/.test(value) && nricLetter(value.charAt(0) as Series, value.slice(1, 8)) === value.charAt(8);
    case "payment-card":
      return /^[0-9]{14,19}$/.test(value) && luhnHolds(value);
    case "phone":
      return /^\+65[3689][0-9]{7}$/.test(value);
    case "sg-address":
      return /^[0-9]{6}$/.test(value);
    case "email":
      return /^[a-z0-9.]+@[a-z.]+$/.test(value);
    case "date-of-birth":
      return /^(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]$/.test(value);
    default:
      return false;
  }
}

describe("the values of the truth", () => {
  it.each(["logs", "prose", "hostile"] as const)("stand in the bytes of %s, and no other valid NRIC does", (id) => {
    const corpus = prepareCorpus(`${root}/one`, id, AMOUNTS, 5);
    const text = [...readTree(corpus.path).values()].map((bytes) => bytes.toString("latin1")).join("\n");
    const squeezed = text.replaceAll(/(?<=[0-9])[ -](?=[0-9])/g, "");
    const planted = readTruth(corpus.truth);
    for (const { type, value } of planted) expect(squeezed.includes(type === "phone" ? value.slice(3) : value), value).toBe(true);
    const seen = new Set(
      [...text.matchAll(/\b[STFGM][0-9]{7}[A-Z]\b/g)].map(([match]) => match).filter((match) => isCanonical("sg-nric", match)),
    );
    expect([...seen].sort()).toEqual(planted.filter(({ type }) => type === "sg-nric").map(({ value }) => value));
  });

  it("stand in the encodings of the wide corpus", () => {
    const corpus = prepareCorpus(`${root}/one`, "wide", AMOUNTS, 5);
    const tree = readTree(corpus.path);
    const read = (name: string, charset: string) => new TextDecoder(charset).decode(tree.get(name));
    const text = [
      read("utf16le.txt", "utf-16le"),
      read("utf16be.txt", "utf-16be"),
      read("full-width.txt", "utf-8").normalize("NFKC"),
      read("chinese-gb18030.txt", "gb18030"),
    ].join("\n");
    const squeezed = text.replaceAll(/(?<=[0-9])[ -](?=[0-9])/g, "");
    for (const { type, value } of readTruth(corpus.truth)) expect(squeezed).toContain(type === "phone" ? value.slice(3) : value);
  });
});

describe("the shape of the corpora", () => {
  it("has about two fifths digits in the logs", () => {
    const corpus = prepareCorpus(`${root}/one`, "logs", AMOUNTS, 5);
    const text = [...readTree(corpus.path).values()].map((bytes) => bytes.toString("latin1")).join("");
    expect((text.match(/[0-9]/g) ?? []).length / text.length).toBeCloseTo(0.39, 1);
  });

  it("has a third attachments, two fifths HTML and three in a hundred personal messages in the mail", () => {
    const messages = [...makeMessages(createRandom(3), createTruth(), 4_000, true)];
    const bytes = messages.reduce((sum, { pieces }) => sum + pieces.reduce((total, piece) => total + piece.length, 0), 0);
    const share = (count: number) => count / messages.length;
    expect(messages.reduce((sum, { attachedBytes }) => sum + attachedBytes, 0) / bytes).toBeCloseTo(0.33, 1);
    expect(share(messages.filter(({ html }) => html).length)).toBeCloseTo(0.4, 1);
    const personal = share(messages.filter((message) => message.personal).length);
    expect(personal).toBeGreaterThan(0.015);
    expect(personal).toBeLessThan(0.05);
  });
});
