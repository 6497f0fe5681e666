import { describe, expect, it } from "vitest";
import { createProgress, type ProgressMode } from "../../src/cli/progress.ts";
import type { Progress } from "../../src/pool/unit-run.ts";

const TOTAL = 25_200_000;

/** What a run of `seconds` at 1 MB/s paints, on a terminal of `width` columns. */
function painted(mode: ProgressMode, width: number, seconds: number): string[] {
  const texts: string[] = [];
  let progress: Progress = { bytes: 0, totalBytes: TOTAL, files: 0, totalFiles: 30, findings: 0, gaps: 0 };
  const line = createProgress(mode, { write: (text) => texts.push(text), columns: width }, () => progress, 0);
  for (let now = 0; now <= seconds * 1000; now += 100) {
    progress = { ...progress, bytes: Math.min(TOTAL, now * 1000), findings: now * 100, gaps: 3 };
    line.tick(now);
  }
  line.clear();
  return texts;
}

const bare = (text: string): string => text.replace("\r\u001b[2K", "");

describe("progress", () => {
  it.each([40, 60, 80, 200])("fits %d columns in whole fields", (width) => {
    const fields =
      /^\d+%(  [\d.]+ k?M?B of 25\.2 MB)?(  [\d.]+ [kM]?B\/s)?(  ETA \d+s)?(  \d+\/30 files)?(  \d+ findings)?(  \d+ gaps)?$/;
    for (const text of painted("bar", width, 20).map(bare).filter(Boolean)) {
      expect(text.length).toBeLessThan(width);
      expect(text).toMatch(fields);
    }
  });

  it("says when it will end while there is something left, and not afterwards", () => {
    expect(painted("bar", 80, 20).at(-2)).toMatch(/ETA 5s/);
    expect(painted("bar", 80, 30).at(-2)).not.toMatch(/ETA/);
  });

  it("takes its line away", () => {
    expect(painted("bar", 80, 1).at(-1)).toBe("\r\u001b[2K");
  });

  it("beats after 10 s and then every 30 s where there is no terminal, without control characters", () => {
    const beats = painted("plain", 80, 75);
    expect(beats).toHaveLength(3);
    for (const beat of beats) expect(beat).toMatch(/^pii-scan: \d+%[ -~]*\n$/);
  });

  it("speaks JSON once a second, or not at all", () => {
    const lines = painted("json", 80, 5).map((text) => JSON.parse(text) as { event: string });
    expect(lines).toHaveLength(5);
    expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(["progress"]));
    expect(painted("none", 80, 60)).toEqual([]);
  });
});
