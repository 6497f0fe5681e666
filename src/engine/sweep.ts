import { Buffer, isAscii } from "node:buffer";
import { CELL_FIELDS, type TextPart } from "../model/document.ts";
import type { Candidate } from "../model/finding.ts";
import type { TextWindow } from "../model/detector.ts";
import { fold, type Folded } from "../text/fold.ts";
import { AT, bitsOf, EVENT_FIELDS, type AnchorFilter, type Kernel } from "../kernel/index.ts";
import type { Ask, Dispatch } from "./dispatch.ts";
import { foldedCells, foldedCore } from "./folded-borders.ts";
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
  /** Start and end of each cell of a table. */
  readonly cells: Uint32Array | undefined;
  readonly label: string;
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
  const filter = part.table === undefined ? dispatch.filter : dispatch.loose;
  let swept: Swept | undefined;
  let cell = 0;
  for (let from = core.start; from < core.end;) {
    const { first, count, next } = kernel.anchors(bytes, from, core.end, filter);
    if (count > 0) {
      swept ??= prepare(part, dispatch, bytes, folded);
      cell = askAll(swept, kernel.events, first, count, cell);
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
    cells: part.table === undefined ? undefined : foldedCells(part.table, folded),
    label: (part.label ?? "").toLowerCase(),
    found: [],
  };
}

/** Asks at each event. Cells and anchors both ascend: `cell` is where the search for the cell goes on, and so is the result. */
function askAll(swept: Swept, events: Uint32Array, first: number, count: number, cell: number): number {
  const { cells, dispatch, bytes } = swept;
  let current = cell;
  for (let event = first * EVENT_FIELDS; event < (first + count) * EVENT_FIELDS; event += EVENT_FIELDS) {
    const start = events[event] as number;
    const length = events[event + 1] as number;
    let bits = events[event + 3] as number;
    let low = 0;
    let high = bytes.length;
    if (cells !== undefined) {
      while (current * 2 < cells.length && (cells[current * 2 + 1] as number) <= start) current += 1;
      low = cells[current * 2] ?? bytes.length;
      high = cells[current * 2 + 1] ?? bytes.length;
      if (low > start) continue;
      if (length !== AT) bits = bitsOf(bytes, start, length, events[event + 2] as number, dispatch.filter, low, high);
    }
    if (length === AT) {
      const opened = open(swept, start, start + 1, low, high, current);
      for (const ask of dispatch.at) keep(swept, ask, opened, start);
    } else if (bits !== 0) {
      const run: Run = { start, length, total: events[event + 2] as number, low, high };
      askAbout(swept, bits, run, open(swept, start, start + length, low, high, current));
    }
  }
  return current;
}

/** Asks the detectors of the bits, each once, in the order of their precedence. */
function askAbout(swept: Swept, bits: number, run: Run, opened: Opened): void {
  let asked = -1;
  for (let left = bits; left !== 0; left &= left - 1) {
    for (const ask of swept.dispatch.digits[31 - Math.clz32(left & -left)] as readonly Ask[]) {
      if (ask.order === asked || (ask.own !== undefined && !isWanted(swept.bytes, run, ask.own))) continue;
      asked = ask.order;
      keep(swept, ask, opened, run.start);
    }
  }
}

function isWanted(bytes: Uint8Array, { start, length, total, low, high }: Run, filter: AnchorFilter): boolean {
  return bitsOf(bytes, start, length, total, filter, low, high) !== 0;
}

function open(swept: Swept, start: number, end: number, low: number, high: number, cell: number): Opened {
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
  const label = cells === undefined ? swept.label : cellLabel(part, cell);
  const window: TextWindow = {
    text,
    at,
    atEnd: at + Math.min(end, to) - start,
    label,
    role: part.role,
    opensText: from === low,
    closesText: to === high,
  };
  return { window, from, cell: cells === undefined ? -1 : cell };
}

function cellLabel(part: TextPart, cell: number): string {
  const { table } = part;
  return table?.labels[table.cells[cell * CELL_FIELDS + 2] as number]?.toLowerCase() ?? "";
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
