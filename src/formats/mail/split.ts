import { ENVELOPE_LINE_BYTES, envelopeForm, isTimedEnvelope } from "./envelope-line.ts";
import { headerLines } from "./header-lines.ts";
import { messageIdAt } from "./message-id.ts";
import type { Window } from "./window.ts";

/** Both an envelope line and the escape of one hold it, and few other lines do. */
const FROM = Buffer.from("From ");
const LINE_FROM = Buffer.from("\nFrom ");
const LF = 10;
const CR = 13;
const GREATER = 0x3e;
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

/** Where a message ends. */
export interface MessageEnd {
  /** The envelope line of the next message; `undefined` when there is none. */
  readonly next: Envelope | undefined;
  /** `>From ` stands in it, maybe as the escape of a line. */
  readonly mayHoldEscapes: boolean;
}

/** The first envelope line at or after `from` that stands at the start of a line, and what was seen on the way to it. */
export function findEnd(window: Window, from: number): MessageEnd {
  const first = from === 0 ? skipByteOrderMark(window) : from;
  let mayHoldEscapes = false;
  for (let at = window.find(FROM, first); at >= 0; at = window.find(FROM, at + 1)) {
    const before = at === first && from === 0 ? LF : byteAt(window, at - 1);
    if (before === LF) {
      const next = envelopeAt(window, at);
      if (next !== undefined) return { next, mayHoldEscapes };
    } else if (before === GREATER) mayHoldEscapes = true;
  }
  return { next: undefined, mayHoldEscapes };
}

/** The first envelope line at or after `from` that stands at the start of a line. */
export function findEnvelope(window: Window, from: number): Envelope | undefined {
  return findEnd(window, from).next;
}

/** The envelope line that begins at `offset`, which is the start of a line. */
export function envelopeAt(window: Window, offset: number): Envelope | undefined {
  const to = window.reach(offset, offset + ENVELOPE_LINE_BYTES + 2);
  const { bytes, base } = window;
  const at = offset - base;
  if (!startsFrom(bytes, at, to)) return undefined;
  const found = bytes.indexOf(LF, at);
  const newline = found < 0 || found >= to ? -1 : found;
  if (newline < 0 && base + to < window.size) return undefined;
  const end = newline < 0 ? to : newline;
  const lineEnd = bytes[end - 1] === CR ? end - 1 : end;
  const bodyStart = base + (newline < 0 ? to : newline + 1);
  if (isTimedEnvelope(bytes, at, lineEnd)) return { offset, bodyStart };
  const form = envelopeForm(bytes.toString("latin1", at, lineEnd));
  if (form === undefined) return undefined;
  if (form === "timed") return { offset, bodyStart };
  // Without a time of day a line of prose can look the same: what surrounds it must speak for it.
  if (isAfterBlank(window, offset) && startsHeader(window, bodyStart)) return { offset, bodyStart };
  // Netscape wrote `From - ` with no date, and no empty line before it when a message lacked its last line end.
  const dash = DASH_LINE.test(window.slice(offset, offset + Math.min(end - at, 16)).toString("latin1"));
  return dash && startsMailHeader(window, bodyStart) ? { offset, bodyStart } : undefined;
}

function startsFrom(bytes: Buffer, at: number, to: number): boolean {
  return (
    to - at >= 5 &&
    bytes[at] === 0x46 &&
    bytes[at + 1] === 0x72 &&
    bytes[at + 2] === 0x6f &&
    bytes[at + 3] === 0x6d &&
    bytes[at + 4] === 0x20
  );
}

/** The byte at `offset`; -1 outside the source. */
function byteAt(window: Window, offset: number): number {
  window.reach(offset, offset + 1);
  return window.bytes[offset - window.base] ?? -1;
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
  // Looked for only where it can stand: the window would move to the start of the file and back.
  if (offset <= 3 && offset === skipByteOrderMark(window)) return true;
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
export function peekHeader(window: Window, { bodyStart }: Envelope): HeaderPeek {
  let to = window.reach(bodyStart, bodyStart + PEEK_STEP);
  let lines = headerLines(window.bytes, bodyStart - window.base, to);
  if (lines.end < 0 && window.base + to < window.size) {
    to = window.reach(bodyStart, bodyStart + PEEK_BYTES);
    lines = headerLines(window.bytes, bodyStart - window.base, to);
  }
  const { bytes, base } = window;
  const from = bodyStart - base;
  const end = lines.end < 0 ? to : lines.end;
  const id = lines.messageId < 0 ? undefined : messageIdAt(bytes, from, end, lines.messageId);
  if (!lines.counted || lines.end < 0) return id === undefined ? NO_PEEK : { messageId: id };
  const length = CONTENT_LENGTH.exec(bytes.toString("latin1", from, end))?.[1];
  const trustedEnd = length === undefined ? undefined : trusted(window, base + lines.next + Number(length), base + lines.next);
  return { ...(id === undefined ? {} : { messageId: id }), ...(trustedEnd === undefined ? {} : { trustedEnd }) };
}

const NO_PEEK: HeaderPeek = {};
const CONTENT_LENGTH = /(?:^|\n)content-length:[ \t]{0,80}(\d{1,15})[ \t]{0,80}\r?(?:\n|$)/i;

/** Offset of the next envelope line that ends the message behind `envelope`; the size when it is the last. */
export function endOfMessage(window: Window, envelope: Envelope, peek: HeaderPeek): number {
  return peek.trustedEnd ?? findEnvelope(window, envelope.bodyStart)?.offset ?? window.size;
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
  for (let at = window.findLast(LINE_FROM, before - 1, from); at >= 0; at = window.findLast(LINE_FROM, at, from)) {
    const found = envelopeAt(window, at + 1);
    if (found !== undefined) yield found;
  }
}

function endsWith(bytes: Buffer, ending: Buffer): boolean {
  return bytes.length >= ending.length && bytes.subarray(bytes.length - ending.length).equals(ending);
}
