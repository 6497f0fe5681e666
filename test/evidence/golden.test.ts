import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { Event } from "../../src/model/events.ts";
import { eventsOf, run, SAMPLE, temporaryFolder } from "../cli/command.ts";

const GOLDEN = fileURLToPath(new URL("../../fixtures/sample-export.golden.ndjson", import.meta.url));
const key = join(temporaryFolder(), "case.key");
writeFileSync(key, "the key of the golden run, not a secret\n");

const THEN = "2000-01-01T00:00:00.000Z";

/** What may differ between two runs, and the path that was named. */
function timeless(event: Event): Event {
  if (event.event === "scan") return { ...event, startedAt: THEN, inputs: ["sample-export"] };
  if (event.event === "summary") return { ...event, endedAt: THEN, seconds: 0, bytesPerSecond: 0 };
  return event;
}

/** Shows what a change does to a whole run; `UPDATE_GOLDEN=1` takes the new run as right, to be reviewed like code. */
it("the sample export gives the run that was reviewed", async () => {
  const ran = await run([SAMPLE, "-f", "ndjson", "--case-key-file", key]);
  const events = eventsOf(ran.stdout).map(timeless);
  if (process.env["UPDATE_GOLDEN"] !== undefined)
    writeFileSync(GOLDEN, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  expect(events.length).toBeGreaterThan(300);
  expect(events).toEqual(eventsOf(readFileSync(GOLDEN, "utf8")));
});
