import { describe, expect, it } from "vitest";
import type { TextPart } from "../../src/model/document.ts";
import { CELL_FIELDS } from "../../src/model/document.ts";
import type { Finding } from "../../src/model/finding.ts";
import { createGatherer } from "../../src/engine/gather.ts";
import type { Spotted } from "../../src/engine/overlap.ts";
import { partOf } from "./part.ts";

/** What the sweep would spot: each of the values where it stands. */
function spot(part: TextPart, values: readonly string[]): Spotted[] {
  return values.map((value) => {
    const start = Buffer.from(part.bytes).indexOf(value);
    const candidate = { type: "sg-nric" as const, start: 0, end: value.length, value, confidence: "high" as const, evidence: [] };
    return {
      candidate,
      detector: "sg-nric",
      order: 0,
      start,
      end: start + value.length,
      anchor: start,
      cell: part.table === undefined ? -1 : 0,
    };
  });
}

function gathered(parts: readonly (readonly [TextPart, readonly string[]])[]): readonly Finding[] {
  const gatherer = createGatherer({ file: "a.eml", steps: [] }, "out");
  for (const [part, values] of parts) gatherer.add(part, spot(part, values));
  return gatherer.take(true);
}

const short = (findings: readonly Finding[]): string[] =>
  findings.map(
    ({ value, role, record, location, places }) =>
      `${value} ${role} ${record.kind}:${record.ref} ${location.line} +${places.length}`,
  );

describe("the findings of one document", () => {
  it("twins of the plain and the HTML text are one finding with two places", () => {
    const plain = partOf("x\nA1 B2\n", { alternative: "plain" });
    const html = partOf("A1\nB2\n\nC3", { alternative: "html" });
    const found = gathered([
      [plain, ["A1", "B2"]],
      [html, ["A1", "B2", "C3"]],
    ]);
    expect(found.map(({ value, places }) => `${value} +${places.length}`)).toEqual(["A1 +1", "B2 +1", "C3 +0"]);
    expect(found[0]?.places[0]).toMatchObject({ file: "a.eml", line: 1, column: 1 });
  });

  it("pairs own text with own text and quoted with quoted", () => {
    const found = gathered([
      [partOf("A1", { alternative: "plain" }), ["A1"]],
      [partOf("A1", { alternative: "plain", role: "quoted", section: 1 }), ["A1"]],
      [partOf("A1", { alternative: "html", role: "quoted", section: 1 }), ["A1"]],
      [partOf("A1", { alternative: "html" }), ["A1"]],
    ]);
    expect(found.map(({ role, places }) => `${role} +${places.length}`)).toEqual(["body +1", "quoted +1"]);
  });

  it("a row of an HTML table is the twin of a line of the plain text, and lends it its record", () => {
    const cells = new Uint32Array(CELL_FIELDS);
    cells.set([0, 2, 0, 7, 4, 1]);
    const table = { labels: ["NRIC"], cells };
    const found = gathered([
      [partOf("A1", { alternative: "plain" }), ["A1"]],
      [partOf("A1", { alternative: "html", record: "row", table }), ["A1"]],
    ]);
    expect(short(found)).toEqual(["A1 body row:t7 1 +1"]);
  });

  it("the same text twice without alternatives is two findings", () => {
    const found = gathered([
      [partOf("A1"), ["A1"]],
      [partOf("A1", { section: 1, role: "quoted" }), ["A1"]],
    ]);
    expect(short(found)).toEqual(["A1 body text:s0 1 +0", "A1 quoted text:s1 1 +0"]);
  });

  it("lines of a log are records", () => {
    const part = partOf("A1\nB2\n", { record: "line" });
    expect(short(gathered([[part, ["A1", "B2"]]]))).toEqual(["A1 body line:l1 1 +0", "B2 body line:l2 2 +0"]);
  });
});
