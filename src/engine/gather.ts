import type { Role, TextPart } from "../model/document.ts";
import { CELL_FIELDS } from "../model/document.ts";
import type { Candidate, Finding, RecordKind } from "../model/finding.ts";
import type { Location, Step } from "../model/location.ts";
import { besidePersons, type Untied } from "./beside-person.ts";
import type { Spotted } from "./overlap.ts";
import { createPositions } from "./lines.ts";
import { recordsOf } from "./records.ts";

/** Where a document stands, as the head of the locations of all that is in it. */
export interface Place {
  readonly input?: number;
  readonly file: string;
  readonly steps: readonly Step[];
}

interface Held {
  readonly candidate: Candidate;
  readonly detector: string;
  readonly start: number;
  readonly end: number;
  readonly role: Role;
  readonly location: Location;
  readonly section: number;
  readonly type: Candidate["type"];
  readonly value: string;
  readonly line: number;
  readonly paragraph: number;
  readonly alternative: "plain" | "html" | undefined;
  /** Given by a table or by lines; `undefined` for an author's own text. */
  record: { readonly ref: string; readonly kind: RecordKind } | undefined;
  readonly places: Location[];
}

/** Findings of an author's text are held until the text is whole; past this many they are placed as they are. */
const HELD_LIMIT = 10_000;

/**
 * Collects what is found in the texts of one document, and gives it out as findings: twins of
 * one text merged, records told apart.
 */
export interface Gatherer {
  add(part: TextPart, spotted: readonly Spotted[]): void;
  /** Findings that are ready now; with `end`, all of them. */
  take(end: boolean): readonly Finding[];
}

export function createGatherer(place: Place, untied: Untied): Gatherer {
  let held: Held[] = [];
  let ready: Finding[] = [];
  let blocks = 0;
  const tell = (placed: readonly Held[]): void => {
    for (const one of besidePersons(placed, untied)) if (one.record !== undefined) ready.push(toFinding(one, one.record));
  };
  const settle = (): void => {
    const merged = mergeTwins(held);
    const free = merged.filter((one) => one.record === undefined);
    for (const [index, record] of recordsOf(free).entries()) (free[index] as Held).record = record;
    tell(merged);
    held = [];
  };
  return {
    add(part, spotted) {
      const whole = part.core.start === 0 && part.core.end === part.bytes.length;
      if (!whole && held.length > 0) settle();
      if (spotted.length > 0) tell(hold(place, part, spotted, held));
      if (!whole && held.length > 0) {
        blocks += 1;
        held = held.map((one) => ({ ...one, section: one.section + blocks * 1_000_000 }));
        settle();
      }
      if (held.length > HELD_LIMIT) settle();
    },
    take(end) {
      if (end && held.length > 0) settle();
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}

/** Holds what is of an author's own text; returns the rest, whose records are known. */
function hold(place: Place, part: TextPart, spotted: readonly Spotted[], held: Held[]): readonly Held[] {
  const known: Held[] = [];
  const positionOf = createPositions(part);
  for (const { candidate, detector, start, end, cell } of spotted) {
    const { line, column, paragraph } = positionOf(start, cell);
    const record = givenRecord(part, line, cell);
    const one: Held = {
      candidate,
      detector,
      start,
      end,
      role: part.role,
      location: { ...place, steps: part.steps.length === 0 ? place.steps : [...place.steps, ...part.steps], line, column },
      section: part.section,
      type: candidate.type,
      value: candidate.value,
      line,
      paragraph,
      alternative: part.alternative,
      record,
      places: [],
    };
    // A row of a table in one rendering may have its twin in the text of the other.
    if (record === undefined || part.alternative !== undefined) held.push(one);
    else known.push(one);
  }
  return known;
}

function givenRecord(part: TextPart, line: number, cell: number): Held["record"] {
  switch (part.record) {
    case "text":
      return undefined;
    case "line":
      return { ref: `l${line}`, kind: "line" };
    case "row":
    case "object":
    case "contact":
      return { ref: `t${part.table?.cells[cell * CELL_FIELDS + 3] ?? 0}`, kind: part.record };
  }
}

/** The same value in the plain and in the HTML rendering is one finding with two places; equal roles pair first. */
function mergeTwins(held: readonly Held[]): Held[] {
  const waiting = held.filter((one) => one.alternative === "plain");
  if (waiting.length === 0 || waiting.length === held.length) return [...held];
  const plains = new Map<string, Held[]>();
  for (const one of waiting) push(plains, twinKey(one), one);
  const gone = new Set<Held>();
  const htmls = held.filter((one) => one.alternative === "html");
  for (const sameRole of [true, false]) {
    for (const html of htmls) {
      if (gone.has(html)) continue;
      const partners = plains.get(twinKey(html)) ?? [];
      const index = partners.findIndex((plain) => !sameRole || plain.role === html.role);
      const partner = partners[index];
      if (partner === undefined) continue;
      partners.splice(index, 1);
      partner.places.push(html.location);
      partner.record ??= html.record;
      gone.add(html);
    }
  }
  return held.filter((one) => !gone.has(one));
}

function twinKey(one: Held): string {
  return `${one.type}\u0000${one.value}`;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

function toFinding(one: Held, record: { ref: string; kind: RecordKind }): Finding {
  const { type, value, confidence, evidence } = one.candidate;
  return {
    type,
    value,
    confidence,
    evidence,
    detector: one.detector,
    role: one.role,
    start: one.start,
    end: one.end,
    location: one.location,
    record,
    places: one.places,
  };
}
