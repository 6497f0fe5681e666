import { Buffer, isAscii } from "node:buffer";
import { CELL_FIELDS, type TextPart } from "../model/document.ts";
import type { Candidate } from "../model/finding.ts";
import type { TextWindow } from "../model/detector.ts";
import { fold, type Folded } from "../text/fold.ts";
import { AT, bitsOf, EVENT_FIELDS, WORD, type AnchorFilter, type Kernel } from "../kernel/index.ts";
import type { Ask } from "./ask.ts";
import type { Dispatch, Runs } from "./dispatch.ts";
import { type Cells, createCells, foldedCore } from "./folded-borders.ts";
import { heardInLabel } from "./hearing.ts";
import { createListener, type Listener } from "./listening.ts";
import { eventsOf } from "./labelled-events.ts";
import { askersOf } from "./named.ts";

import { type Spotted, withoutOverlaps } from "./overlap.ts";
import { createHeads, type Heads } from "./tabbed.ts";
import { restricted, saidThroughout } from "./throughout.ts";
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
  /** Made for the first detector that listens. */
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
  const { lists, named } = saidThroughout(part, dispatch, kernel, bytes);
  // Cells are sought in ascending order, and these are asked about in a pass of their own.
  if (part.table?.seek !== undefined && named) seekAll(createCells(part.table, folded), core);
  const labelled =
    lists === 0
      ? undefined
      : eventsOf(kernel, bytes, core, restricted(filter === quiet.filter ? listening.filter : listening.cells, listening, lists));
  let swept: Swept | undefined;
  for (let from = core.start; from < core.end;) {
    const { first, count, next } = kernel.anchors(bytes, from, core.end, filter);
    const events = labelled?.mergedBefore(next, kernel.events.subarray(first * EVENT_FIELDS, (first + count) * EVENT_FIELDS));
    if (count > 0 || (events !== undefined && events.length > 0)) {
      swept ??= prepare(part, dispatch, bytes, folded);
      if (events === undefined) askAll(swept, kernel.events, first, count);
      else askAll(swept, events, 0, events.length / EVENT_FIELDS);
    }
    from = next;
  }
  if (named) {
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
    listener: undefined,
  };
}

function seekAll(cells: Cells, core: TextPart["core"]): void {
  for (let at = core.start; at < core.end;) at = cells.to(at) ? Math.max(cells.high, at + 1) : at + 1;
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
  const { cells, dispatch, bytes } = swept;
  const { quiet, listening } = dispatch;
  for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
    const start = events[event] as number;
    const length = events[event + 1] as number;
    if (length === WORD && wordsAt(dispatch.words, bytes, start, bytes.length).length === 0) continue;
    if (cells !== undefined && !cells.to(start)) continue;
    const { low, high } = cells ?? { low: 0, high: bytes.length };
    if (length === AT) {
      const opened = open(swept, start, start + 1, low, high);
      for (const ask of dispatch.at) keep(swept, ask, opened, start);
    } else if (length === WORD) {
      for (const { bytes: word, askers } of wordsAt(dispatch.words, bytes, start, high)) {
        const opened = open(swept, start, start + word.length, low, high);
        for (const ask of askers) keep(swept, ask, opened, start);
      }
    } else {
      const run = { start, length, total: events[event + 2] as number, low, high };
      if (events[event + 3] !== 0) askAbout(swept, quiet, events[event + 3] as number, run);
      if (events[event + 4] !== 0) askAbout(swept, listening, events[event + 4] as number, run);
    }
  }
}

/** Asks the detectors of the bits, each once, in the order of their precedence; most are content with the bytes. */
function askAbout(swept: Swept, { asks, filter }: Runs, wanted: number, run: Run): void {
  const { bytes, dispatch } = swept;
  const { start, low, high } = run;
  // Beside a cell stands something else than the kernel takes for its border.
  const bits = swept.cells === undefined ? wanted : bitsOf(bytes, start, run.length, run.total, filter, low, high);
  const end = start + run.length;
  let asked = -1;
  let heard: number | undefined;
  let opened: Opened | undefined;
  for (let left = bits; left !== 0; left &= left - 1) {
    for (const ask of asks[31 - Math.clz32(left & -left)] as readonly Ask[]) {
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
  const { hearing } = swept.dispatch;
  swept.listener ??= createListener(hearing, swept.bytes);
  return heardInLabel(hearing, labelOf(swept, place)) | swept.listener.before(place, low);
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
