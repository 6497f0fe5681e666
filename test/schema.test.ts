import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { ROLES } from "../src/model/document.ts";
import type { Event } from "../src/model/events.ts";
import { SCHEMA_ID } from "../src/model/events.ts";
import { CONFIDENCES, FINDING_TYPES, RECORD_KINDS } from "../src/model/finding.ts";
import { GAP_REASONS } from "../src/model/gap.ts";
import { DATA_CLASSES, LINK_REASONS } from "../src/model/individual.ts";
import { REPORTERS } from "../src/reporters/index.ts";
import { PIPE, stream, written } from "./reporters/stream.ts";

interface Schema {
  [keyword: string]: unknown;
  $id: string;
  definitions: Record<string, Record<string, unknown>>;
}

function read(name: string): Schema {
  return JSON.parse(readFileSync(new URL(`../schema/${name}.schema.json`, import.meta.url), "utf8")) as Schema;
}

const events = read("events");
const report = read("report");

/** The same schema, but an object may hold nothing that is not described. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in copy ? { ...copy, additionalProperties: false } : copy;
}

function compile(schema: unknown): ValidateFunction {
  return new Ajv({ strict: true, allErrors: false }).compile(schema as Schema);
}

const validEvent = compile(events);
const validReport = compile(report);

function requireValid(validate: ValidateFunction, value: unknown): void {
  if (!validate(value)) throw new Error(`${JSON.stringify(validate.errors)} in ${JSON.stringify(value).slice(0, 600)}`);
}

function definition(name: string): Record<string, unknown> {
  const found = events.definitions[name];
  if (found === undefined) throw new Error(`no definition ${name}`);
  return found;
}

const SAMPLE = [...stream({ seed: 11, findings: 400, findingsPerFile: 20, gaps: 40, hostile: true, inputs: ["./a", "./b"] })];

function sampleOf<K extends Event["event"]>(kind: K): Extract<Event, { event: K }> {
  return SAMPLE.find((event) => event.event === kind) as Extract<Event, { event: K }>;
}

describe("lists of the schema", () => {
  it.each([
    ["confidence", CONFIDENCES],
    ["role", ROLES],
    ["recordKind", RECORD_KINDS],
    ["gapReason", GAP_REASONS],
    ["linkReason", LINK_REASONS],
    ["dataClass", DATA_CLASSES],
  ])("%s is the model's list", (name, list) => {
    expect(definition(name)["enum"]).toEqual([...list]);
  });

  it("findingType is the model's list and national numbers", () => {
    const [listed, national] = definition("findingType")["anyOf"] as [{ enum: string[] }, { pattern: string }];
    expect(listed.enum).toEqual([...FINDING_TYPES]);
    const pattern = new RegExp(national.pattern, "u");
    for (const type of ["my-nric", "us-ssn", "gb-nino", "in-aadhaar"]) expect(type).toMatch(pattern);
    for (const type of ["sg-nricc", "nric", "USA-ssn", "us-", "us-ssn\n<script>"]) expect(type).not.toMatch(pattern);
  });

  it("both schemas name the stream's version and share their definitions", () => {
    expect(definition("scan")["properties"]).toMatchObject({ schema: { const: SCHEMA_ID } });
    expect(report["properties"]).toMatchObject({ schema: { const: SCHEMA_ID } });
    expect(report.definitions).toEqual(events.definitions);
    expect([events.$id, report.$id]).toEqual(["urn:pii-scan:1:events", "urn:pii-scan:1:report"]);
  });
});

describe("events", () => {
  it("every event of a run is valid", () => {
    for (const event of SAMPLE) requireValid(validEvent, event);
    expect(new Set(SAMPLE.map((event) => event.event)).size).toBe(6);
  });

  it("describes every field that the events have", () => {
    const validate = compile(closed(events));
    for (const event of SAMPLE) requireValid(validate, event);
    const settings = {
      ...sampleOf("scan").settings,
      types: { only: ["phone"], except: ["email"] },
      include: ["*.csv"],
      exclude: ["*.log"],
    };
    requireValid(validate, { ...sampleOf("scan"), settings });
    requireValid(validate, { ...sampleOf("finding"), value: "+6590000000" });
    expect(validate({ ...sampleOf("finding"), novelty: 1 })).toBe(false);
  });

  it("accepts fields of a later minor version", () => {
    for (const kind of ["scan", "file", "finding", "gap", "individual", "summary"] as const) {
      requireValid(validEvent, { ...sampleOf(kind), novelty: { any: "thing" } });
    }
  });

  it.each(
    (["scan", "file", "finding", "gap", "individual", "summary"] as const).flatMap((kind) =>
      (definition(kind)["required"] as string[]).map((key) => [kind, key] as const),
    ),
  )("%s without %s is refused", (kind, key) => {
    const { [key]: _left, ...rest } = { ...sampleOf(kind) } as Record<string, unknown>;
    expect(validEvent(rest)).toBe(false);
  });

  it.each([
    ["an unknown event", { event: "progress" }],
    ["an unknown type", { ...sampleOf("finding"), type: "sg-nricc" }],
    ["an unknown reason", { ...sampleOf("gap"), reason: "lazy" }],
    ["a gap that examined all", { ...sampleOf("gap"), examined: "whole" }],
    ["a role of no list", { ...sampleOf("finding"), role: "aside" }],
    ["line 0", { ...sampleOf("finding"), location: { file: "a", steps: [], line: 0 } }],
    ["page 0", { ...sampleOf("finding"), location: { file: "a", steps: [{ kind: "page", page: 0 }] } }],
    ["a step of no kind", { ...sampleOf("finding"), location: { file: "a", steps: [{ kind: "drawer", name: "x" }] } }],
    ["a joined location", { ...sampleOf("finding"), location: "a.mbox/message 3" }],
    ["an individual of nothing", { ...sampleOf("individual"), identifiers: [] }],
    ["a hash in capitals", { ...sampleOf("file"), sha256: "AB".repeat(32) }],
    ["half a finding", { ...sampleOf("file"), findings: 0.5 }],
    ["a count of an unknown type", { ...sampleOf("summary"), findings: { total: 1, byType: { nric: 1 }, byConfidence: {} } }],
    ["a local time", { ...sampleOf("scan"), startedAt: "2026-11-23T08:00:00+08:00" }],
    ["another stream", { ...sampleOf("scan"), schema: "pii-scan/2" }],
  ])("%s is refused", (_name, event) => {
    expect(validEvent(event)).toBe(false);
  });
});

describe("what the reporters write", () => {
  it.each([
    [1, 10, 4],
    [2, 1_000, 30],
    [3, 0, 3],
  ])("seed %i: %i findings and %i gaps are valid as lines and as a document", (seed, findings, gaps) => {
    const shape = { seed, findings, findingsPerFile: 13, gaps, hostile: true };
    const [json, ndjson] = ["json", "ndjson"].map((id) => REPORTERS.find((reporter) => reporter.id === id)?.open(PIPE));
    if (json === undefined || ndjson === undefined) throw new Error("a reporter is missing");
    requireValid(validReport, JSON.parse(written(json, stream(shape))));
    for (const line of written(ndjson, stream(shape)).split("\n").slice(0, -1)) requireValid(validEvent, JSON.parse(line));
  });

  it("a document without its summary is refused", () => {
    const json = REPORTERS.find((reporter) => reporter.id === "json")?.open(PIPE);
    const document = JSON.parse(written(json as NonNullable<typeof json>, SAMPLE)) as Record<string, unknown>;
    requireValid(validReport, document);
    const { summary: _summary, ...rest } = document;
    expect(validReport(rest)).toBe(false);
    expect(validReport({ ...document, gaps: [sampleOf("finding")] })).toBe(false);
  });
});
