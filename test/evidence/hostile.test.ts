import { getuid } from "node:process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reopenEntries, writeEntries } from "../../fixtures/make/disk.mjs";
import { hostileCases } from "../../fixtures/make/hostile.mjs";
import { scan } from "../../dist/index.js";
import type { Event } from "../../src/model/events.ts";
import { filesOf, findingsOf, gapsOf, summaryOf, temporaryFolder } from "../cli/command.ts";
import { seedOf } from "../random.ts";

/** Milliseconds that a case may take, many times what it takes: one that is read without care takes minutes. */
const SECONDS = 20_000;

const seed = seedOf("hostile");
const folder = temporaryFolder();
const cases = hostileCases(seed);
const missing = new Set<string>();

beforeAll(() => {
  for (const one of cases) for (const path of writeEntries(folder, one.entries)) missing.add(path);
});
afterAll(() => {
  for (const one of cases) reopenEntries(folder, one.entries);
});

async function eventsIn(path: string): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of scan([path], { reveal: true })) events.push(event);
  return events;
}

describe(`damaged and ill-meant evidence (seed ${seed})`, () => {
  it.each(cases.map((one) => [one.id, one] as const))(
    "%s",
    async (id, one) => {
      const events = await eventsIn(join(folder, id));
      const values = new Set(findingsOf(events).map((finding) => `${finding.type} ${finding.value}`));
      for (const planted of one.expected)
        expect(values, `${id}: a planted value is lost`).toContain(`${planted.type} ${planted.value}`);

      const summary = summaryOf(events);
      const { files, messages } = summary.coverage;
      expect(files.found).toBe(files.examined + files.partly + files.notExamined);
      expect(messages.expected).toBe(messages.read + messages.partly + messages.failed);
      if (one.messages !== undefined) expect(messages.expected).toBe(one.messages);
      for (const file of filesOf(events)) if (file.examined !== "whole") expect(file.gaps).toBeGreaterThan(0);

      if (one.privileged === true && getuid?.() === 0) return;
      for (const wanted of one.gaps) {
        if (missing.has(wanted.path)) continue;
        const path = wanted.path.slice(id.length + 1);
        const reasons = gapsOf(events)
          .filter((gap) => gap.location.file === path || path === "")
          .map((gap) => gap.reason);
        expect(
          reasons.some((reason) => wanted.reasons.includes(reason)),
          `${wanted.path}: ${wanted.reasons.join("/")}, got ${reasons.join("/")}`,
        ).toBe(true);
      }
      if (one.gaps.length > 0) expect(summary.complete).toBe(false);
    },
    SECONDS,
  );
});
