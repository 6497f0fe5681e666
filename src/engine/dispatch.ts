import { BORDER, createWordFilter, LEADS, MAX_RUN, type AnchorFilter, type LookFilter } from "../kernel/index.ts";
import { HEARING, type Anchor, type Detector } from "../model/detector.ts";
import { CONFIDENCES, type Confidence } from "../model/finding.ts";
import type { Ask } from "./ask.ts";
import { createHearing, type Hearing } from "./hearing.ts";
import { createNamed, type Named } from "./named.ts";
import { createWordList, type WordList } from "./words.ts";

/** Runs of digits that are anchors. */
export interface Runs {
  /** By bit of the filter: one, or several where anchors share it. */
  readonly asks: readonly (readonly Ask[])[];
  /** For a text as a whole. */
  readonly filter: AnchorFilter;
  /** For a table: a cell may end the text wherever one of `CELL_BORDERS` stands. */
  readonly cells: AnchorFilter;
}

/** Which detectors have business at which anchor. */
export interface Dispatch {
  readonly at: readonly Ask[];
  readonly words: WordList<Ask>;
  /** Who asks about cells by their label. */
  readonly named: Named;
  readonly hearing: Hearing;
  /** Detectors need not answer with less: it is not reported, and displaces nothing that is. */
  readonly least: Confidence;
  /** Anchors that do not listen; with words, and what phrases begin with. */
  readonly quiet: Runs;
  /** Those that do: looked for only where something is heard. */
  readonly listening: Runs;
  /** For a first look at mails. */
  readonly look: LookFilter;
}

type DigitAnchor = Extract<Anchor, { kind: "digits" }>;

/** Bits that the sign of a number leaves free. */
const BITS = 31;
const SIDES = BORDER + 1;
const TABLES = ["run", "lead", "total", "before", "after"] as const;

/** The tables of a list are made once a thread, and a kernel has them loaded when they are the same. */
const MADE = new WeakMap<readonly Detector[], Map<Confidence, Omit<Dispatch, "least">>>();

/**
 * The dispatch for a list, which must not change; the order of the detectors is their precedence. Throws
 * RangeError for an anchor that cannot be looked for.
 */
export function createDispatch(detectors: readonly Detector[], least: Confidence = "low"): Dispatch {
  const known = MADE.get(detectors) ?? new Map<Confidence, Omit<Dispatch, "least">>();
  MADE.set(detectors, known);
  let made = known.get(least);
  if (made === undefined) {
    made = makeTables(detectors, least);
    known.set(least, made);
  }
  return { ...made, least };
}

function makeTables(detectors: readonly Detector[], least: Confidence): Omit<Dispatch, "least"> {
  const at: Ask[] = [];
  const anchors = detectors.flatMap((detector, order) =>
    canReach(detector, least) ? detector.anchors.map((anchor) => ({ detector, order, anchor })) : [],
  );
  const { hearing, bitOf } = createHearing(
    anchors.flatMap(({ anchor }) => (anchor.kind === "digits" && anchor.hears !== undefined ? [anchor.hears] : [])),
  );
  const askers = detectors.map((detector, order) => ({ detector, order, hears: 0 }));
  const askerOf = (order: number): Ask => askers[order] as Ask;
  const words = createWordList(
    anchors.flatMap(({ order, anchor }) =>
      anchor.kind === "word" ? anchor.words.map((word) => ({ word, asker: askerOf(order) })) : [],
    ),
  );
  const named = createNamed(
    anchors.flatMap(({ order, anchor }) => (anchor.kind === "cell" ? [{ labels: anchor.labels, asker: askerOf(order) }] : [])),
  );
  const ofDigits = anchors.flatMap(({ detector, order, anchor }) =>
    anchor.kind === "digits"
      ? [{ detector, order, own: tablesOf(anchor), hears: anchor.hears === undefined ? 0 : bitOf(anchor.hears) }]
      : [],
  );
  const quiet = shareBits(ofDigits.filter(({ hears }) => hears === 0));
  const listening = shareBits(ofDigits.filter(({ hears }) => hears !== 0));
  for (const { order, anchor } of anchors) if (anchor.kind === "at") at.push(askerOf(order));
  const filter: AnchorFilter = {
    ...quiet.tables,
    at: at.length > 0,
    ...(words.all.length + hearing.openings.length === 0 ? {} : { words: createWordFilter(words.all, hearing.openings) }),
  };
  return {
    at,
    words,
    named,
    hearing,
    quiet: { asks: quiet.asks, filter, cells: besideCells(filter) },
    listening: { asks: listening.asks, filter: listening.tables, cells: besideCells(listening.tables) },
    look: {
      ...filter,
      words: createWordFilter(words.all),
      openings: createWordFilter([], hearing.openings),
      listening: listening.tables,
      reach: HEARING,
    },
  };
}

interface OwnAsk extends Ask {
  readonly own: AnchorFilter;
}

/** Anchors that share a bit. */
interface Group {
  readonly asks: OwnAsk[];
  tables: AnchorFilter;
  /** Each of the anchors is one wherever the bit says so. */
  exact: boolean;
}

/**
 * A bit for each anchor, as long as there are bits; anchors that differ in one table only share one and nothing
 * is lost, and with more anchors than bits those share one that differ in the fewest tables.
 */
function shareBits(anchors: readonly OwnAsk[]): { asks: Ask[][]; tables: AnchorFilter } {
  const groups: Group[] = [];
  for (const ask of anchors) {
    const like = groups.find(({ tables }) => differing(tables, ask.own, 2) < 2);
    if (like === undefined) groups.push({ asks: [ask], tables: ask.own, exact: true });
    else join(like, { asks: [ask], tables: ask.own, exact: differing(like.tables, ask.own, 1) === 0 });
  }
  // From the last: what is seldom asked stands there.
  for (let at = groups.length - 1; groups.length > BITS; at = groups.length - 1) {
    const [last] = groups.splice(at, 1) as [Group];
    const far = groups.map(({ tables }) => differing(tables, last.tables, TABLES.length));
    join(groups[far.indexOf(Math.min(...far))] as Group, { ...last, exact: false });
  }
  const tables = emptyFilter(false);
  for (const [bit, group] of groups.entries()) for (const table of TABLES) merge(tables[table], group.tables[table], bit);
  const asks = groups.map((group) =>
    group.asks.map(({ own, ...ask }) => (group.exact ? ask : { ...ask, own })).sort((left, right) => left.order - right.order),
  );
  return { asks, tables };
}

function join(into: Group, { asks, tables, exact }: Group): void {
  const both = emptyFilter(false);
  for (const table of TABLES) {
    const [left, right, row] = [into.tables[table], tables[table], both[table]];
    for (let at = 0; at < row.length; at += 1) row[at] = (left[at] as number) | (right[at] as number);
  }
  into.tables = both;
  into.exact &&= exact;
  into.asks.push(...asks);
}

/** How many tables differ, up to `most`. */
function differing(left: AnchorFilter, right: AnchorFilter, most: number): number {
  let count = 0;
  for (const table of TABLES) if (count < most && !isSame(left[table], right[table])) count += 1;
  return count;
}

function isSame(left: Uint32Array, right: Uint32Array): boolean {
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

/** False for a detector all of whose answers are less confident than what is asked for. */
function canReach({ most = "high" }: Detector, least: Confidence): boolean {
  return CONFIDENCES.indexOf(most) >= CONFIDENCES.indexOf(least);
}

/** What may stand beside a cell of a table; the contract of `TableIndex`. */
const CELL_BORDERS = ',;|\t\n\r"';

/** The tables for a text with cells: where a border of cells may stand, what is true at the border of a text may be true. */
function besideCells(filter: AnchorFilter): AnchorFilter {
  return { ...filter, before: besideCell(filter.before), after: besideCell(filter.after) };
}

function besideCell(side: Uint32Array): Uint32Array {
  const beside = side.slice();
  for (const row of rowsOf(CELL_BORDERS)) beside[row] = (beside[row] as number) | (side[BORDER] as number);
  return beside;
}

function emptyFilter(at: boolean): AnchorFilter {
  return {
    run: new Uint32Array(MAX_RUN + 1),
    lead: new Uint32Array(LEADS),
    total: new Uint32Array(MAX_RUN + 1),
    before: new Uint32Array(SIDES),
    after: new Uint32Array(SIDES),
    at,
  };
}

/** The tables of one anchor, in the lowest bit. */
function tablesOf(anchor: DigitAnchor): AnchorFilter {
  const [least, most] = anchor.total ?? [1, MAX_RUN];
  const own = emptyFilter(false);
  own.run.fill(1, anchor.run[0], Math.min(anchor.run[1], MAX_RUN) + 1);
  own.total.fill(1, least, Math.min(most, MAX_RUN) + 1);
  for (const start of anchor.starts ?? "0123456789") {
    if (anchor.lead === undefined || anchor.lead.includes(start[0] as string)) setStart(own.lead, start);
  }
  setSides(own.before, anchor.before, anchor.notBefore, anchor.joinsBefore);
  setSides(own.after, anchor.after, anchor.notAfter, anchor.joinsAfter);
  return own;
}

function merge(filter: Uint32Array, own: Uint32Array, bit: number): void {
  for (let row = 0; row < own.length; row += 1) if (own[row] === 1) filter[row] = (filter[row] as number) | (1 << bit);
}

/** A run of one digit is taken if it may go on as the start. */
function setStart(table: Uint32Array, start: string): void {
  table[100 + Number(start[0])] = 1;
  if (start.length === 1) table.fill(1, Number(start) * 10, Number(start) * 10 + 10);
  else table[Number(start)] = 1;
}

/** Each character has two rows: alone, and with a digit on its far side. */
function setSides(table: Uint32Array, allowed: string | undefined, not = "", joins = ""): void {
  if (allowed === undefined) table.fill(1);
  for (const row of rowsOf(allowed ?? "")) table[row] = 1;
  for (const row of rowsOf(not)) table[row] = 0;
  for (const row of rowsOf(joins)) if (row > 0xff) table[row] = 0;
}

function rowsOf(characters: string): number[] {
  const rows: number[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const byte = characters.charCodeAt(at) & 0xff;
    rows.push(byte, byte + 256);
  }
  return rows;
}
