import { Buffer, isAscii } from "node:buffer";
import { CELL_FIELDS, type TextPart } from "../model/document.ts";
import type { Candidate } from "../model/finding.ts";
import { HEARING, type TextWindow } from "../model/detector.ts";
import { fold, type Folded } from "../text/fold.ts";
import { AT, bitsOf, EVENT_FIELDS, WORD, type AnchorFilter, type Kernel } from "../kernel/index.ts";
import type { Ask } from "./ask.ts";
import type { Dispatch, Runs } from "./dispatch.ts";
import { type Cells, createCells, foldedCore } from "./folded-borders.ts";
import { heardAt, heardInLabel } from "./hearing.ts";
import { createListener, stretches, type Listener } from "./listening.ts";
import { askersOf, heardInTable, mayBeAsked } from "./named.ts";
import { type Spotted, withoutOverlaps } from "./overlap.ts";
import { createHeads, type Heads } from "./tabbed.ts";
import { wordsAt } from "./words.ts";

/** Bytes of folded text that a detector sees before and after its anchor. */
export const WINDOW_BEFORE = 320;
export const WINDOW_AFTER = 160;

/** The text under the sweep. */
interface Swept {
  readonly part: TextPart;
  readonly dispatch: Dispatch;
  /** The text as it stands, or folded. */
  readonly bytes: Uint8Array;
  readonly buffer: Buffer;
  /** `undefined` for ASCII: all offsets are those of the text as it stands. */
  readonly folded: Folded | undefined;
  readonly cells: Cells | undefined;
  readonly label: string;
  /** Labels of columns in lower case, as far as they were asked for. */
  readonly columns: string[];
  readonly found: Spotted[];
  /** Heads of the tables in a text without an index of cells. */
  readonly heads: Heads | undefined;
  /** What is looked for. */
  readonly runs: Runs;
  /** Where phrases were heard, ascending, and the lists that they are in. */
  readonly places: number[];
  readonly lists: number[];
  /** The first phrase in a line that may be the head of a table, in a text without an index of cells. */
  headed: number;
  listener: Listener | undefined;
}

/** A run of digits, the digits of its chain, and the text or cell that it stands in. */
interface Run {
  readonly start: number;
  readonly length: number;
  readonly total: number;
  readonly low: number;
  readonly high: number;
}

/** The window that is open at one anchor, for all detectors that are asked there. */
interface Opened {
  readonly window: TextWindow;
  /** Offset of the window in the swept bytes. */
  readonly from: number;
  readonly cell: number;
}

/**
 * Shows a text to the detectors that have business in it: one pass over the bytes for the
 * anchors, and only there a short window becomes a string. Linear in the text whatever it is.
 * Candidates come out by position, without overlaps; spans are byte offsets in `part.bytes`.
 */
export function sweep(part: TextPart, dispatch: Dispatch, kernel: Kernel): readonly Spotted[] {
  const folded = isAscii(part.bytes) ? undefined : fold(part.bytes);
  const bytes = folded?.bytes ?? part.bytes;
  const core = folded === undefined ? part.core : foldedCore(folded, part);
  const { quiet, listening } = dispatch;
  const filter = part.table === undefined ? quiet.filter : quiet.cells;
  let swept: Swept | undefined;
  const look = (start: number, end: number, anchors: AnchorFilter, onlyWords: boolean): void => {
    for (let from = start; from < end;) {
      const { first, count, next } = kernel.anchors(bytes, from, end, anchors);
      if (count > 0) {
        swept ??= prepare(part, dispatch, bytes, folded);
        if (onlyWords) listenAll(swept, kernel.events, first, count);
        else askAll(swept, kernel.events, first, count);
      }
      from = next;
    }
  };
  if (core.start > 0) look(Math.max(0, core.start - HEARING), core.start, filter, true);
  look(core.start, core.end, filter, false);
  const throughout = heardThroughout(part, dispatch, kernel);
  if (throughout !== 0 || (swept !== undefined && swept.places.length > 0)) {
    swept ??= prepare(part, dispatch, bytes, folded);
    const { places, headed } = swept;
    const heard = { from: throughout !== 0 ? core.start : headed >= 0 ? headed : core.end, places, lists: swept.lists };
    // From the first cell and line again: the pointers of the other anchors have passed them.
    const listened: Swept = {
      ...swept,
      runs: dispatch.listening,
      cells: part.table === undefined ? undefined : createCells(part.table, folded),
      heads: swept.heads === undefined ? undefined : createHeads(bytes),
      listener: createListener(heard),
    };
    const lists = swept.lists.reduce((all, bits) => all | bits, throughout);
    const runs = restricted(part.table === undefined ? listening.filter : listening.cells, listening, lists);
    for (const [start, end] of stretches(heard, core.start, core.end)) {
      for (let from = start; from < end;) {
        const { first, count, next } = kernel.anchors(bytes, from, end, runs);
        if (count > 0) askAll(listened, kernel.events, first, count);
        from = next;
      }
    }
  }
  if (hasNamed(part, dispatch, kernel)) {
    swept ??= prepare(part, dispatch, bytes, folded);
    askByLabel(swept, core);
  }
  return swept === undefined ? [] : withoutOverlaps(swept.found);
}

function prepare(part: TextPart, dispatch: Dispatch, bytes: Uint8Array, folded: Folded | undefined): Swept {
  return {
    part,
    dispatch,
    bytes,
    buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    folded,
    cells: part.table === undefined ? undefined : createCells(part.table, folded),
    label: (part.label ?? "").toLowerCase(),
    columns: [],
    found: [],
    heads: part.table === undefined && part.label === undefined ? createHeads(bytes) : undefined,
    runs: dispatch.quiet,
    places: [],
    lists: [],
    headed: -1,
    listener: undefined,
  };
}

/** The lists of which the label of the text, or one of its columns, says a phrase. */
function heardThroughout({ table, label = "" }: TextPart, { hearing }: Dispatch, kernel: Kernel): number {
  if (hearing.lists.length === 0) return 0;
  return table === undefined ? heardInLabel(hearing, label.toLowerCase()) : heardInTable(hearing, table, kernel);
}

/** Filters without the anchors that do not listen to what is heard; a kernel has the last of them loaded. */
const RESTRICTED = new WeakMap<AnchorFilter, Map<number, AnchorFilter>>();

function restricted(filter: AnchorFilter, { asks }: Runs, lists: number): AnchorFilter {
  const made = RESTRICTED.get(filter) ?? new Map<number, AnchorFilter>();
  RESTRICTED.set(filter, made);
  let known = made.get(lists);
  if (known === undefined) {
    let bits = 0;
    for (const [bit, those] of asks.entries()) if (those.some(({ hears }) => (hears & lists) !== 0)) bits |= 1 << bit;
    known = { ...filter, run: filter.run.map((row) => row & bits) };
    if (made.size > MOST_RESTRICTED) made.clear();
    made.set(lists, known);
  }
  return known;
}

const MOST_RESTRICTED = 64;

/** Notes what is heard at the places where words may begin. */
function listenAll(swept: Swept, events: Uint32Array, first: number, count: number): void {
  for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
    if (events[event + 1] === WORD) listen(swept, events[event] as number);
  }
}

function listen(swept: Swept, place: number): void {
  const { bytes, dispatch, places, lists, heads } = swept;
  const heard = heardAt(dispatch.hearing, bytes, place, bytes.length);
  if (heard === 0) return;
  places.push(place);
  lists.push(heard);
  if (swept.headed < 0 && heads?.isRow(place) === true) swept.headed = place;
}

function hasNamed({ table, label, core }: TextPart, { named }: Dispatch, kernel: Kernel): boolean {
  if (table !== undefined) return mayBeAsked(named, table, kernel);
  return label !== undefined && core.start === 0 && askersOf(named, label.toLowerCase()).length > 0;
}

/** Asks about the whole text of each cell, or of the part, whose label somebody asks about. */
function askByLabel(swept: Swept, core: TextPart["core"]): void {
  const { part, dispatch, bytes, folded, label } = swept;
  if (part.table === undefined) {
    askNamed(swept, askersOf(dispatch.named, label), open(swept, 0, Math.min(bytes.length, LONGEST), 0, bytes.length));
    return;
  }
  // From the first cell again: the pointer of the anchors has passed them.
  const again: Swept = { ...swept, cells: createCells(part.table, folded) };
  const cells = again.cells as Cells;
  for (let at = core.start; at < core.end;) {
    if (!cells.to(at)) {
      at += 1;
      continue;
    }
    const askers = askersOf(dispatch.named, labelOf(again, cells.low));
    const end = Math.min(cells.high, cells.low + LONGEST);
    if (askers.length > 0) askNamed(again, askers, open(again, cells.low, end, cells.low, cells.high));
    at = Math.max(cells.high, at + 1);
  }
}

/** Bytes of a cell that are an anchor. */
const LONGEST = WINDOW_BEFORE;

function askNamed(swept: Swept, askers: readonly Ask[], opened: Opened): void {
  const { text, label } = opened.window;
  // The head of a column is a cell of its own column.
  if (text.trim().toLowerCase() === label) return;
  for (const ask of askers)
    keep(swept, ask, opened, opened.from + Buffer.byteLength(opened.window.text.slice(0, opened.window.at)));
}

/** Asks at each event; both these and the cells ascend. */
function askAll(swept: Swept, events: Uint32Array, first: number, count: number): void {
  const { cells, dispatch, bytes, runs } = swept;
  for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
    const start = events[event] as number;
    const length = events[event + 1] as number;
    let bits = events[event + 3] as number;
    if (length === WORD) {
      listen(swept, start);
      if (wordsAt(dispatch.words, bytes, start, bytes.length).length === 0) continue;
    }
    let low = 0;
    let high = bytes.length;
    if (cells !== undefined) {
      if (!cells.to(start)) continue;
      ({ low, high } = cells);
      if (length !== AT && length !== WORD)
        bits = bitsOf(bytes, start, length, events[event + 2] as number, runs.filter, low, high);
    }
    if (length === AT) {
      const opened = open(swept, start, start + 1, low, high);
      for (const ask of dispatch.at) keep(swept, ask, opened, start);
    } else if (length === WORD) {
      for (const { bytes: word, askers } of wordsAt(dispatch.words, bytes, start, high)) {
        const opened = open(swept, start, start + word.length, low, high);
        for (const ask of askers) keep(swept, ask, opened, start);
      }
    } else if (bits !== 0) askAbout(swept, bits, { start, length, total: events[event + 2] as number, low, high });
  }
}

/** Asks the detectors of the bits, each once, in the order of their precedence; most are content with the bytes. */
function askAbout(swept: Swept, bits: number, run: Run): void {
  const { bytes, dispatch, runs } = swept;
  const { start, low, high } = run;
  const end = start + run.length;
  let asked = -1;
  let heard: number | undefined;
  let opened: Opened | undefined;
  for (let left = bits; left !== 0; left &= left - 1) {
    for (const ask of runs.asks[31 - Math.clz32(left & -left)] as readonly Ask[]) {
      if (ask.order === asked || (ask.own !== undefined && !isWanted(bytes, run, ask.own))) continue;
      if (ask.hears !== 0) {
        heard ??= hear(swept, start, low);
        if ((heard & ask.hears) === 0) continue;
      }
      asked = ask.order;
      const { detector } = ask;
      if (detector.accepts !== undefined) {
        if (!detector.accepts({ bytes, start, end, low, high, label: labelOf(swept, start) }, dispatch.least)) continue;
      }
      opened ??= open(swept, start, end, low, high);
      keep(swept, ask, opened, start);
    }
  }
}

/** The lists of phrases that are heard in the label or before a place. */
function hear(swept: Swept, place: number, low: number): number {
  return heardInLabel(swept.dispatch.hearing, labelOf(swept, place)) | (swept.listener?.before(place, low) ?? 0);
}

function isWanted(bytes: Uint8Array, { start, length, total, low, high }: Run, filter: AnchorFilter): boolean {
  return bitsOf(bytes, start, length, total, filter, low, high) !== 0;
}

function open(swept: Swept, start: number, end: number, low: number, high: number): Opened {
  const { part, bytes, buffer, folded, cells } = swept;
  let from = Math.max(low, start - WINDOW_BEFORE);
  let to = Math.min(high, end + WINDOW_AFTER);
  let text: string;
  let at = start - from;
  let length = Math.min(end, to) - start;
  if (folded === undefined) text = buffer.toString("latin1", from, to);
  else {
    from = characterStart(bytes, from, low);
    to = characterStart(bytes, to, low);
    const before = buffer.toString("utf8", from, start);
    text = before + buffer.toString("utf8", start, to);
    at = before.length;
    length = buffer.toString("utf8", start, Math.min(end, to)).length;
  }
  const window: TextWindow = {
    text,
    at,
    atEnd: at + length,
    label: labelOf(swept, start),
    role: part.role,
    opensText: from === low,
    closesText: to === high,
  };
  return { window, from, cell: cells === undefined ? -1 : cells.cell };
}

/** The label of the text, of the cell at hand, or of the column in which `place` stands. */
function labelOf({ part: { table }, cells, label, columns, heads }: Swept, place: number): string {
  if (heads !== undefined) return heads.over(place);
  if (table === undefined || cells === undefined) return label;
  const column = table.cells[cells.cell * CELL_FIELDS + 2] as number;
  return (columns[column] ??= table.labels[column]?.toLowerCase() ?? "");
}

function keep(swept: Swept, { detector, order }: Ask, opened: Opened, anchor: number): void {
  const candidate = detector.examine(opened.window);
  if (candidate === undefined) return;
  const { folded } = swept;
  swept.found.push({
    candidate,
    detector: detector.id,
    order,
    start: folded === undefined ? opened.from + candidate.start : place(folded, opened, candidate.start),
    end: folded === undefined ? opened.from + candidate.end : place(folded, opened, candidate.end),
    anchor: folded === undefined ? anchor : folded.original(anchor),
    cell: opened.cell,
  });
}

/** Offset in the text as it stands of an index into the window. */
function place(folded: Folded, { window, from }: Opened, index: Candidate["start"]): number {
  return folded.original(from + Buffer.byteLength(window.text.slice(0, index)));
}

function characterStart(bytes: Uint8Array, offset: number, low: number): number {
  let at = offset;
  while (at > low && at > offset - 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}
