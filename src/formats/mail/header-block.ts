import { isDelimiter, type Boundaries } from "./boundaries.ts";
import { fieldName, type FieldKind } from "./field-names.ts";
import { fieldColon, startsEnvelope, type Field } from "./fields.ts";
import type { Range } from "./types.ts";
import type { Window } from "./window.ts";

export { UNREAD_FIELDS } from "./field-names.ts";

/** Largest header block that is read as a header; what follows is read as text. */
const MAX_HEADER_BYTES = 4 * 1024 ** 2;
const FIRST_STEP = 16_384;
const GUESS_BYTES = 65_536;
const DASH = 0x2d;
const LF = 10;
const CR = 13;

export interface HeaderBlock {
  /** The texts of a message's header, in order: without the three fields below, and without those that only machines read (routes, signatures). */
  readonly fields: Field[];
  /** Content-Type, Content-Disposition and Content-Transfer-Encoding as written, the first of each; empty when there is none. */
  type: string | undefined;
  disposition: string | undefined;
  transfer: string | undefined;
  /** Lines that are no header fields, to be read as text. */
  readonly junk: Range[];
  /** Where the content begins. */
  next: number;
  /** What ended it: an empty line, a delimiter (a part without content), or nothing that should. */
  end: "blank" | "delimiter" | "missing";
}

/**
 * Reads a header block (RFC 5322 section 2.1) that may lack its end. Of the fields of a part, which nobody shows, only
 * those are kept that say what it is.
 */
export function readHeader(window: Window, start: number, open: Boundaries, isPart: boolean): HeaderBlock {
  let limit = FIRST_STEP;
  for (;;) {
    const to = window.reach(start, start + limit);
    const { bytes, base } = window;
    const whole = limit >= MAX_HEADER_BYTES || base + to >= window.size;
    const block = takeHeader(bytes, start - base, to, whole, open, isPart);
    if (block !== undefined) return placed(block, base);
    limit = Math.min(MAX_HEADER_BYTES, limit * 16);
  }
}

/** Offsets in the window as offsets in the source. */
function placed(block: HeaderBlock, base: number): HeaderBlock {
  block.next += base;
  if (base > 0)
    for (const [index, { start, end }] of block.junk.entries()) block.junk[index] = { start: start + base, end: end + base };
  return block;
}

/** `undefined` when the block goes on behind `to`. */
function takeHeader(
  bytes: Buffer,
  from: number,
  to: number,
  whole: boolean,
  open: Boundaries,
  isPart: boolean,
): HeaderBlock | undefined {
  const block: HeaderBlock = {
    fields: [],
    type: undefined,
    disposition: undefined,
    transfer: undefined,
    junk: [],
    next: to,
    end: "missing",
  };
  let name = "";
  let kind: FieldKind = "unread";
  let raw = "";
  let at = from;
  while (at < to) {
    const found = bytes.indexOf(LF, at);
    const newline = found < to ? found : -1;
    if (newline < 0 && !whole) return undefined;
    const lineEnd = newline < 0 ? to : newline + 1;
    const byte = bytes[at] as number;
    if (byte === LF || (byte === CR && isBlankLine(bytes, at, to))) {
      block.next = lineEnd;
      block.end = "blank";
      break;
    }
    if (byte === DASH && bytes[at + 1] === DASH && isDelimiter(bytes, at, lineEnd, open)) {
      block.next = at;
      block.end = "delimiter";
      break;
    }
    const folded = byte === 0x20 || byte === 9;
    const colon = folded ? -1 : fieldColon(bytes, at, lineEnd);
    if (colon >= 0) {
      if (kind !== "unread") put(block, kind, name, raw);
      const known = fieldName(bytes, at, colon);
      kind = isPart && known.kind === "text" ? "unread" : known.kind;
      name = known.name;
      if (kind !== "unread")
        raw = bytes.toString("latin1", afterBlanks(bytes, colon + 1, lineEnd), contentEnd(bytes, at, lineEnd));
    } else if (folded && at > from) {
      if (kind !== "unread") raw += bytes.toString("latin1", at, contentEnd(bytes, at, lineEnd));
    } else if (at > from || !startsEnvelope(bytes, at)) {
      if (newline < 0 ? at === from : fieldColon(bytes, lineEnd, to) < 0) {
        block.next = at;
        break;
      }
      block.junk.push({ start: at, end: lineEnd });
      if (kind !== "unread") put(block, kind, name, raw);
      kind = "unread";
    }
    at = lineEnd;
  }
  if (at >= to && !whole) return undefined;
  if (kind !== "unread") put(block, kind, name, raw);
  return block;
}

function put(block: HeaderBlock, kind: FieldKind, name: string, raw: string): void {
  const value = raw.trim();
  if (kind === "text") block.fields.push({ name, raw: value });
  else if (kind === "type") block.type ??= value;
  else if (kind === "disposition") block.disposition ??= value;
  else block.transfer ??= value;
}

function afterBlanks(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] === 0x20 || bytes[at] === 9)) at += 1;
  return at;
}

/** CR CR LF is what a second conversion of line ends leaves of an empty line. */
function isBlankLine(bytes: Buffer, at: number, to: number): boolean {
  if (at + 1 >= to) return false;
  return bytes[at + 1] === LF || (at + 2 < to && bytes[at + 1] === CR && bytes[at + 2] === LF);
}

/** Without the line end. */
function contentEnd(bytes: Buffer, at: number, lineEnd: number): number {
  if (bytes[lineEnd - 1] !== 10) return lineEnd;
  return lineEnd - 2 >= at && bytes[lineEnd - 2] === 13 ? lineEnd - 2 : lineEnd - 1;
}

/** Does one of these boundaries occur where the first delimiter usually stands? */
export function occursNear(window: Window, from: number, ...boundaries: readonly string[]): boolean {
  const bytes = window.slice(from, from + GUESS_BYTES);
  return boundaries.some((boundary) => bytes.includes(`--${boundary}`, 0, "latin1"));
}

/**
 * The boundary that the parts really have when the one in the header is missing or does not
 * occur: the first line of two dashes that is followed by a Content- field.
 */
export function guessBoundary(window: Window, from: number, isOpen: (boundary: string) => boolean): string | undefined {
  const text = window.slice(from, from + GUESS_BYTES).toString("latin1");
  const found = /(?:^|\n)--([^\r\n]{1,200})\r?\n(?=content-)/i.exec(text)?.[1]?.trimEnd();
  return found === undefined || isOpen(found) ? undefined : found;
}
