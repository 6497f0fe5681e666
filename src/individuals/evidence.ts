import { RECORD_KINDS, type FindingType, type RecordKind, type ReportedFinding } from "../model/finding.ts";
import { createColumn, type Column } from "./columns.ts";
import { createFacts, type Facts } from "./facts.ts";
import { createInterner, createNames, createTextList } from "./interner.ts";
import { createPlaces, type Places } from "./places.ts";
import { idSpelling, KEY } from "./spelling.ts";
import { createTextStore } from "./text-store.ts";
import { traitsOf, type Traits } from "./tiers.ts";

/** One distinct identifier value, by number. */
export interface Keys {
  readonly size: number;
  readonly text: (key: number) => string;
  readonly type: (key: number) => FindingType;
  /** Number of the type, for counting by type. */
  readonly typeNumber: (key: number) => number;
  readonly types: number;
  readonly traits: (key: number) => Traits;
  display(key: number): string;
  /** Canonical value; under `--reveal` only. */
  value(key: number): string | undefined;
  /** Order of two keys by their text: the same whatever the order of the stream. */
  readonly compare: (left: number, right: number) => number;
}

/** Records by number. */
export interface RecordNames {
  readonly size: number;
  readonly text: (record: number) => string;
  readonly compare: (left: number, right: number) => number;
  kind(record: number): RecordKind;
  /** Whether anything of the record stands outside quoted text. */
  isOwn(record: number): boolean;
}

/** What is kept of the findings: numbers in columns, and each distinct text once, packed. */
export interface Evidence {
  readonly keys: Keys;
  readonly records: RecordNames;
  /** How many findings of persons there are; each has one entry in every column, in stream order. */
  readonly findings: number;
  readonly id: (finding: number) => string;
  readonly keyOf: Column;
  readonly recordOf: Column;
  readonly fileOf: Column;
  /** -1 outside messages. */
  readonly messageOf: Column;
  /** The document inside a message with a Message-ID, equal in copies of the message; -1 elsewhere. */
  readonly insideOf: Column;
  readonly lineOf: Column;
  readonly columnOf: Column;
  readonly places: Places;
  readonly facts: Facts;
  add(finding: ReportedFinding): void;
  organisations(): number;
}

/** Empty evidence. */
export function createEvidence(): Evidence {
  const organisations = createNames();
  const ids = createTextList(idSpelling("f-"));
  const places = createPlaces();
  const facts = createFacts();
  const keys = createKeys();
  const records = createRecords();
  const columns = {
    keyOf: createColumn(),
    recordOf: createColumn(),
    fileOf: createColumn(),
    messageOf: createColumn(),
    insideOf: createColumn(),
    lineOf: createColumn(),
    columnOf: createColumn(),
  };
  return {
    ...columns,
    keys,
    records,
    places,
    facts,
    get findings() {
      return ids.length;
    },
    id: (finding) => ids.at(finding),
    add(finding) {
      if (finding.type === "sg-uen") organisations.add(finding.key);
      const fact = facts.classOf(finding.type);
      if (fact !== undefined) facts.add(records.add(finding), fact);
      const its = traitsOf(finding.type);
      if (its === undefined) return;
      const place = places.place(finding.location);
      ids.push(finding.id);
      columns.keyOf.push(keys.add(finding, its));
      columns.recordOf.push(records.add(finding));
      columns.fileOf.push(place.file);
      columns.messageOf.push(place.message);
      columns.insideOf.push(place.inside);
      columns.lineOf.push(finding.location.line ?? 0);
      columns.columnOf.push(finding.location.column ?? 0);
    },
    organisations: () => organisations.size,
  };
}

function createKeys(): Keys & { add(finding: ReportedFinding, its: Traits): number } {
  const texts = createInterner(KEY);
  const typeOf = createColumn();
  const types: FindingType[] = [];
  const traits: Traits[] = [];
  const typeNumbers = new Map<string, number>();
  const displays = createTextStore();
  const values = new Map<number, string>();

  function typeNumberOf(type: FindingType, its: Traits): number {
    const known = typeNumbers.get(type);
    if (known !== undefined) return known;
    typeNumbers.set(type, types.length);
    types.push(type);
    traits.push(its);
    return types.length - 1;
  }

  return {
    get size() {
      return texts.size;
    },
    get types() {
      return types.length;
    },
    text: texts.text,
    type: (key) => types[typeOf.at(key)] as FindingType,
    typeNumber: typeOf.at,
    traits: (key) => traits[typeOf.at(key)] as Traits,
    display: (key) => displays.at(key),
    value: (key) => values.get(key),
    compare: texts.compare,
    add(finding, its) {
      const key = texts.add(finding.key);
      if (key === typeOf.length) {
        typeOf.push(typeNumberOf(finding.type, its));
        displays.push(finding.display);
      }
      if (finding.value !== undefined && !values.has(key)) values.set(key, finding.value);
      return key;
    },
  };
}

function createRecords(): RecordNames & { add(finding: ReportedFinding): number } {
  const names = createInterner(idSpelling("r-"));
  /** Index of the kind, and above it whether it is its author's own. */
  const traits = createColumn();
  return {
    get size() {
      return names.size;
    },
    text: names.text,
    compare: names.compare,
    kind: (record) => RECORD_KINDS[traits.at(record) & (OWN - 1)] ?? "text",
    isOwn: (record) => (traits.at(record) & OWN) !== 0,
    add(finding) {
      const record = names.add(finding.record);
      // A kind that this version does not know is a text, which ties the least.
      if (record === traits.length)
        traits.push(RECORD_KINDS.includes(finding.recordKind) ? RECORD_KINDS.indexOf(finding.recordKind) : TEXT);
      if (finding.role !== "quoted") traits.set(record, traits.at(record) | OWN);
      return record;
    },
  };
}

const TEXT = RECORD_KINDS.indexOf("text");
const OWN = 16;
