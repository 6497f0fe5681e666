import { fieldColon, startsEnvelope, type Field } from "./fields.ts";
import type { Range } from "./types.ts";
import type { Window } from "./window.ts";

/** Largest header block that is read as a header; what follows is read as text. */
const MAX_HEADER_BYTES = 4 * 1024 ** 2;
const FIRST_STEP = 16_384;
const GUESS_BYTES = 65_536;
const DASH = 0x2d;

export interface HeaderBlock {
  /** In order; fields that only machines read (routes, signatures) are left out. */
  readonly fields: readonly Field[];
  /** Lines that are no header fields, to be read as text. */
  readonly junk: readonly Range[];
  /** Where the content begins. */
  readonly next: number;
  /** What ended it: an empty line, a delimiter (a part without content), or nothing that should. */
  readonly end: "blank" | "delimiter" | "missing";
}

/** Reads a header block (RFC 5322 section 2.1) that may lack its end. */
export function readHeader(window: Window, start: number, isDelimiter: (line: string) => boolean): HeaderBlock {
  let limit = FIRST_STEP;
  for (;;) {
    const bytes = window.slice(start, start + limit);
    const whole = limit >= MAX_HEADER_BYTES || start + bytes.length >= window.size;
    const block = takeHeader(bytes, start, whole, isDelimiter);
    if (block !== undefined) return block;
    limit = Math.min(MAX_HEADER_BYTES, limit * 16);
  }
}

/** Machine-made, and read by nobody: routes and signatures in which numbers stand that are nobody's. */
const UNREAD = new Set([
  "message-id",
  "references",
  "in-reply-to",
  "received",
  "x-received",
  "dkim-signature",
  "x-google-dkim-signature",
  "domainkey-signature",
  "arc-seal",
  "arc-message-signature",
  "arc-authentication-results",
  "content-length",
  "mime-version",
  "date",
]);

/** Names as they were met, to lower case; empty for a field that is left out. Few programs write few names. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 2_000;

function nameOf(written: string): string {
  let name = NAMES.get(written);
  if (name === undefined) {
    name = written.trimEnd().toLowerCase();
    if (UNREAD.has(name)) name = "";
    if (NAMES.size >= MOST_NAMES) NAMES.clear();
    NAMES.set(written, name);
  }
  return name;
}

/** `undefined` when the block goes on behind `bytes`. */
function takeHeader(
  bytes: Buffer,
  start: number,
  whole: boolean,
  isDelimiter: (line: string) => boolean,
): HeaderBlock | undefined {
  const fields: Field[] = [];
  const junk: Range[] = [];
  let name = "";
  let raw = "";
  let next = bytes.length;
  let end: HeaderBlock["end"] = "missing";
  let at = 0;
  let first = true;
  while (at < bytes.length) {
    const newline = bytes.indexOf(10, at);
    if (newline < 0 && !whole) return undefined;
    const lineEnd = newline < 0 ? bytes.length : newline + 1;
    const byte = bytes[at] as number;
    if (byte === 10 || (byte === 13 && isBlankLine(bytes, at))) {
      [next, end] = [lineEnd, "blank"];
      break;
    }
    if (byte === DASH && bytes[at + 1] === DASH && isDelimiter(bytes.toString("latin1", at, lineEnd))) {
      [next, end] = [at, "delimiter"];
      break;
    }
    const textEnd = contentEnd(bytes, at, lineEnd);
    const colon = byte === 0x20 || byte === 9 ? -1 : fieldColon(bytes, at, lineEnd);
    if (colon >= 0) {
      if (name !== "") fields.push({ name, raw: raw.trim() });
      name = nameOf(bytes.toString("latin1", at, colon));
      raw = name === "" ? "" : bytes.toString("latin1", colon + 1, textEnd);
    } else if ((byte === 0x20 || byte === 9) && !first) {
      if (name !== "") raw += bytes.toString("latin1", at, textEnd);
    } else if (!first || !startsEnvelope(bytes, at)) {
      if (newline < 0 ? first : fieldColon(bytes, lineEnd, bytes.length) < 0) {
        next = at;
        break;
      }
      junk.push({ start: start + at, end: start + lineEnd });
      if (name !== "") fields.push({ name, raw: raw.trim() });
      name = "";
    }
    first = false;
    at = lineEnd;
  }
  if (at >= bytes.length && !whole) return undefined;
  if (name !== "") fields.push({ name, raw: raw.trim() });
  return { fields, junk, next: start + next, end };
}

/** CR CR LF is what a second conversion of line ends leaves of an empty line. */
function isBlankLine(bytes: Buffer, at: number): boolean {
  return bytes[at + 1] === 10 || (bytes[at + 1] === 13 && bytes[at + 2] === 10);
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
