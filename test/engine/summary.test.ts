import { describe, expect, it } from "vitest";
import { createLedger } from "../../src/engine/ledger.ts";
import { summarise, type Ending } from "../../src/engine/summary.ts";
import { createResolver } from "../../src/individuals/resolve.ts";

const ENDING: Ending = {
  failOn: "low",
  exitCode: 1,
  allowIncomplete: false,
  interrupted: 0,
  partial: false,
  startedAt: new Date("2026-01-15T08:00:00.000Z"),
  endedAt: new Date("2026-01-15T08:00:04.000Z"),
};

function summaryOf(gaps: number, ending: Partial<Ending>) {
  const ledger = createLedger();
  const location = { file: "a.txt", steps: [] };
  for (let gap = 0; gap < gaps; gap += 1)
    ledger.enter({ kind: "gap", gap: { location, reason: "malformed", examined: "partly", detail: "" } });
  ledger.enter({ kind: "file", file: { path: "a.txt", format: "text", bytes: 1_000, unexamined: false } });
  return summarise(ledger, createResolver().resolve(String), { ...ENDING, ...ending });
}

describe("the summary", () => {
  it.each([
    ["a run without gaps", 0, {}, { complete: true, partial: false, exitCode: 0 }],
    ["a run with a gap", 1, {}, { complete: false, partial: false, exitCode: 3 }],
    ["a gap that is allowed", 1, { allowIncomplete: true }, { complete: false, partial: false, exitCode: 0 }],
    ["a stream that was cut off", 0, { partial: true }, { complete: false, partial: true, exitCode: 3 }],
    ["an interrupted run", 0, { partial: true, interrupted: 130 }, { complete: false, partial: true, exitCode: 130 }],
  ] as const)("of %s", (_, gaps, ending, expected) => {
    expect(summaryOf(gaps, ending)).toMatchObject(expected);
  });

  it("tells the speed, and none where no time passed", () => {
    expect(summaryOf(0, {})).toMatchObject({ bytes: 1_000, seconds: 4, bytesPerSecond: 250 });
    expect(summaryOf(0, { endedAt: ENDING.startedAt })).toMatchObject({ seconds: 0, bytesPerSecond: 0 });
  });
});
