import { describe, expect, it } from "vitest";
import type { Event } from "../../src/model/events.ts";
import { ndjson } from "../../src/reporters/ndjson.ts";
import { visible } from "../../src/reporters/sanitise.ts";
import { PIPE, stream } from "./stream.ts";

describe("ndjson", () => {
  it.each([
    [1, 10, 4],
    [2, 1_000, 50],
    [3, 0, 0],
  ])("seed %i: one line an event, each the event itself", (seed, findings, gaps) => {
    const events = [...stream({ seed, findings, findingsPerFile: 9, gaps, hostile: true })];
    const report = ndjson.open(PIPE);
    const lines = events.map((event) => report.write(event));
    for (const [index, line] of lines.entries()) {
      expect(line.endsWith("\n")).toBe(true);
      expect(visible(line.slice(0, -1))).toBe(line.slice(0, -1));
      expect(JSON.parse(line)).toEqual(events[index]);
    }
    expect(lines.join("").split("\n")).toHaveLength(events.length + 1);
  });

  it("writes the same bytes whoever ordered the keys, and keeps fields of a later version", () => {
    for (const event of stream({ seed: 5, findings: 30, findingsPerFile: 7, gaps: 9, hostile: true })) {
      const turned = Object.fromEntries(Object.entries({ ...event, novelty: 1 }).toReversed()) as unknown as Event;
      const line = ndjson.open(PIPE).write(turned);
      expect(line).toBe(ndjson.open(PIPE).write(Object.assign({}, event, { novelty: 1 })));
      expect(line.startsWith(`{"event":"${event.event}",`)).toBe(true);
      expect(line.endsWith(',"novelty":1}\n')).toBe(true);
    }
  });

  it("orders the keys of a finding and a gap as the interface shows them", () => {
    const keysOf = (kind: Event["event"]) => {
      const events = [...stream({ seed: 5, findings: 60, findingsPerFile: 7, gaps: 9 })];
      const event = events.find((each) => each.event === kind && !("places" in each)) as Event;
      return Object.keys(JSON.parse(ndjson.open(PIPE).write(event)) as object).join(" ");
    };
    expect(keysOf("finding")).toBe("event id type detector confidence display key role record recordKind location evidence");
    expect(keysOf("gap")).toBe("event reason examined location detail");
    expect(keysOf("file")).toBe("event path format bytes sha256 examined messages findings gaps");
  });

  it("writes 100,000 findings line by line", () => {
    const report = ndjson.open(PIPE);
    let lines = 0;
    let events = 0;
    for (const event of stream({ seed: 6, findings: 100_000, findingsPerFile: 500, gaps: 300 })) {
      events += 1;
      const text = report.write(event);
      if (text.indexOf("\n") === text.length - 1) lines += 1;
    }
    expect(lines).toBe(events);
    expect(events).toBeGreaterThan(100_000);
  });
});
