import type { Event, FileEvent, FindingEvent, GapEvent, IndividualEvent, SummaryEvent } from "../../src/model/events.ts";
import { SCHEMA_ID } from "../../src/model/events.ts";
import { ROLES } from "../../src/model/document.ts";
import { CONFIDENCES, FINDING_TYPES, RECORD_KINDS } from "../../src/model/finding.ts";
import type { Confidence, Evidence, FindingType } from "../../src/model/finding.ts";
import { GAP_REASONS } from "../../src/model/gap.ts";
import type { GapReason } from "../../src/model/gap.ts";
import { DATA_CLASSES, LINK_REASONS } from "../../src/model/individual.ts";
import type { DataClass } from "../../src/model/individual.ts";
import type { Location, Step } from "../../src/model/location.ts";
import type { Report, ReportContext } from "../../src/model/reporter.ts";

export type Random = () => number;

/** Mulberry32: numbers in [0, 1) from a 32-bit seed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)] as T;
}

/** Names as an attacker, an archive of another country or a broken tool writes them. */
export const HOSTILE_NAMES = [
  "\u001b[2J\u001b]0;owned\u0007.eml",
  "\u001b]8;;http://example.test\u001b\\click\u001b]8;;\u001b\\",
  "a\rb\nc\td.txt",
  "\u009b31mred.csv",
  "\u202egpj.exe",
  "line\u2028para\u2029.txt",
  "\ud800 lone \udfff",
  "=cmd|' /C calc'!A0",
  "+1+1.csv",
  "-2+3.csv",
  "@SUM(A1).csv",
  "\t=1+1",
  "＝1+1.csv",
  "a;=1+1",
  'quote " and, comma',
  "收件箱/陈小明的很长很长的文件名.eml",
  "離職/2023年度の源泉徴収票.pst",
  "👨‍👩‍👧‍👦 family 🇸🇬 ❤️ 1️⃣.jpg",
  "z̶̡̛͎a̷̡̛l̸̢g̴o.txt".repeat(3),
  "a › message 7 › b.txt",
  "zero\u200bwidth\ufeff.txt",
  "",
  "   ",
] as const;

const PLAIN_NAMES = [
  "inbox.mbox",
  "hr/payroll 2026.csv",
  "finance/Inbox.mbox",
  "shared/letters/a-very-long-folder-name/another-one/scan 0001.eml",
];
const DISPLAYS: Partial<Record<FindingType, string>> = {
  "sg-nric": "S****567D",
  "payment-card": "**** **** **** 1111",
  "payment-card-test": "**** **** **** 4242",
  phone: "+65 **** **78",
  email: "t***@example.test",
  "sg-address": "** Clementi Ave *",
};

export interface Shape {
  readonly seed: number;
  readonly findings: number;
  readonly findingsPerFile: number;
  readonly gaps: number;
  readonly hostile?: boolean;
  readonly partial?: boolean;
  readonly inputs?: readonly string[];
}

function steps(random: Random, name: () => string): readonly Step[] {
  const all: readonly Step[] = [
    { kind: "message", index: below(random, 2000), messageId: `<${below(random, 1e6)}@example.test>` },
    { kind: "mime", part: "1.2", name: name() },
    { kind: "mime", part: "2" },
    { kind: "entry", name: name() },
    { kind: "stream", name: name() },
    { kind: "stream" },
    { kind: "page", page: 1 + below(random, 9) },
    { kind: "sheet", name: name() },
    { kind: "folder", name: name() },
    { kind: "attachment", index: below(random, 9), name: name() },
    { kind: "table", name: name() },
  ];
  return all.filter(() => random() < 0.3);
}

/**
 * A run in the order of the stream: scan; per file its findings, gaps and the file event;
 * individuals; summary. The sums of the interface hold. A generator: 100,000 findings need no list.
 */
export function* stream(shape: Shape): Generator<Event, void, undefined> {
  const random = seeded(shape.seed);
  const name = () => (shape.hostile === true ? pick(random, HOSTILE_NAMES) : pick(random, PLAIN_NAMES));
  const inputs = shape.inputs ?? ["./export"];
  yield {
    event: "scan",
    schema: SCHEMA_ID,
    tool: { name: "pii-scan", version: "0.1.0" },
    startedAt: "2026-11-23T08:00:00Z",
    inputs,
    settings: { detectors: ["sg-nric", "payment-card"], minConfidence: "medium", mask: "partial", revealed: false },
    keyId: "k-0001",
  };
  const byType: Partial<Record<FindingType, number>> = {};
  const byConfidence: Partial<Record<Confidence, number>> = {};
  const byReason: Partial<Record<GapReason, number>> = {};
  const byClass: Partial<Record<DataClass, number>> = {};
  const fileCount = Math.max(1, Math.ceil(shape.findings / shape.findingsPerFile));
  const gapsPerFile = Math.ceil(shape.gaps / fileCount);
  const counts = { examined: 0, partly: 0, notExamined: 0 };
  let written = 0;
  let gaps = 0;
  let people: string[] = [];
  const groups: string[][] = [];
  for (let index = 0; index < fileCount; index += 1) {
    const path = `${index}-${name()}`;
    const input = inputs.length > 1 ? index % inputs.length : undefined;
    const place = (): Location => ({
      ...(input === undefined ? {} : { input }),
      file: path,
      steps: steps(random, name),
      ...(random() < 0.8 ? { line: 1 + below(random, 500), column: 1 + below(random, 90) } : {}),
    });
    const inFile = Math.min(shape.findingsPerFile, shape.findings - written);
    for (let each = 0; each < inFile; each += 1) {
      const type = pick(random, FINDING_TYPES);
      const confidence = pick(random, CONFIDENCES);
      const evidence: readonly Evidence[] = [
        { kind: "checksum", rule: "nric-mod11" },
        { kind: "label", label: "NRIC" },
        { kind: "against", word: "invoice" },
        { kind: "reading", reading: "ocr" },
      ];
      const finding: FindingEvent = {
        event: "finding",
        id: `f-${written}`,
        type,
        detector: type,
        confidence,
        display: DISPLAYS[type] ?? "****",
        key: `key${written % 977}`,
        role: pick(random, ROLES),
        record: `r-${written}`,
        recordKind: pick(random, RECORD_KINDS),
        location: place(),
        ...(random() < 0.1 ? { places: [place()] } : {}),
        evidence: evidence.filter(() => random() < 0.7),
      };
      yield finding;
      byType[type] = (byType[type] ?? 0) + 1;
      byConfidence[confidence] = (byConfidence[confidence] ?? 0) + 1;
      people.push(finding.id);
      if (people.length === 3) {
        groups.push(people);
        people = [];
      }
      written += 1;
    }
    const gapsHere = Math.min(gapsPerFile, shape.gaps - gaps);
    for (let each = 0; each < gapsHere; each += 1) {
      const reason = pick(random, GAP_REASONS);
      const gap: GapEvent = {
        event: "gap",
        reason,
        examined: "partly",
        location: place(),
        detail: "archive entry needs a password that was not given",
      };
      yield gap;
      byReason[reason] = (byReason[reason] ?? 0) + 1;
      gaps += 1;
    }
    counts[gapsHere > 0 ? "partly" : "examined"] += 1;
    const file: FileEvent = {
      event: "file",
      ...(input === undefined ? {} : { input }),
      path,
      format: "mbox",
      bytes: 1000 + index,
      sha256: "ab".repeat(32),
      examined: gapsHere > 0 ? "partly" : "whole",
      messages: { expected: 4, read: 4, partly: 0, failed: 0 },
      findings: inFile,
      gaps: gapsHere,
    };
    yield file;
  }
  let individuals = 0;
  for (const findings of people.length > 0 ? [...groups, people] : groups) {
    const classes = DATA_CLASSES.filter(() => random() < 0.4);
    for (const each of classes) byClass[each] = (byClass[each] ?? 0) + 1;
    const links = [{ from: "key1", to: "key2", because: pick(random, LINK_REASONS) }];
    const individual: IndividualEvent = {
      event: "individual",
      id: `p-${individuals}`,
      basis: "primary",
      identifiers: [
        { type: "sg-nric", display: "S****567D", key: "key1" },
        { type: "phone", display: "+65 **** **78", key: "key2" },
      ],
      classes,
      findings,
      messages: 1,
      files: 1,
      links,
      ...(random() < 0.1 ? { conflicts: links } : {}),
    };
    yield individual;
    individuals += 1;
  }
  const summary: SummaryEvent = {
    event: "summary",
    findings: { total: written, byType, byConfidence },
    individuals: { estimate: individuals, atLeast: Math.max(0, individuals - 1), atMost: individuals + 3, byClass },
    correspondents: 18,
    organisations: 2,
    coverage: {
      files: { found: fileCount, ...counts },
      messages: { expected: 4 * fileCount, read: 4 * fileCount, partly: 0, failed: 0 },
      gaps: { total: gaps, byReason },
    },
    complete: gaps === 0 && shape.partial !== true,
    partial: shape.partial === true,
    exitCode: written > 0 ? 1 : gaps > 0 ? 3 : 0,
    bytes: 8_123_456,
    endedAt: "2026-11-23T08:00:02Z",
    seconds: 1.9,
    bytesPerSecond: 4_275_503,
  };
  yield summary;
}

export const PIPE: ReportContext = { width: Infinity, colour: false, terminal: false };

export function terminal(width: number, colour = false): ReportContext {
  return { width, colour, terminal: true };
}

/** All that a report writes for these events. */
export function written(report: Report, events: Iterable<Event>): string {
  const parts: string[] = [];
  for (const event of events) parts.push(report.write(event));
  return parts.join("");
}
