import { describe, expect, it } from "vitest";
import type { Event } from "../../src/model/events.ts";
import { json } from "../../src/reporters/json.ts";
import { PIPE, stream, written } from "./stream.ts";

const MEMBERS = { file: "files", finding: "findings", gap: "gaps", individual: "individuals" } as const;

function expected(events: readonly Event[]): unknown {
  const document: Record<string, unknown> = { schema: "pii-scan/1", files: [], findings: [], gaps: [], individuals: [] };
  for (const event of events) {
    if (event.event === "scan" || event.event === "summary") document[event.event] = event;
    else (document[MEMBERS[event.event]] as Event[]).push(event);
  }
  return document;
}

describe("json", () => {
  it.each([
    [1, 10, 4, false],
    [2, 1_000, 50, false],
    [3, 0, 0, false],
    [4, 0, 7, false],
    [5, 40, 7, true],
  ])(
    "seed %i: %i findings and %i gaps (interrupted: %s) make one document with the same events",
    (seed, findings, gaps, partial) => {
      const events = [...stream({ seed, findings, findingsPerFile: 9, gaps, hostile: true, partial })];
      const text = written(json.open(PIPE), events);
      expect(JSON.parse(text)).toEqual(expected(events));
      expect(text.endsWith("}\n")).toBe(true);
    },
  );

  it("writes findings as they come, and each event on its own line", () => {
    const report = json.open(PIPE);
    let lines = 0;
    for (const event of stream({ seed: 8, findings: 20, findingsPerFile: 6, gaps: 5 })) {
      const text = report.write(event);
      if (event.event === "finding") expect(text).toContain(event.id);
      lines += text.split("\n").filter((line) => line.startsWith('{"event"')).length;
    }
    const listed = [...stream({ seed: 8, findings: 20, findingsPerFile: 6, gaps: 5 })].filter(({ event }) => event in MEMBERS);
    expect(lines).toBe(listed.length);
  });

  it("refuses what comes too late to be written, rather than losing it", () => {
    const events = [...stream({ seed: 8, findings: 6, findingsPerFile: 6, gaps: 2 })];
    for (const kind of ["finding", "gap", "file"] as const) {
      const report = json.open(PIPE);
      for (const event of events.slice(0, -1)) report.write(event);
      const late = events.find(({ event }) => event === kind) as Event;
      expect(() => report.write(late), kind).toThrow(/out of order/u);
    }
  });

  it("writes a document of 100,000 findings", () => {
    const text = written(json.open(PIPE), stream({ seed: 9, findings: 100_000, findingsPerFile: 900, gaps: 40 }));
    const document = JSON.parse(text) as { findings: unknown[]; files: unknown[]; gaps: unknown[] };
    expect([document.findings.length, document.files.length, document.gaps.length]).toEqual([100_000, 112, 40]);
  });
});
