import { describe, expect, it } from "vitest";
import type { Detector, TextWindow } from "../../src/model/detector.ts";
import type { TextPart } from "../../src/model/document.ts";
import { CELL_FIELDS } from "../../src/model/document.ts";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { sweep, WINDOW_AFTER, WINDOW_BEFORE } from "../../src/engine/sweep.ts";
import { BLOCK_BYTES, textBlocks } from "../../src/formats/blocks.ts";
import { typescriptKernel } from "../../src/kernel/index.ts";
import { randomFrom, seedOf } from "../random.ts";

function partOf(text: string, more: Partial<TextPart> = {}): TextPart {
  const bytes = Buffer.from(text, "utf8");
  return {
    kind: "text",
    steps: [],
    role: "body",
    record: "text",
    section: 0,
    bytes,
    core: { start: 0, end: bytes.length },
    origin: { line: 1, column: 1 },
    ...more,
  };
}

/** A detector that takes what it is shown: a probe for the sweep. */
function probe(anchors: Detector["anchors"], seen: TextWindow[] = [], width = 0): Detector {
  return {
    id: "probe",
    types: ["phone"],
    description: "a probe",
    references: ["none"],
    anchors,
    examples: { match: [], reject: [] },
    examine(window) {
      seen.push(window);
      const end = width === 0 ? window.atEnd : window.at + width;
      return { type: "phone", start: window.at, end, value: window.text.slice(window.at, end), confidence: "high", evidence: [] };
    },
  };
}

function valuesIn(part: TextPart, anchors: Detector["anchors"]): string[] {
  return sweep(part, createDispatch([probe(anchors)]), typescriptKernel).map((one) => one.candidate.value);
}

describe("anchors", () => {
  const text = "a 7 12 333 4444 55555 S1234567D x91234567y 4111 1111 1111 1111 (65) 6123-4567";
  it.each([
    ["run length", [{ kind: "digits", run: [3, 5] }], ["333", "4444", "55555", "4111", "1111", "1111", "1111", "6123", "4567"]],
    ["lead digit", [{ kind: "digits", run: [1, 32], lead: "9" }], ["91234567"]],
    ["the byte before", [{ kind: "digits", run: [7, 7], before: "STFGM" }], ["1234567"]],
    ["a chain of at least sixteen", [{ kind: "digits", run: [4, 4], total: [16, 32] }], ["4111", "1111", "1111"]],
    ["a chain over brackets and a hyphen", [{ kind: "digits", run: [2, 2], total: [10, 10], lead: "6" }], ["65"]],
    ["no chain over letters", [{ kind: "digits", run: [7, 7], total: [7, 7] }], ["1234567"]],
  ] as [string, Detector["anchors"], string[]][])("asks by %s", (_, anchors, values) => {
    expect(valuesIn(partOf(text), anchors)).toEqual(values);
  });

  it("asks at each @ and takes a long run for one of the longest length", () => {
    expect(valuesIn(partOf("a@b @"), [{ kind: "at" }])).toEqual(["@", "@"]);
    expect(valuesIn(partOf("5".repeat(500)), [{ kind: "digits", run: [32, 32] }])).toEqual(["5".repeat(500).slice(0, 500)]);
  });
});

describe("windows", () => {
  it("are bounded, say where the text opens and closes, and find the anchor", () => {
    const seen: TextWindow[] = [];
    const text = `${"x".repeat(5000)} 12345678 ${"y".repeat(5000)}`;
    sweep(partOf(text), createDispatch([probe([{ kind: "digits", run: [8, 8] }], seen)]), typescriptKernel);
    expect(seen).toHaveLength(1);
    const [window] = seen as [TextWindow];
    expect(window.text.slice(window.at, window.atEnd)).toBe("12345678");
    expect(window.at).toBe(WINDOW_BEFORE);
    expect(window.text.length).toBe(WINDOW_BEFORE + 8 + WINDOW_AFTER);
    expect([window.opensText, window.closesText]).toEqual([false, false]);
  });

  it("hold folded text, and spans are those of the text as it stands", () => {
    const text = "电话：９１２３\u200b４５６７。";
    const [found] = sweep(partOf(text), createDispatch([probe([{ kind: "digits", run: [8, 8] }])]), typescriptKernel);
    expect(found?.candidate.value).toBe("91234567");
    expect(Buffer.from(text).subarray(found?.start, found?.end).toString()).toBe("９１２３\u200b４５６７");
  });

  it("of a table hold the cell only, with the column as label", () => {
    const seen: TextWindow[] = [];
    const text = "12345678,87654321\n";
    const cells = new Uint32Array(2 * CELL_FIELDS);
    cells.set([0, 8, 0, 0, 1, 1, 9, 17, 1, 0, 1, 10]);
    const table = { labels: ["Phone", "Other"], cells };
    sweep(
      partOf(text, { record: "row", table }),
      createDispatch([probe([{ kind: "digits", run: [8, 8] }], seen)]),
      typescriptKernel,
    );
    expect(seen.map((window) => [window.text, window.label, window.opensText, window.closesText])).toEqual([
      ["12345678", "phone", true, true],
      ["87654321", "other", true, true],
    ]);
  });
});

describe("a long text in blocks", () => {
  it("gives the same as in one piece, for every cutting", () => {
    const seed = seedOf("blocks");
    const random = randomFrom(seed);
    const words = ["91234567", "S1234567D", "x", "\n", "漢字", " ", "a@b.co", "４５６７"];
    let text = "";
    while (text.length < BLOCK_BYTES * 1.2) text += random.pick(words).repeat(1 + random.below(40));
    const bytes = Buffer.from(text);
    const anchors: Detector["anchors"] = [{ kind: "digits", run: [1, 32] }, { kind: "at" }];
    const dispatch = createDispatch([probe(anchors, [], 1)]);
    const whole = sweep(partOf(text), dispatch, typescriptKernel);
    const pieces = function* (size: number): Generator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    for (const size of [997, 65_536, bytes.length]) {
      let count = 0;
      let base = 0;
      const places = new Set<number>();
      for (const part of textBlocks(pieces(size), { steps: [], role: "body", record: "text", section: 0 })) {
        const start = bytes.indexOf(part.bytes.subarray(0, 4096), Math.max(0, base - 4096));
        for (const one of sweep(part, dispatch, typescriptKernel)) places.add(start + one.start);
        count += sweep(part, dispatch, typescriptKernel).length;
        base = start + part.core.end;
      }
      expect(count, `seed ${seed}, pieces of ${size}`).toBe(whole.length);
      expect(places.size).toBe(whole.length);
    }
    expect(whole.length).toBeGreaterThan(10_000);
  });
});
