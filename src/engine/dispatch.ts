import { BORDER, createWordFilter, LEADS, MAX_RUN, type AnchorFilter } from "../kernel/index.ts";
import { HEARING, type Anchor, type Detector } from "../model/detector.ts";
import { CONFIDENCES, type Confidence } from "../model/finding.ts";
import type { Ask } from "./ask.ts";
import { createHearing, type Hearing } from "./hearing.ts";
import { createNamed, type Named } from "./named.ts";
import { createKeyFinder, type KeyFinder } from "./table-labels.ts";
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
  /** Made when keys that are not read yet are met. */
  readonly keys: () => KeyFinder;
  /** Detectors need not answer with less: it is not reported, and displaces nothing that is. */
  readonly least: Confidence;
  /** Anchors that do not listen; its filters have words, and those that do. */
  readonly quiet: Runs;
  /** Those that do, to be looked for by themselves where a label says what they listen for. */
  readonly listening: Runs;
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
    canReach(detector, least)
      ? detector.anchors
          .filter((anchor) => anchor.kind !== "digits" || canReach(anchor, least))
          .map((anchor) => ({ detector, order, anchor }))
      : [],
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
  let keys: KeyFinder | undefined;
  const listener = { tables: listening.tables, openings: createWordFilter([], hearing.openings), reach: HEARING };
  const filter: AnchorFilter = {
    ...quiet.tables,
    at: at.length > 0,
    ...(words.all.length === 0 ? {} : { words: createWordFilter(words.all) }),
    ...(hearing.lists.length === 0 ? {} : { listening: listener }),
  };
  return {
    at,
    words,
    named,
    hearing,
    keys: () => (keys ??= createKeyFinder(named, hearing)),
    quiet: { asks: quiet.asks, filter, cells: besideCells(filter) },
    listening: { asks: listening.asks, filter: listening.tables, cells: besideCells(listening.tables) },
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
 * is lost, and with more anchors than bits those share one that together let through the least.
 */
function shareBits(anchors: readonly OwnAsk[]): { asks: Ask[][]; tables: AnchorFilter } {
  const groups: Group[] = [];
  for (const ask of anchors) {
    const like = groups.find(({ tables }) => differing(tables, ask.own, 2) < 2);
    if (like === undefined) groups.push({ asks: [ask], tables: ask.own, exact: true });
    else join(like, { asks: [ask], tables: ask.own, exact: differing(like.tables, ask.own, 1) === 0 });
  }
  while (groups.length > BITS) {
    let best = { left: 0, right: 1, wider: Number.POSITIVE_INFINITY };
    for (let right = 1; right < groups.length; right += 1) {
      for (let left = 0; left < right; left += 1) {
        const wider = widening((groups[left] as Group).tables, (groups[right] as Group).tables);
        if (wider < best.wider) best = { left, right, wider };
      }
    }
    const [other] = groups.splice(best.right, 1) as [Group];
    join(groups[best.left] as Group, { ...other, exact: false });
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

/** How many more runs a filter of both lets through than each for itself, as if all rows came alike often. */
function widening(left: AnchorFilter, right: AnchorFilter): number {
  let [both, one, other] = [1, 1, 1];
  for (const table of TABLES) {
    const [rows, others] = [left[table], right[table]];
    let [inBoth, inOne, inOther] = [0, 0, 0];
    for (let at = 0; at < rows.length; at += 1) {
      inOne += rows[at] as number;
      inOther += others[at] as number;
      inBoth += (rows[at] as number) | (others[at] as number);
    }
    both *= inBoth / rows.length;
    one *= inOne / rows.length;
    other *= inOther / rows.length;
  }
  return both - one - other;
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

/** False for a detector or anchor all of whose answers are less confident than what is asked for. */
function canReach({ most = "high" }: Pick<Detector, "most">, least: Confidence): boolean {
  return CONFIDENCES.indexOf(most) >= CONFIDENCES.indexOf(least);
}

/** What may stand beside a cell of a table; the contract of `TableIndex`. */
const CELL_BORDERS = ',;|\t\n\r"';

/** The tables for a text with cells: where a border of cells may stand, what is true at the border of a text may be true. */
function besideCells(filter: AnchorFilter): AnchorFilter {
  const { listening } = filter;
  return {
    ...filter,
    before: besideCell(filter.before),
    after: besideCell(filter.after),
    ...(listening === undefined ? {} : { listening: { ...listening, tables: besideCells({ ...listening.tables, at: false }) } }),
  };
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
