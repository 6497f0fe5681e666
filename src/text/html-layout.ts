import type { Tag } from "./html-tags.ts";

/** Text as a browser lays it out, in bytes; the same rules as `flow`. */
export interface Layout {
  readonly out: Uint8Array;
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

/** Room for a page of `size` bytes: references of five characters can stand for six bytes, and a tag for one. */
export function createLayout(size: number): Layout {
  const out = Buffer.allocUnsafe(size + (size >> 2) + 64);
  return { out, length: 0, pending: 0, lineStart: true, cells: 0, kept: 0 };
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
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    const kind = KINDS[byte] as number;
    if (kind === 0) {
      if (pending !== 0) {
        out[length] = pending;
        length += 1;
        pending = 0;
      }
      out[length] = byte;
      length += 1;
      lineStart = false;
    } else if (kind === 2) {
      break;
    } else if (pending === 0 && !lineStart) {
      pending = SPACE;
    }
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
