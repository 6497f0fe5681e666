import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFiles } from "../../fixtures/make/disk.mjs";
import { encodingCases } from "../../fixtures/make/encodings.mjs";
import { scan } from "../../dist/index.js";
import type { Event } from "../../src/model/events.ts";
import { eventsOf, run, SAMPLE, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const key = join(folder, "case.key");
writeFileSync(key, "0123456789abcdef0123456789abcdef\n");

/** All that may differ between two runs. */
function timeless(event: Event): Event {
  if (event.event === "scan") return { ...event, startedAt: "" };
  if (event.event === "summary") return { ...event, endedAt: "", seconds: 0, bytesPerSecond: 0 };
  return event;
}

describe("worker threads", () => {
  it("print the same for any number of jobs, and as one thread does", async () => {
    const evidence = join(folder, "evidence");
    const cases = encodingCases(11);
    writeFiles(
      evidence,
      cases.flatMap((one) => one.files),
    );
    const runs = await Promise.all(
      ["1", "2", "4"].map(async (jobs) => {
        const ran = await run([evidence, SAMPLE, "-f", "ndjson", "--jobs", jobs, "--case-key-file", key]);
        return eventsOf(ran.stdout).map(timeless);
      }),
    );
    const inline: Event[] = [];
    const caseKey = Buffer.from("0123456789abcdef0123456789abcdef");
    for await (const event of scan([evidence, SAMPLE], { caseKey }, { inline: true }))
      inline.push(JSON.parse(JSON.stringify(event)) as Event);
    expect(runs[0]?.length).toBeGreaterThan(300);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
    expect(inline.map(timeless)).toEqual(runs[0]);
  });

  it("gives other keys under another case key, and the same under the same", async () => {
    const first = await run([SAMPLE, "-f", "csv", "--case-key-file", key]);
    const second = await run([SAMPLE, "-f", "csv", "--case-key-file", key]);
    const other = await run([SAMPLE, "-f", "csv"]);
    const stable = (csv: string): string =>
      csv
        .split("\r\n")
        .filter((line) => line.startsWith("finding"))
        .join("\n");
    expect(stable(second.stdout)).toBe(stable(first.stdout));
    expect(stable(other.stdout)).not.toBe(stable(first.stdout));
  });
});
