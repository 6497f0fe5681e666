import { describe, expect, it } from "vitest";
import type { Detector, TextWindow } from "../../src/model/detector.ts";
import type { TextPart } from "../../src/model/document.ts";
import { CELL_FIELDS } from "../../src/model/document.ts";
import { createDispatch } from "../../src/engine/dispatch.ts";
import type { Spotted } from "../../src/engine/overlap.ts";
import { sweep, WINDOW_AFTER, WINDOW_BEFORE } from "../../src/engine/sweep.ts";
import { BLOCK_BYTES, textBlocks } from "../../src/formats/blocks.ts";
import { DETECTORS } from "../../src/detectors/index.ts";
import { createTypescriptKernel, createWasmKernel, typescriptKernel, type Kernel } from "../../src/kernel/index.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";
import { plainSweep } from "./plain-sweep.ts";
import { partOf } from "./part.ts";

/** A detector that takes what it is shown: a probe for the sweep. */
function probe(anchors: Detector["anchors"], seen: TextWindow[] = [], width = 0): Detector {
  return {
    id: "probe",
    pack: "sg",
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
    ["two digits that it starts with", [{ kind: "digits", run: [1, 8], starts: ["12", "6"] }], ["12", "1234567", "65", "6123"]],
    ["the byte behind", [{ kind: "digits", run: [7, 8], after: "Dy" }], ["1234567", "91234567"]],
    ["a byte that may not stand before", [{ kind: "digits", run: [7, 8], notBefore: "x" }], ["1234567"]],
    ["a byte that may not stand behind", [{ kind: "digits", run: [7, 8], notAfter: "y" }], ["1234567"]],
    ["a byte that joins it to a digit before", [{ kind: "digits", run: [4, 4], joinsBefore: " -" }], ["4111", "6123"]],
    ["a byte that joins it to a digit behind", [{ kind: "digits", run: [4, 4], joinsAfter: " -" }], ["1111", "4567"]],
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

/** Where the detectors were asked before their anchors spared them questions: the answers must be the same. */
const WIDE: Readonly<Record<string, Detector["anchors"]>> = {
  "sg-nric": [
    { kind: "digits", run: [7, 7], total: [7, 7], before: "STFGMstfgm -/." },
    { kind: "digits", run: [1, 6], total: [7, 7], before: "STFGMstfgm -/." },
  ],
  "payment-card": [
    { kind: "digits", run: [12, 19] },
    { kind: "digits", run: [4, 4], total: [14, 32] },
    { kind: "digits", run: [1, 1], total: [14, 19] },
  ],
  "sg-address": [
    { kind: "digits", run: [6, 6] },
    { kind: "digits", run: [1, 3], total: [3, 32], before: "#" },
    { kind: "digits", run: [1, 2], total: [3, 7], before: "BLPblp" },
  ],
  phone: [
    { kind: "digits", run: [1, 15], total: [7, 32], before: "+" },
    { kind: "digits", run: [8, 8], lead: "3689" },
    { kind: "digits", run: [4, 4], total: [8, 32], lead: "3689" },
    { kind: "digits", run: [1, 3], total: [8, 8], lead: "3689" },
    { kind: "digits", run: [10, 10], lead: "6" },
    { kind: "digits", run: [4, 4], total: [11, 32], lead: "1" },
    { kind: "digits", run: [1, 1], total: [11, 11], lead: "1" },
    { kind: "digits", run: [11, 11], lead: "1" },
    { kind: "digits", run: [2, 17], total: [10, 32], lead: "0" },
    { kind: "digits", run: [2, 3], total: [11, 15], lead: "2346789" },
    { kind: "digits", run: [11, 13], total: [11, 15], lead: "2346789" },
  ],
};

/** Values, labels and what stands beside them, so that each condition of an anchor is met and missed. */
function mixed(random: Random): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.below(10)).join("");
  const pick = (all: string): string => random.pick(all.split("|"));
  const values = [
    () =>
      pick(
        "S1234567D|T1234567J|g1234567x|s 1234567 d|S-1234567-D|S.1234567.D|S - 1234567 - D|NRICS1234567D|S 123 4567 D|S/1234567/D|S1234567A",
      ),
    () => pick("4539578763621486|4539 5787 6362 1486|5425-2334-3010-9903|3742 454554 00126|6212345678901234"),
    () => pick("4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6|%B4539578763621486^TAN|30569309025904|3530111333300000|8171999927660000"),
    () => pick("91234567|9123 4567|6123-4567|6123.4567|91 23 45 67|912 345 67|9 1 2 3 4 5 6 7|+65 9123 4567|(65) 9123-4567"),
    () => pick("0065 91234567|6591234567|1800 123 4567|18001234567|+44 (0)20 7946 0958|60 12-345 6789|0016503336000"),
    () => pick("65-91234567|65.9123.4567|+1 (650) 333-6000|8613912345678|86 139 1234 5678|33.1.23.45.67.89|00 44 20 7946 0958"),
    () => pick("560252|Singapore 560252|S(560252)|S560252|#10-1234|#05 - 01|# 3-4|#B1-23|Blk 252 Ang Mo Kio Ave 4 #10-1234"),
    () => pick("ann@example.com|2026-11-23T08:15:30.123Z|192.168.100.200|203.116.234.123|1.234567|87.123456|12:345678"),
    () =>
      pick(
        "S****567D|IC ending 567D|UEN 201221074R|passport no E1234567N|DOB: 31/12/1980|born 31 Dec 1980|DBS a/c no. 123-4-567890",
      ),
    () =>
      pick(
        "GB82WEST12345698765432|card XXXX-XXXX-XXXX-1234|Password: hunter2x|OTP is 483920|密码：abc123|HIV positive|salary: $5,200",
      ),
    () => digits(1 + random.below(20)),
    () => `${digits(1 + random.below(9))}${pick(" |-|.|/|(|)|  |, |:")}${digits(1 + random.below(9))}`,
  ];
  const beside = "| |  |\n|\r\n|-|.|,|:|/|(|)|$|@|#|_|'|\"|x|B|S|a|é|，|\u2028|\u00a0|%|+|5|0.|65|65-|+65.|US$|[|]|>|tel:|=";
  const words = "|||Tel: |HP|card no. |NRIC |postal code |Ang Mo Kio Ave 4 |order |电话|at 12 Jalan Besar |Fax#|M: ";
  let text = "";
  for (let left = 1 + random.below(6); left > 0; left -= 1) {
    text += pick(words) + pick(beside) + random.pick(values)() + pick(beside);
  }
  return random.below(12) === 0 ? text.replaceAll("1", "１") : text;
}

/** Of two anchors that give the same finding either may be told; of an address it says what is claimed. */
function told(found: readonly Spotted[]): unknown[] {
  return found.map(({ anchor, ...one }) => (one.candidate.type === "sg-address" ? { anchor, ...one } : one));
}

/** What `mixed` has enough of; the others are shown the same texts. */
const MET = [
  "sg-nric",
  "sg-nric-partial",
  "sg-uen",
  "payment-card",
  "passport",
  "date-of-birth",
  "iban",
  "sg-address",
  "phone",
  "email",
  "credential",
];

describe("the detectors", () => {
  const kernels: readonly Kernel[] = [typescriptKernel, createTypescriptKernel(2), createWasmKernel() as Kernel];

  it("answer as if they were asked everywhere, in texts", () => {
    const seed = seedOf("sweep");
    const random = randomFrom(seed);
    const dispatch = createDispatch(DETECTORS);
    const counts = new Map<string, number>();
    for (let round = 0; round < 6_000; round += 1) {
      const text = mixed(random);
      const label = random.pick(["", "", "phone", "creditcard", "postal_code", "message-id", "nric"]);
      const part = partOf(text, { label });
      const expected = plainSweep(part, DETECTORS, WIDE);
      for (const kernel of kernels) {
        expect(told(sweep(part, dispatch, kernel)), `seed ${seed}, round ${round}, ${JSON.stringify(text)}`).toEqual(
          told(expected),
        );
      }
      for (const { detector } of expected) counts.set(detector, (counts.get(detector) ?? 0) + 1);
    }
    for (const id of MET) expect(counts.get(id), id).toBeGreaterThan(50);
  }, 60_000);

  it("answer as if they were asked everywhere, in tables", () => {
    const seed = seedOf("tables");
    const random = randomFrom(seed);
    const dispatch = createDispatch(DETECTORS);
    const labels = ["", "Phone", "card", "Postal Code", "other"];
    for (let round = 0; round < 3_000; round += 1) {
      const cells: number[] = [];
      let text = "";
      for (let cell = 0; cell < 4; cell += 1) {
        const start = Buffer.byteLength(text);
        text += mixed(random);
        const end = Buffer.byteLength(text);
        // A cell that nobody indexed: between two cells, nothing is asked.
        if (random.below(5) > 0) cells.push(start, end, random.below(labels.length), cell, 1, 1);
        text += random.pick([",", ";", "\t", "|", "\n", '"', "\r\n"]);
      }
      const part = partOf(text, { record: "row", table: { labels, cells: Uint32Array.from(cells) } });
      const expected = plainSweep(part, DETECTORS, WIDE);
      for (const kernel of kernels) {
        expect(told(sweep(part, dispatch, kernel)), `seed ${seed}, round ${round}, ${JSON.stringify(text)}`).toEqual(
          told(expected),
        );
      }
    }
  }, 60_000);

  it("are asked where they share a bit with others", () => {
    const seed = seedOf("many");
    const random = randomFrom(seed);
    const many = [...DETECTORS, ...DETECTORS.map((detector) => ({ ...detector, id: `${detector.id}-2` }))];
    const dispatch = createDispatch(many);
    for (let round = 0; round < 500; round += 1) {
      const part = partOf(mixed(random));
      const expected = plainSweep(part, many, {
        ...WIDE,
        ...Object.fromEntries(Object.entries(WIDE).map(([id, all]) => [`${id}-2`, all])),
      });
      expect(told(sweep(part, dispatch, typescriptKernel)), `seed ${seed}, round ${round}`).toEqual(told(expected));
    }
  });
});
