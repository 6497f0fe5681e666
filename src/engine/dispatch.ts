import { BORDER, LEADS, MAX_RUN, type AnchorFilter } from "../kernel/index.ts";
import type { Anchor, Detector } from "../model/detector.ts";
import type { Confidence } from "../model/finding.ts";

/** A detector to ask, for one bit of the filter. */
export interface Ask {
  readonly detector: Detector;
  readonly order: number;
  /** Where its bit is shared: the tables of its own anchor, looked at again before it is asked. */
  readonly own?: AnchorFilter;
}

/** Which detectors have business at which anchor. */
export interface Dispatch {
  /** By bit: one, or several where there are more anchors than bits. */
  readonly digits: readonly (readonly Ask[])[];
  readonly at: readonly Ask[];
  /** Detectors need not answer with less: it is not reported, and displaces nothing that is. */
  readonly least: Confidence;
  /** For a text as a whole. */
  readonly filter: AnchorFilter;
  /** For a table: a cell may end the text wherever one of `CELL_BORDERS` stands. */
  readonly cells: AnchorFilter;
}

type DigitAnchor = Extract<Anchor, { kind: "digits" }>;

/** Bits that the sign of a number leaves free. */
const BITS = 31;
const SIDES = BORDER + 1;
const TABLES = ["run", "lead", "total", "before", "after"] as const;

/** The tables of a list are made once a thread, and a kernel has them loaded when they are the same. */
const MADE = new WeakMap<readonly Detector[], Omit<Dispatch, "least">>();

/** The dispatch for a list, which must not change; the order of the detectors is their precedence. */
export function createDispatch(detectors: readonly Detector[], least: Confidence = "low"): Dispatch {
  let made = MADE.get(detectors);
  if (made === undefined) {
    made = makeTables(detectors);
    MADE.set(detectors, made);
  }
  return { ...made, least };
}

/** Each anchor has its own bit; with more anchors than bits some share one. */
function makeTables(detectors: readonly Detector[]): Omit<Dispatch, "least"> {
  const digits: Ask[][] = [];
  const at: Ask[] = [];
  const filter = emptyFilter(detectors.some((detector) => detector.anchors.some((anchor) => anchor.kind === "at")));
  const anchors = detectors.flatMap((detector, order) => detector.anchors.map((anchor) => ({ detector, order, anchor })));
  const ofDigits = anchors.filter(({ anchor }) => anchor.kind === "digits");
  for (const [index, { detector, order, anchor }] of ofDigits.entries()) {
    if (anchor.kind !== "digits") continue;
    const own = tablesOf(anchor);
    const bit = index % BITS;
    for (const table of TABLES) merge(filter[table], own[table], bit);
    (digits[bit] ??= []).push(ofDigits.length <= BITS ? { detector, order } : { detector, order, own });
  }
  for (const { detector, order, anchor } of anchors) if (anchor.kind === "at") at.push({ detector, order });
  return {
    digits,
    at,
    filter,
    cells: { ...filter, before: besideCells(filter.before), after: besideCells(filter.after) },
  };
}

/** What may stand beside a cell of a table; the contract of `TableIndex`. */
const CELL_BORDERS = ',;|\t\n\r"';

/** The table of one side for a text with cells: where a border of cells may stand, what is true at the border of a text may be true. */
function besideCells(side: Uint32Array): Uint32Array {
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
