import { describe, expect, it } from "vitest";
import { exitStatus, type Outcome } from "../../src/engine/verdict.ts";

const base: Outcome = { byConfidence: {}, gaps: 0, failOn: "low", exitCode: 1, allowIncomplete: false, interrupted: 0 };

describe("exit status", () => {
  it.each<[string, Partial<Outcome>, number]>([
    ["clean and complete", {}, 0],
    ["findings", { byConfidence: { medium: 1 } }, 1],
    ["findings win over gaps", { byConfidence: { low: 1 }, gaps: 3 }, 1],
    ["gaps alone", { gaps: 1 }, 3],
    ["gaps allowed", { gaps: 1, allowIncomplete: true }, 0],
    ["below the level", { byConfidence: { medium: 5 }, failOn: "high" }, 0],
    ["below the level, with gaps", { byConfidence: { medium: 5 }, failOn: "high", gaps: 1 }, 3],
    ["never", { byConfidence: { high: 5 }, failOn: "never" }, 0],
    ["another number", { byConfidence: { high: 5 }, exitCode: 183 }, 183],
    ["zero for shards", { byConfidence: { high: 5 }, exitCode: 0, gaps: 2 }, 0],
    ["interrupted before all", { byConfidence: { high: 5 }, interrupted: 130 }, 130],
  ])("%s", (_, outcome, status) => {
    expect(exitStatus({ ...base, ...outcome })).toBe(status);
  });
});
