import type { Tag } from "./html-tags.ts";

/** Text as a browser lays it out, in bytes; the same rules as `flow`. */
export interface Layout {
  readonly out: Buffer;
  length: number;
  /** White space that is written before the next character, 0 for none. */
  pending: number;
  lineStart: boolean;
  /** Cells of this row so far. */
  cells: number;
  /** Open elements in which white space stays. */
  kept: number;
}

const SPACE = 0x20;
const TAB = 0x09;
const LF = 0x0a;

/** By byte: 1 for white space (HTML Standard section 12.3 of CSS Text: no vertical tab), 2 for `<` and `&`. */
const KINDS = (() => {
  const table = new Uint8Array(256);
  for (const space of [9, 10, 12, 13, 32]) table[space] = 1;
  table[0x3c] = 2;
  table[0x26] = 2;
  return table;
})();

export function isSpace(byte: number): boolean {
  return KINDS[byte] === 1;
}

/** Pages are laid out in a piece of memory that is shared by many: asking the system for each costs more than a short page. */
const SLAB_BYTES = 262_144;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let slabUsed = 0;

/** Room for a page of `size` bytes: references of five characters can stand for six bytes, and a tag for one. One page at a time is laid out. */
export function createLayout(size: number): Layout {
  const room = size + (size >> 2) + 64;
  if (room <= SLAB_BYTES / 4 && slabUsed + room > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    slabUsed = 0;
  }
  const out = room <= SLAB_BYTES / 4 ? slab.subarray(slabUsed, slabUsed + room) : Buffer.allocUnsafeSlow(room);
  return { out, length: 0, pending: 0, lineStart: true, cells: 0, kept: 0 };
}

/** What was laid out; nobody writes to it again. */
export function laidOut({ out, length }: Layout): Buffer {
  if (out.buffer === slab.buffer) slabUsed += length;
  return out.subarray(0, length);
}

/** Lays out text up to the next `<` or `&`, or `end`; returns where it stands. */
export function untilMarkup(layout: Layout, bytes: Uint8Array, from: number, end: number): number {
  if (layout.kept > 0) {
    let to = from;
    while (to < end && KINDS[bytes[to] as number] !== 2) to += 1;
    putText(layout, bytes, from, to);
    return to;
  }
  const { out } = layout;
  let { length, pending, lineStart } = layout;
  let at = from;
  while (at < end) {
    let byte = bytes[at] as number;
    let kind = KINDS[byte] as number;
    if (kind === 2) break;
    if (kind === 1) {
      if (pending === 0 && !lineStart) pending = SPACE;
      at += 1;
      continue;
    }
    if (pending !== 0) {
      out[length] = pending;
      length += 1;
      pending = 0;
    }
    lineStart = false;
    // A word at once: most bytes of a page are passed here.
    do {
      out[length] = byte;
      length += 1;
      at += 1;
      if (at >= end) break;
      byte = bytes[at] as number;
      kind = KINDS[byte] as number;
    } while (kind === 0);
  }
  layout.length = length;
  layout.pending = pending;
  layout.lineStart = lineStart;
  return at;
}

/** Lays out text in which nothing is markup. */
export function collapse(layout: Layout, bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (!isSpace(byte)) putText(layout, bytes, at, at + 1);
    else if (layout.pending === 0 && !layout.lineStart) layout.pending = SPACE;
  }
}

/** Puts bytes as they are. */
export function putText(layout: Layout, bytes: Uint8Array, from: number, to: number): void {
  if (from >= to) return;
  putPending(layout);
  layout.out.set(bytes.subarray(from, to), layout.length);
  layout.length += to - from;
  layout.lineStart = bytes[to - 1] === LF;
}

function putPending(layout: Layout): void {
  if (layout.pending === 0) return;
  layout.out[layout.length] = layout.pending;
  layout.length += 1;
  layout.pending = 0;
}

export function layOpen(layout: Layout, tag: Tag): void {
  if (tag.kept) layout.kept += 1;
  if (tag.layout === "none") return;
  if (tag.layout === "cell") {
    if (layout.cells > 0) layout.pending = TAB;
    layout.cells += 1;
  } else layBreak(layout, tag);
}

export function layClose(layout: Layout, tag: Tag): void {
  if (tag.kept && layout.kept > 0) layout.kept -= 1;
  if (tag.layout !== "none" && tag.layout !== "cell") layBreak(layout, tag);
}

function layBreak(layout: Layout, tag: Tag): void {
  if (tag.layout === "br") {
    if (layout.pending !== LF) layout.pending = 0;
    putPending(layout);
    layout.out[layout.length] = LF;
    layout.length += 1;
    layout.lineStart = true;
    return;
  }
  const row = tag.layout === "row";
  if (row) layout.cells = 0;
  // Paragraphs inside a cell leave the cell on its line.
  if (row || layout.pending !== TAB) layout.pending = layout.lineStart ? 0 : LF;
}
