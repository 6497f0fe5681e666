import { createHmac } from "node:crypto";
import type { FindingType, RecordKind, ReportedFinding } from "../../src/model/finding.ts";
import type { Individual } from "../../src/model/individual.ts";
import type { Step } from "../../src/model/location.ts";
import { createResolver, type Resolution } from "../../src/individuals/resolve.ts";

/** One record of a made-up stream: where it stands, and its identifiers as `type:value`. */
export interface MadeRecord {
  readonly kind: RecordKind;
  readonly holds: readonly string[];
  readonly file?: string;
  /** Index of the message in the file; none for a record outside messages. */
  readonly message?: number;
  readonly messageId?: string;
  readonly quoted?: boolean;
  /** First line; copies of a message stand at the same line. */
  readonly line?: number;
}

const KEYS = new Map<string, string>();
/** Keyed as the engine does it, so that the order of keys says nothing about the values. */
export function keyOf(type: string, value: string): string {
  const text = `${type}\0${value}`;
  const key = KEYS.get(text) ?? createHmac("sha256", "test case key").update(text).digest("base64url");
  KEYS.set(text, key);
  return key;
}

export const idOf = (seed: string): string =>
  `p-${createHmac("sha256", "test id key").update(seed).digest("base64url").slice(0, 22)}`;

const SHORT: Readonly<Record<string, string>> = {
  nric: "sg-nric",
  partial: "sg-nric-partial",
  dob: "date-of-birth",
  card: "payment-card",
  account: "bank-account",
  address: "sg-address",
  name: "person-name",
};

/** The findings of a record; `id` names it in ids and must be its own. */
export function findingsOf(record: MadeRecord, id: number): ReportedFinding[] {
  return record.holds.map((text, index) => {
    const [short = "", value = ""] = text.split(":");
    const type = SHORT[short] ?? short;
    const { message, messageId } = record;
    const steps: Step[] =
      message === undefined ? [] : [{ kind: "message", index: message, ...(messageId === undefined ? {} : { messageId }) }];
    return {
      id: `f-${id}-${index}`,
      // Types of other countries are not in the list of this version; the resolver takes them by their spelling.
      type: type as FindingType,
      detector: type,
      confidence: "high",
      display: `${short}*`,
      key: keyOf(type, value),
      role: record.quoted === true ? "quoted" : "body",
      record: keyOf("record", String(id)),
      recordKind: record.kind,
      location: { file: record.file ?? "a.mbox", steps, line: (record.line ?? 1) + index, column: 1 },
      evidence: [],
      value: text,
    };
  });
}

export function resolveRecords(records: readonly MadeRecord[]): Resolution {
  return resolveFindings(records.flatMap(findingsOf));
}

export function resolveFindings(findings: Iterable<ReportedFinding>): Resolution {
  const resolver = createResolver();
  for (const finding of findings) resolver.add(finding);
  return resolver.resolve(idOf);
}

/** The identifiers of each individual as `type:value`, sorted, for comparing. */
export function groupsOf(resolution: Resolution): string[] {
  return [...resolution.individuals].map(textOf).sort();
}

export function textOf(individual: Individual): string {
  return individual.identifiers
    .map((identifier) => identifier.value ?? "")
    .sort()
    .join(" ");
}

/** Everything about the individuals that must not depend on the order of the stream. */
export function unordered(resolution: Resolution): unknown {
  const people = [...resolution.individuals].map((individual) => ({
    ...individual,
    identifiers: individual.identifiers.map(({ key }) => key).sort(),
    findings: individual.findings.toSorted(),
    links: individual.links.map(({ from, to, because }) => `${because} ${from} ${to}`).sort(),
    conflicts: (individual.conflicts ?? []).map(({ from, to, because }) => `${because} ${from} ${to}`).sort(),
  }));
  return {
    people: people.sort((left, right) => (left.id < right.id ? -1 : 1)),
    tally: resolution.tally,
    correspondents: resolution.correspondents,
    organisations: resolution.organisations,
  };
}

/** A small seeded generator (mulberry32), so that a failure can be run again. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share: number): boolean => next() < share,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    shuffled: <T>(list: readonly T[]): T[] => {
      const mixed = [...list];
      for (let index = mixed.length - 1; index > 0; index -= 1) {
        const other = below(index + 1);
        [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
      }
      return mixed;
    },
  };
}
export type Random = ReturnType<typeof createRandom>;
