import { RECORD_KINDS, type FindingType, type RecordKind, type ReportedFinding } from "../model/finding.ts";
import { createColumn, createInterner, type Column } from "./columns.ts";
import { createPlaces, type Places } from "./places.ts";
import { traitsOf, type Traits } from "./tiers.ts";

/** One distinct identifier value, by number. */
export interface Keys {
  readonly size: number;
  text(key: number): string;
  readonly type: (key: number) => FindingType;
  traits(key: number): Traits;
  display(key: number): string;
  /** Canonical value; under `--reveal` only. */
  value(key: number): string | undefined;
}

/** What is kept of the findings: numbers in columns, and each distinct text once. */
export interface Evidence {
  readonly keys: Keys;
  /** One entry a finding of a person, in stream order. */
  readonly ids: readonly string[];
  readonly keyOf: Column;
  readonly recordOf: Column;
  readonly fileOf: Column;
  /** -1 outside messages. */
  readonly messageOf: Column;
  /** -1 outside messages with a Message-ID. */
  readonly insideOf: Column;
  readonly lineOf: Column;
  readonly columnOf: Column;
  /** One entry a record. */
  readonly records: readonly string[];
  readonly kinds: readonly RecordKind[];
  /** Whether anything of the record stands outside quoted text. */
  readonly own: readonly boolean[];
  readonly places: Places;
  add(finding: ReportedFinding): void;
  organisations(): number;
  /** Number of a key text among the findings of persons. */
  find(keyText: string): number | undefined;
}

/** Empty evidence. */
export function createEvidence(): Evidence {
  const keyNumbers = createInterner();
  const texts: string[] = [];
  const types: FindingType[] = [];
  const traits: Traits[] = [];
  const displays: string[] = [];
  const values = new Map<number, string>();
  const organisations = new Set<string>();
  const recordNumbers = createInterner();
  const records: string[] = [];
  const kinds: RecordKind[] = [];
  const own: boolean[] = [];
  const ids: string[] = [];
  const places = createPlaces();
  const columns = {
    keyOf: createColumn(),
    recordOf: createColumn(),
    fileOf: createColumn(),
    messageOf: createColumn(),
    insideOf: createColumn(),
    lineOf: createColumn(),
    columnOf: createColumn(),
  };

  function keyOf(finding: ReportedFinding, its: Traits): number {
    const key = keyNumbers.add(finding.key);
    if (key === texts.length) {
      texts.push(finding.key);
      types.push(finding.type);
      traits.push(its);
      displays.push(finding.display);
    }
    if (finding.value !== undefined && !values.has(key)) values.set(key, finding.value);
    return key;
  }

  function recordOf(finding: ReportedFinding): number {
    const record = recordNumbers.add(finding.record);
    if (record === records.length) {
      records.push(finding.record);
      // The constant of our own list, so that a parsed stream does not keep one string a record.
      kinds.push(RECORD_KINDS.find((kind) => kind === finding.recordKind) ?? "text");
      own.push(false);
    }
    if (finding.role !== "quoted") own[record] = true;
    return record;
  }

  return {
    ...columns,
    ids,
    records,
    kinds,
    own,
    places,
    keys: {
      get size() {
        return texts.length;
      },
      text: (key) => texts[key] as string,
      type: (key) => types[key] as FindingType,
      traits: (key) => traits[key] as Traits,
      display: (key) => displays[key] as string,
      value: (key) => values.get(key),
    },
    add(finding) {
      if (finding.type === "sg-uen") organisations.add(finding.key);
      const its = traitsOf(finding.type);
      if (its === undefined) return;
      const place = places.place(finding.location);
      ids.push(finding.id);
      columns.keyOf.push(keyOf(finding, its));
      columns.recordOf.push(recordOf(finding));
      columns.fileOf.push(place.file);
      columns.messageOf.push(place.message);
      columns.insideOf.push(place.inside);
      columns.lineOf.push(finding.location.line ?? 0);
      columns.columnOf.push(finding.location.column ?? 0);
    },
    organisations: () => organisations.size,
    find: (keyText) => keyNumbers.get(keyText),
  };
}

/** Order of two keys by their text: the same whatever the order of the stream. */
export function compareKeys(keys: Keys): (left: number, right: number) => number {
  return (left, right) => {
    const a = keys.text(left);
    const b = keys.text(right);
    if (a === b) return 0;
    return a < b ? -1 : 1;
  };
}
