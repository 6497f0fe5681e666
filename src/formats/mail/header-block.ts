import { isFieldLine, parseFields, type Field } from "./fields.ts";
import type { Range } from "./types.ts";
import type { Window } from "./window.ts";

/** Largest header block that is read as a header; what follows is read as text. */
const MAX_HEADER_BYTES = 4 * 1024 ** 2;
const FIRST_STEP = 16_384;
const GUESS_BYTES = 65_536;

export interface HeaderBlock {
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
    const block = takeHeader(bytes.toString("latin1"), start, whole, isDelimiter);
    if (block !== undefined) return block;
    limit = Math.min(MAX_HEADER_BYTES, limit * 16);
  }
}

/** `undefined` when the block goes on behind `text`. */
function takeHeader(
  text: string,
  start: number,
  whole: boolean,
  isDelimiter: (line: string) => boolean,
): HeaderBlock | undefined {
  const junk: Range[] = [];
  let fieldsEnd = text.length;
  let next = text.length;
  let end: HeaderBlock["end"] = "missing";
  let at = 0;
  let first = true;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    if (newline < 0 && !whole) return undefined;
    const lineEnd = newline < 0 ? text.length : newline + 1;
    const code = text.charCodeAt(at);
    // CR CR LF is what a second conversion of line ends leaves of an empty line.
    if (code === 10 || (code === 13 && /^\r{1,2}\n/.test(text.slice(at, at + 3)))) {
      [fieldsEnd, next, end] = [at, lineEnd, "blank"];
      break;
    }
    if (code === 0x2d && isDelimiter(text.slice(at, lineEnd))) {
      [fieldsEnd, next, end] = [at, at, "delimiter"];
      break;
    }
    const isField = code === 0x20 || code === 9 ? !first : isFieldLine(text.slice(at, Math.min(lineEnd, at + 300)));
    if (!isField && !(first && /^>{0,8}From /.test(text.slice(at, at + 13)))) {
      if (newline < 0 ? first : !goesOn(text, lineEnd)) {
        [fieldsEnd, next] = [at, at];
        break;
      }
      junk.push({ start: start + at, end: start + lineEnd });
    }
    first = false;
    at = lineEnd;
  }
  if (at >= text.length && !whole) return undefined;
  return { fields: parseFields(text.slice(0, fieldsEnd)).fields, junk, next: start + next, end };
}

/** A stray line within a header: another field follows at once. */
function goesOn(text: string, from: number): boolean {
  const newline = text.indexOf("\n", from);
  return isFieldLine(text.slice(from, Math.min(from + 300, newline < 0 ? text.length : newline)));
}

/** Does a boundary occur where the first delimiter usually stands? */
export function occursNear(window: Window, from: number, boundary: string): boolean {
  return window.slice(from, from + GUESS_BYTES).includes(`--${boundary}`, 0, "latin1");
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
