import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../../fixtures/make/disk.mjs";
import { encodingCases } from "../../fixtures/make/encodings.mjs";
import { scan } from "../../dist/index.js";
import type { Event, FindingEvent } from "../../src/model/events.ts";
import { filesOf, findingsOf, gapsOf, run, summaryOf, temporaryFolder } from "../cli/command.ts";
import { seedOf } from "../random.ts";

const seed = seedOf("encodings");
const folder = temporaryFolder();
const evidence = join(folder, "evidence");
const cases = encodingCases(seed);
const events: Event[] = [];
const byCase = new Map<string, FindingEvent[]>();

beforeAll(async () => {
  writeFiles(
    evidence,
    cases.flatMap((one) => one.files),
  );
  for await (const event of scan([evidence], { reveal: true })) events.push(JSON.parse(JSON.stringify(event)) as Event);
  for (const one of cases) byCase.set(one.id, []);
  for (const finding of findingsOf(events)) {
    const owner = ownerOf(finding.location.file);
    byCase.get(owner)?.push(finding);
  }
});

/** File names are shown masked; the folder of the case is not. */
function ownerOf(file: string): string {
  return file.split("/")[0] as string;
}

function distinct(findings: readonly { type: string; value?: string }[], types: readonly string[]): string[] {
  return [...new Set(findings.filter((one) => types.includes(one.type)).map((one) => `${one.type} ${one.value}`))].sort();
}

describe(`planted values (seed ${seed})`, () => {
  it("has cases to look at", () => {
    expect(cases.length).toBeGreaterThan(40);
    expect(cases.flatMap((one) => one.expected).length).toBeGreaterThan(150);
  });

  it.each(cases.map((one) => [one.id, one] as const))("%s: all found, and no number that was not planted", (id, one) => {
    const found = byCase.get(id) ?? [];
    const types = [...new Set(one.expected.map((planted) => planted.type))];
    expect(distinct(found, types)).toEqual(expect.arrayContaining(distinct(one.expected, types)));
    const numbers = ["sg-nric", "payment-card"];
    expect(distinct(found, numbers)).toEqual(distinct(one.expected, numbers));
    const forbidden = new Set(one.forbidden.map((planted) => `${planted.type} ${planted.value}`));
    expect(found.filter((finding) => forbidden.has(`${finding.type} ${finding.value}`))).toEqual([]);
  });
});

describe("what adds up", () => {
  it("files, messages, findings and people", () => {
    const summary = summaryOf(events);
    const { files, messages, gaps } = summary.coverage;
    expect(files.found).toBe(files.examined + files.partly + files.notExamined);
    expect(files.found).toBe(filesOf(events).length);
    expect(messages.expected).toBe(messages.read + messages.partly + messages.failed);
    expect(messages.expected).toBeGreaterThan(50);
    expect(gaps.total).toBe(gapsOf(events).length);
    expect(summary.findings.total).toBe(findingsOf(events).length);
    expect(filesOf(events).reduce((sum, file) => sum + file.findings, 0)).toBe(summary.findings.total);
    const members = events.flatMap((event) => (event.event === "individual" ? event.findings : []));
    expect(new Set(members).size).toBe(members.length);
    const people = findingsOf(events).filter((one) => one.type !== "sg-uen" && one.type !== "payment-card-test");
    expect(members.toSorted()).toEqual(people.map((one) => one.id).toSorted());
    expect(new Set(findingsOf(events).map((one) => one.id)).size).toBe(summary.findings.total);
    const { atLeast, estimate, atMost } = summary.individuals;
    expect(atLeast).toBeLessThanOrEqual(estimate);
    expect(estimate).toBeLessThanOrEqual(atMost);
  });

  it("every event is as the schema says", () => {
    const validate = new Ajv({ allErrors: true }).compile(
      JSON.parse(readFileSync(new URL("../../schema/events.schema.json", import.meta.url), "utf8")),
    );
    for (const event of events) expect(validate(event), JSON.stringify(validate.errors?.[0])).toBe(true);
  });
});

describe("no raw value leaves without --reveal", () => {
  it.each(["table", "json", "ndjson", "csv"])("in %s, on either stream", async (format) => {
    const ran = await run([evidence, "-f", format, "--min-confidence", "low", "-v"]);
    expect(ran.stdout.length).toBeGreaterThan(1000);
    const values = cases.flatMap((one) => one.expected).filter((planted) => planted.type !== "sg-address");
    const leaks = values.filter(({ value }) => ran.stdout.includes(value) || ran.stderr.includes(value));
    expect(leaks.map((leak) => leak.type)).toEqual([]);
  });
});
