import { describe, expect, it } from "vitest";
import { createOverview, FINDINGS_LISTED, ROWS_LISTED } from "../../src/reporters/overview.ts";
import { stream } from "./stream.ts";
import type { Shape } from "./stream.ts";

function overviewOf(shape: Shape) {
  const overview = createOverview();
  let most = 0;
  for (const event of stream(shape)) {
    if (event.event === "summary") overview.end();
    else overview.add(event);
    most = Math.max(most, overview.listed.length, overview.topFiles.length, overview.worstGaps.length);
  }
  return { overview, most };
}

describe("overview", () => {
  it("keeps a bounded number of events, however long the run", () => {
    const { overview, most } = overviewOf({ seed: 1, findings: 20_000, findingsPerFile: 3, gaps: 9_000 });
    expect(most).toBe(FINDINGS_LISTED);
    expect([overview.listed.length, overview.topFiles.length, overview.worstGaps.length]).toEqual([0, ROWS_LISTED, ROWS_LISTED]);
    expect(overview.peopleIn.size).toBe(0);
    expect([overview.findings, overview.filesWithFindings, overview.gaps]).toEqual([20_000, 6_667, 9_000]);
  });

  it.each([
    [FINDINGS_LISTED, FINDINGS_LISTED],
    [FINDINGS_LISTED + 1, 0],
  ])("of %i findings keeps %i", (findings, kept) => {
    expect(overviewOf({ seed: 2, findings, findingsPerFile: 9, gaps: 0 }).overview.listed).toHaveLength(kept);
  });

  it("counts a person once a file, and in each file", () => {
    // People have three findings each in order, files two: the first person is in files 0 and 1, the second in 1 and 2.
    const { overview } = overviewOf({ seed: 3, findings: 6, findingsPerFile: 2, gaps: 0 });
    expect([...overview.peopleIn.values()]).toEqual([1, 2, 1]);
  });
});
