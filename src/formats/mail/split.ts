import { messageIdIn } from "./message-id.ts";
import { ENVELOPE_LINE_BYTES, envelopeForm } from "./envelope-line.ts";
import type { Window } from "./window.ts";

const FROM = Buffer.from("\nFrom ");
const FIRST_FROM = Buffer.from("From ");
const BLANK_LF = Buffer.from("\n\n");
const BLANK_CRLF = Buffer.from("\n\r\n");
/** Bytes of a header that are looked at for its Message-ID and Content-Length. */
const PEEK_BYTES = 65_536;
const PEEK_STEP = 8_192;
const NEXT_LINE_BYTES = 256;

/** An envelope line: `[offset, bodyStart)` is the line with its line end. */
export interface Envelope {
  readonly offset: number;
  readonly bodyStart: number;
}

/** What the raw header of a message says before the message is opened. */
export interface HeaderPeek {
  /** Message-ID as written (RFC 5322 section 3.6.4); absent when there is none. */
  readonly messageId?: string;
  /** Where the message ends when its Content-Length can be believed. */
  readonly trustedEnd?: number;
}

/** The first envelope line at or after `from` that stands at the start of a line. */
export function findEnvelope(window: Window, from: number): Envelope | undefined {
  const first = from === 0 ? skipByteOrderMark(window) : from;
  if (from === 0 || window.slice(first - 1, first)[0] === 10) {
    const here = envelopeAt(window, first);
    if (here !== undefined) return here;
  }
  for (let at = window.find(FROM, first); at >= 0; at = window.find(FROM, at + 1)) {
    const found = envelopeAt(window, at + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The envelope line that begins at `offset`, which is the start of a line. */
export function envelopeAt(window: Window, offset: number): Envelope | undefined {
  if (!window.slice(offset, offset + FIRST_FROM.length).equals(FIRST_FROM)) return undefined;
  const bytes = window.slice(offset, offset + ENVELOPE_LINE_BYTES + 2);
  const newline = bytes.indexOf(10);
  if (newline < 0 && offset + bytes.length < window.size) return undefined;
  const end = newline < 0 ? bytes.length : newline;
  const form = envelopeForm(bytes.toString("latin1", 0, end > 0 && bytes[end - 1] === 13 ? end - 1 : end));
  if (form === undefined) return undefined;
  const bodyStart = offset + (newline < 0 ? bytes.length : newline + 1);
  if (form === "timed") return { offset, bodyStart };
  // Without a time of day a line of prose can look the same: what surrounds it must speak for it.
  if (isAfterBlank(window, offset) && startsHeader(window, bodyStart)) return { offset, bodyStart };
  // Netscape wrote `From - ` with no date, and no empty line before it when a message lacked its last line end.
  const dash = DASH_LINE.test(bytes.toString("latin1", 0, Math.min(end, 16)));
  return dash && startsMailHeader(window, bodyStart) ? { offset, bodyStart } : undefined;
}

const DASH_LINE = /^From -[ \t]{0,8}\r?$/;

/** Fields with which the header of a delivered or stored message begins. */
const MAIL_FIELD =
  /^(?:return-path|received|from|to|message-id|date|subject|mime-version|delivered-to|reply-to|sender|x-[!-9;-~]{1,60})[ \t]{0,8}:/i;

/** Whether a field that is a mail's own begins at `offset`. */
function startsMailHeader(window: Window, offset: number): boolean {
  return MAIL_FIELD.test(window.slice(offset, offset + 80).toString("latin1"));
}

/** Whether the line before `offset` is empty, or there is none. */
export function isAfterBlank(window: Window, offset: number): boolean {
  if (offset === skipByteOrderMark(window)) return true;
  const before = window.slice(Math.max(0, offset - 6), offset);
  if (endsWith(before, BLANK_LF) || endsWith(before, BLANK_CRLF)) return true;
  // The file begins with an empty line.
  const text = before.toString("latin1");
  return offset <= 5 && (text === "\n" || text === "\r\n" || text === "\xef\xbb\xbf\n" || text === "\xef\xbb\xbf\r\n");
}

/** Whether a header field (RFC 5322 section 2.2), or a second, quoted envelope line, begins at `offset`. */
export function startsHeader(window: Window, offset: number): boolean {
  const line = window.slice(offset, offset + NEXT_LINE_BYTES).toString("latin1");
  return /^[!-9;-~]{1,100}[ \t]{0,8}:/.test(line) || /^>{1,8}From /.test(line);
}

/** Length of a UTF-8 byte order mark at the start of the source: 3 or 0. */
export function skipByteOrderMark(window: Window): number {
  const head = window.slice(0, 3);
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}

/** Reads the header of the message behind an envelope line, without unfolding or decoding it. */
export function peekHeader(window: Window, envelope: Envelope): HeaderPeek {
  const header = rawHeader(window, envelope.bodyStart);
  const text = header.bytes.toString("latin1");
  const id = messageIdIn(text);
  const length = /(?:^|\n)content-length:[ \t]{0,80}(\d{1,15})[ \t]{0,80}\r?(?:\n|$)/i.exec(text)?.[1];
  const trustedEnd =
    length === undefined || header.end === undefined ? undefined : trusted(window, header.end + Number(length), header.end);
  return { ...(id === undefined ? {} : { messageId: id }), ...(trustedEnd === undefined ? {} : { trustedEnd }) };
}

/** Offset of the next envelope line that ends the message behind `envelope`; the size when it is the last. */
export function endOfMessage(window: Window, envelope: Envelope, peek: HeaderPeek): number {
  return peek.trustedEnd ?? findEnvelope(window, envelope.bodyStart)?.offset ?? window.size;
}

function rawHeader(window: Window, start: number): { bytes: Buffer; end: number | undefined } {
  // A message without a header begins with the empty line.
  const blank = /^\r?\n/.exec(window.slice(start, start + 2).toString("latin1"))?.[0].length;
  if (blank !== undefined) return { bytes: Buffer.alloc(0), end: start + blank };
  for (const limit of [PEEK_STEP, PEEK_BYTES]) {
    const bytes = window.slice(start, start + limit);
    const lf = bytes.indexOf(BLANK_LF);
    const crlf = bytes.subarray(0, lf < 0 ? bytes.length : lf).indexOf(BLANK_CRLF);
    const found = crlf >= 0 ? crlf : lf;
    if (found >= 0) return { bytes: bytes.subarray(0, found + 1), end: start + found + (crlf >= 0 ? 3 : 2) };
  }
  return { bytes: window.slice(start, start + PEEK_BYTES), end: undefined };
}

/**
 * A Content-Length is a hint: programs that copy a message into another mailbox leave it wrong.
 * It is believed only when the mailbox ends there or an envelope line begins there.
 */
function trusted(window: Window, end: number, bodyStart: number): number | undefined {
  if (end < bodyStart || end > window.size) return undefined;
  if (end === window.size) return end;
  const gap = window.slice(end, end + 4).toString("latin1");
  const lineEnds = /^(?:\r?\n){0,2}/.exec(gap)?.[0].length ?? 0;
  for (const skipped of lineEnds === 0 ? [0] : [lineEnds, 0]) {
    const at = end + skipped;
    if (at >= window.size) return window.size;
    if (window.slice(at - 1, at)[0] === 10 && envelopeAt(window, at) !== undefined) return at;
  }
  return undefined;
}

/** Candidates before `before`, nearest first: line starts with an envelope line. */
export function* envelopesBefore(window: Window, before: number, from: number): Generator<Envelope> {
  for (let at = window.findLast(FROM, before - 1, from); at >= 0; at = window.findLast(FROM, at, from)) {
    const found = envelopeAt(window, at + 1);
    if (found !== undefined) yield found;
  }
}

function endsWith(bytes: Buffer, ending: Buffer): boolean {
  return bytes.length >= ending.length && bytes.subarray(bytes.length - ending.length).equals(ending);
}
