import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asJsonLines, CORPUS_SEED, makeCorpus } from "../../fixtures/make/corpus/corpus.mjs";
import { FINDING_TYPES } from "../../src/model/finding.ts";
import { CORPUS, readCorpus } from "../../scripts/score-files.mjs";

describe("the labelled corpus", () => {
  it.each(makeCorpus(CORPUS_SEED))("$name.jsonl is what the generator makes", ({ name, rows }) => {
    expect(readFileSync(`${CORPUS}${name}.jsonl`, "utf8")).toBe(asJsonLines(rows));
  });

  it("holds at least 3,000 texts with values and as many look-alikes", () => {
    const rows = readCorpus();
    const negatives = rows.filter(({ kind }) => kind.startsWith("not-"));
    expect(rows.length - negatives.length).toBeGreaterThanOrEqual(3_000);
    expect(Math.abs(rows.length - 2 * negatives.length)).toBeLessThan(rows.length / 50);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it("labels places that lie in the text, of types that there are", () => {
    const types = new Set<string>(FINDING_TYPES);
    for (const { id, text, labels } of readCorpus()) {
      for (const { type, start, end, value } of labels) {
        const written = text.slice(start, end);
        expect(types, id).toContain(type);
        expect(written.trim(), id).toBe(written);
        expect(written.length, id).toBeGreaterThan(0);
        if (type === "email") expect(written.toLowerCase(), id).toBe(value);
        if (type === "payment-card") expect(written.replaceAll(/\D/g, ""), id).toBe(value);
      }
    }
  });
});
