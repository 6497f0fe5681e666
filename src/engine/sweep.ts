import { Buffer } from "node:buffer";
import { CELL_FIELDS, type TableIndex, type TextPart } from "../model/document.ts";
import type { Candidate } from "../model/finding.ts";
import type { TextWindow } from "../model/detector.ts";
import type { Folded } from "../text/fold.ts";
import { fold } from "../text/fold.ts";
import { AT, type Kernel } from "../kernel/index.ts";
import { type Dispatch, MAX_RUN } from "./dispatch.ts";
import { type Spotted, withoutOverlaps } from "./overlap.ts";

/** Bytes of folded text that a detector sees before and after its anchor. */
export const WINDOW_BEFORE = 320;
export const WINDOW_AFTER = 160;

const SEPARATORS = new Uint8Array(256);
for (const character of " -./()") SEPARATORS[character.charCodeAt(0)] = 1;
/** Runs are chained over at most this many separators. */
const CHAIN_GAP = 3;
const EVENTS = new Uint32Array(2 * 8192);

/**
 * Shows a text to the detectors that have business in it: one pass over the bytes for the
 * anchors, and only there a short window becomes a string. Linear in the text whatever it is.
 * Candidates come out by position, without overlaps; spans are byte offsets in `part.bytes`.
 */
export function sweep(part: TextPart, dispatch: Dispatch, kernel: Kernel): readonly Spotted[] {
  const folded = fold(part.bytes);
  const core = folded.bytes === part.bytes ? part.core : foldedCore(folded, part);
  const cells = part.table === undefined ? undefined : foldedCells(part.table, folded, part.bytes);
  const found: Spotted[] = [];
  const ask = new Asker(part, folded, cells, dispatch, found);
  for (let from = core.start; from < core.end;) {
    const { count, next } = kernel.anchors(folded.bytes, from, core.end, EVENTS);
    askAll(ask, folded.bytes, count);
    from = next;
  }
  return found.length === 0 ? found : withoutOverlaps(found);
}

/** Walks the events backwards for the chains, then asks; the last chain may go on beyond the events. */
function askAll(ask: Asker, bytes: Uint8Array, count: number): void {
  const totals = TOTALS;
  let chained = 0;
  let nextStart = -1;
  for (let event = count - 1; event >= 0; event -= 1) {
    const start = EVENTS[event * 2] as number;
    const length = EVENTS[event * 2 + 1] as number;
    if (length === AT) continue;
    const end = start + length;
    if (nextStart < 0) chained = digitsBeyond(bytes, end);
    else if (!isChained(bytes, end, nextStart)) chained = 0;
    chained = Math.min(MAX_RUN, chained + Math.min(length, MAX_RUN));
    totals[event] = chained;
    nextStart = start;
  }
  for (let event = 0; event < count; event += 1) {
    const start = EVENTS[event * 2] as number;
    const length = EVENTS[event * 2 + 1] as number;
    if (length === AT) ask.at(start);
    else ask.digits(start, length, totals[event] as number);
  }
}

const TOTALS = new Uint8Array(8192);

/** Chain digits that stand beyond the core or beyond a full event buffer. */
function digitsBeyond(bytes: Uint8Array, from: number): number {
  let digits = 0;
  let at = from;
  while (digits < MAX_RUN) {
    let gap = 0;
    while (gap < CHAIN_GAP && SEPARATORS[bytes[at + gap] ?? 0] === 1) gap += 1;
    at += gap;
    const start = at;
    while (at < bytes.length && at - start < MAX_RUN && isDigit(bytes[at] as number)) at += 1;
    if (at === start || gap === 0) return digits;
    digits += at - start;
  }
  return digits;
}

function isChained(bytes: Uint8Array, end: number, nextStart: number): boolean {
  if (nextStart - end > CHAIN_GAP) return false;
  for (let at = end; at < nextStart; at += 1) if (SEPARATORS[bytes[at] as number] !== 1) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Asks the detectors of one part at its anchors. */
class Asker {
  private cell = 0;
  private readonly part: TextPart;
  private readonly folded: Folded;
  private readonly cells: Uint32Array | undefined;
  private readonly dispatch: Dispatch;
  private readonly found: Spotted[];
  private readonly ascii: boolean;

  constructor(part: TextPart, folded: Folded, cells: Uint32Array | undefined, dispatch: Dispatch, found: Spotted[]) {
    this.part = part;
    this.folded = folded;
    this.cells = cells;
    this.dispatch = dispatch;
    this.found = found;
    this.ascii = folded.bytes === part.bytes;
  }

  at(start: number): void {
    let opened: Opened | undefined;
    for (const { detector, order } of this.dispatch.at) {
      opened ??= this.open(start, start + 1);
      if (opened === undefined) return;
      this.keep(detector.examine(opened.window), opened, detector.id, order, start);
    }
  }

  digits(start: number, length: number, total: number): void {
    const run = Math.min(length, MAX_RUN);
    if (total < (this.dispatch.leastTotal[run] as number)) return;
    const asks = this.dispatch.digits[run] as Dispatch["digits"][number];
    const bytes = this.folded.bytes;
    let opened: Opened | undefined;
    for (const ask of asks) {
      if (total < ask.total[0] || total > ask.total[1]) continue;
      if (ask.lead !== undefined && ask.lead[bytes[start] as number] !== 1) continue;
      if (ask.before !== undefined && (start === 0 || ask.before[bytes[start - 1] as number] !== 1)) continue;
      opened ??= this.open(start, start + length);
      if (opened === undefined) return;
      this.keep(ask.detector.examine(opened.window), opened, ask.detector.id, ask.order, start);
    }
  }

  private keep(candidate: Candidate | undefined, opened: Opened, detector: string, order: number, anchor: number): void {
    if (candidate === undefined) return;
    const place = (index: number): number => {
      const offset = opened.from + (opened.ascii ? index : Buffer.byteLength(opened.window.text.slice(0, index)));
      return this.folded.original(offset);
    };
    this.found.push({
      candidate,
      detector,
      order,
      start: place(candidate.start),
      end: place(candidate.end),
      anchor: this.folded.original(anchor),
      cell: opened.cell,
    });
  }

  private open(start: number, end: number): Opened | undefined {
    let low = 0;
    let high = this.folded.bytes.length;
    let label = this.part.label ?? "";
    let cell = -1;
    if (this.cells !== undefined) {
      cell = this.cellAt(start);
      if (cell < 0) return undefined;
      low = this.cells[cell * 2] as number;
      high = this.cells[cell * 2 + 1] as number;
      label = this.part.table?.labels[this.part.table.cells[cell * CELL_FIELDS + 2] as number] ?? "";
    }
    const from = characterStart(this.folded.bytes, Math.max(low, start - WINDOW_BEFORE), low);
    const to = characterStart(this.folded.bytes, Math.min(high, end + WINDOW_AFTER), low);
    const buffer = Buffer.from(this.folded.bytes.buffer, this.folded.bytes.byteOffset, this.folded.bytes.length);
    const before = this.ascii ? buffer.toString("latin1", from, start) : buffer.toString("utf8", from, start);
    const after = this.ascii ? buffer.toString("latin1", start, to) : buffer.toString("utf8", start, to);
    const window: TextWindow = {
      text: before + after,
      at: before.length,
      atEnd: before.length + (Math.min(end, to) - start),
      label: label.toLowerCase(),
      role: this.part.role,
      opensText: from === low,
      closesText: to === high,
    };
    return { window, from, cell, ascii: this.ascii || before.length + after.length === to - from };
  }

  /** The cell that holds `offset`; anchors come in ascending order, so the cursor only moves on. */
  private cellAt(offset: number): number {
    const cells = this.cells as Uint32Array;
    while (this.cell * 2 < cells.length && (cells[this.cell * 2 + 1] as number) <= offset) this.cell += 1;
    return this.cell * 2 < cells.length && (cells[this.cell * 2] as number) <= offset ? this.cell : -1;
  }
}

interface Opened {
  readonly window: TextWindow;
  /** Offset of the window in the folded bytes. */
  readonly from: number;
  readonly cell: number;
  /** Each character of the window is one byte. */
  readonly ascii: boolean;
}

function characterStart(bytes: Uint8Array, offset: number, low: number): number {
  let at = offset;
  while (at > low && at > offset - 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** Folding keeps the order of offsets, so the borders of the core are found by bisection. */
function foldedOffset(folded: Folded, original: number): number {
  let low = 0;
  let high = folded.bytes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (folded.original(middle) < original) low = middle + 1;
    else high = middle;
  }
  return low;
}

function foldedCore(folded: Folded, part: TextPart): { start: number; end: number } {
  const start = part.core.start === 0 ? 0 : foldedOffset(folded, part.core.start);
  const end = part.core.end === part.bytes.length ? folded.bytes.length : foldedOffset(folded, part.core.end);
  return { start, end };
}

/** Start and end of each cell in the folded bytes. */
function foldedCells(table: TableIndex, folded: Folded, bytes: Uint8Array): Uint32Array {
  const count = table.cells.length / CELL_FIELDS;
  const borders = new Uint32Array(count * 2);
  const same = folded.bytes === bytes;
  for (let cell = 0; cell < count; cell += 1) {
    const start = table.cells[cell * CELL_FIELDS] as number;
    const end = table.cells[cell * CELL_FIELDS + 1] as number;
    borders[cell * 2] = same ? start : foldedOffset(folded, start);
    borders[cell * 2 + 1] = same ? end : foldedOffset(folded, end);
  }
  return borders;
}
