import { Buffer, isAscii } from "node:buffer";
import { CELL_FIELDS, type TextPart } from "../model/document.ts";
import type { Candidate } from "../model/finding.ts";
import type { TextWindow } from "../model/detector.ts";
import { fold, type Folded } from "../text/fold.ts";
import { AT, bitsOf, EVENT_FIELDS, type AnchorFilter, type Kernel } from "../kernel/index.ts";
import type { Ask, Dispatch } from "./dispatch.ts";
import { type Cells, createCells, foldedCore } from "./folded-borders.ts";
import { type Spotted, withoutOverlaps } from "./overlap.ts";

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
  const filter = part.table === undefined ? dispatch.filter : dispatch.cells;
  let swept: Swept | undefined;
  for (let from = core.start; from < core.end;) {
    const { first, count, next } = kernel.anchors(bytes, from, core.end, filter);
    if (count > 0) {
      swept ??= prepare(part, dispatch, bytes, folded);
      askAll(swept, kernel.events, first, count);
    }
    from = next;
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
  };
}

/** Asks at each event; both these and the cells ascend. */
function askAll(swept: Swept, events: Uint32Array, first: number, count: number): void {
  const { cells, dispatch, bytes } = swept;
  for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
    const start = events[event] as number;
    const length = events[event + 1] as number;
    let bits = events[event + 3] as number;
    let low = 0;
    let high = bytes.length;
    if (cells !== undefined) {
      if (!cells.to(start)) continue;
      ({ low, high } = cells);
      if (length !== AT) bits = bitsOf(bytes, start, length, events[event + 2] as number, dispatch.filter, low, high);
    }
    if (length === AT) {
      const opened = open(swept, start, start + 1, low, high);
      for (const ask of dispatch.at) keep(swept, ask, opened, start);
    } else if (bits !== 0) askAbout(swept, bits, { start, length, total: events[event + 2] as number, low, high });
  }
}

/** Asks the detectors of the bits, each once, in the order of their precedence; most are content with the bytes. */
function askAbout(swept: Swept, bits: number, run: Run): void {
  const { bytes, dispatch } = swept;
  const { start, low, high } = run;
  const end = start + run.length;
  let asked = -1;
  let opened: Opened | undefined;
  for (let left = bits; left !== 0; left &= left - 1) {
    for (const ask of dispatch.digits[31 - Math.clz32(left & -left)] as readonly Ask[]) {
      if (ask.order === asked || (ask.own !== undefined && !isWanted(bytes, run, ask.own))) continue;
      asked = ask.order;
      const { detector } = ask;
      if (detector.accepts !== undefined) {
        if (!detector.accepts({ bytes, start, end, low, high, label: labelOf(swept) }, dispatch.least)) continue;
      }
      opened ??= open(swept, start, end, low, high);
      keep(swept, ask, opened, start);
    }
  }
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
  if (folded === undefined) text = buffer.toString("latin1", from, to);
  else {
    from = characterStart(bytes, from, low);
    to = characterStart(bytes, to, low);
    const before = buffer.toString("utf8", from, start);
    text = before + buffer.toString("utf8", start, to);
    at = before.length;
  }
  const window: TextWindow = {
    text,
    at,
    atEnd: at + Math.min(end, to) - start,
    label: labelOf(swept),
    role: part.role,
    opensText: from === low,
    closesText: to === high,
  };
  return { window, from, cell: cells === undefined ? -1 : cells.cell };
}

/** The label of the text, or of the cell at hand. */
function labelOf({ part: { table }, cells, label, columns }: Swept): string {
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
