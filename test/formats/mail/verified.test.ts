import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { isSampled, verifiedMessage } from "../../../src/formats/mail/verified.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { Document, Unfolded } from "../../../src/model/document.ts";
import type { Budget } from "../../../src/model/extractor.ts";

const HEAD = "From: a@example.com\nSubject: x\nMIME-Version: 1.0\n";
const SOUND = `${HEAD}\nNRIC S1234567D of somebody\n`;
/** UTF-8 that says it is ISO 8859-1: our reader believes the bytes, the other one the label. */
const LYING = `${HEAD}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n陈伟明 wrote\n`;
const PARTS = `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\npart\n".repeat(40)}--b--\n`;

async function read(words: string, percent: number, budget: Budget = createBudget(DEFAULT_LIMITS)) {
  const document: Document = {
    kind: "document",
    steps: [],
    name: "",
    declaredType: "message/rfc822",
    bytes: memorySource(Buffer.from(words)),
  };
  const compared: boolean[] = [];
  const items: Unfolded[] = [];
  const extractor = verifiedMessage(percent, (agrees) => compared.push(agrees));
  for await (const item of extractor.extract(document, { budget, insideMessage: true, depth: 0 })) items.push(item);
  return { compared, gaps: items.filter((item) => item.kind === "gap"), texts: items.filter((item) => item.kind === "text") };
}

describe("a message that is read by two readers", () => {
  it("is told once when they agree", async () => {
    const alone = await read(SOUND, 0);
    expect(alone.compared).toEqual([]);
    const both = await read(SOUND, 100);
    expect(both).toMatchObject({ compared: [true], gaps: [] });
    expect(both.texts).toEqual(alone.texts);
  });

  it("is a gap with numbers and no words when they do not", async () => {
    const { compared, gaps, texts } = await read(LYING, 100);
    expect(compared).toEqual([false]);
    expect(Buffer.concat(texts.map(({ bytes }) => bytes)).toString()).toContain("陈伟明");
    expect(gaps).toMatchObject([{ reason: "malformed", examined: "partly", steps: [] }]);
    expect(gaps[0]?.detail).toMatch(
      /^two mail readers disagree: words 1 only in the first, \d+ only in the second; files 0 different, 0 only in the second$/,
    );
    expect((await read(LYING, 0)).gaps).toEqual([]);
  });

  it("is a gap when it is too large to be read twice", async () => {
    const large = `${SOUND}${"x".repeat(99)}\n`.padEnd(DEFAULT_LIMITS.secondReadBytes + 1, "\n");
    const { compared, gaps } = await read(large, 100);
    expect(compared).toEqual([]);
    expect(gaps.map(({ detail }) => detail)).toEqual(["not compared with the second mail reader, which could not read it whole"]);
  });

  it("is counted against the budget once", async () => {
    const budget = createBudget({ ...DEFAULT_LIMITS, entries: 45 });
    const { compared, gaps } = await read(PARTS, 100, budget);
    expect({ compared, gaps }).toEqual({ compared: [true], gaps: [] });
    expect([budget.entry(), budget.entry()]).toEqual([undefined, undefined]);
  });
});

describe("the sample", () => {
  const messages = Array.from({ length: 5_000 }, (_, index) =>
    memorySource(Buffer.from(`Message-ID: <${index}@example.org>\n\nx\n`)),
  );
  const sampled = (percent: number): number[] => messages.flatMap((bytes, index) => (isSampled(bytes, percent) ? [index] : []));

  it("is none for 0, all for 100 and the share that was asked for between them", () => {
    expect(sampled(0)).toEqual([]);
    expect(sampled(100)).toHaveLength(messages.length);
    for (const percent of [1, 10, 50]) {
      const share = (sampled(percent).length / messages.length) * 100;
      expect(Math.abs(share - percent), `${percent}: ${share}`).toBeLessThan(percent / 4);
    }
  });

  it("depends on nothing but the message, and a larger one holds a smaller one", () => {
    expect(sampled(10)).toEqual(sampled(10));
    const ten = new Set(sampled(10));
    expect(sampled(3).every((index) => ten.has(index))).toBe(true);
  });
});
