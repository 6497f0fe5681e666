import type { ByteSource } from "../../model/bytes.ts";
import type { TextPart } from "../../model/document.ts";
import { readAll } from "../../bytes/memory.ts";
import { fieldColon } from "./fields.ts";
import { heldBytes, heldSlice, heldSource } from "./held.ts";
import { rawText } from "./raw.ts";

const HEAD_BYTES = 65_536;
/** Messages up to this size are copied when their line ends must be mended. */
const MEND_BYTES = 64 * 1024 ** 2;
const FIRST_LINE_BYTES = 2_000;
const CR = 13;
const LF = 10;

/** A message without its wrapping. */
export interface Unwrapped {
  readonly source: ByteSource;
  /** Where the header begins. */
  readonly start: number;
  /** What an .emlx file holds behind the message: a property list. */
  readonly trailer?: ByteSource;
}

/** Takes off what programs put around a message: the byte count of .emlx, a byte order mark, empty lines; mends line ends. */
export function unwrap(bytes: ByteSource): Unwrapped {
  const given = headOf(bytes);
  const mended = mendLineEnds(bytes, given);
  const head = mended === bytes ? given : headOf(mended);
  const count = emlxCount(head);
  if (count === undefined) return { source: mended, start: headerStart(head) };
  const from = count.next;
  const end = Math.min(mended.size, from + count.bytes);
  const source = heldSlice(mended, from, end);
  const start = headerStart(headOf(source));
  return end < mended.size ? { source, start, trailer: heldSlice(mended, end, mended.size) } : { source, start };
}

/** Behind an .emlx message: flags, dates, and at times the sender and subject again. */
export function readAsIs(trailer: ByteSource): Generator<TextPart> {
  return rawText(trailer, { steps: [], role: "metadata", section: 0 });
}

/** The byte count that is the first line of an .emlx file, and where the message begins. */
export function emlxCount(head: Buffer): { bytes: number; next: number } | undefined {
  const first = head[0] ?? 0;
  // A header begins with a letter: nearly every message is told apart by one byte.
  if (first !== 0x20 && first !== 0x09 && (first < 0x30 || first > 0x39)) return undefined;
  const match = /^[ \t]{0,20}(\d{1,12})[ \t]{0,20}\r?\n/.exec(head.toString("latin1", 0, Math.min(64, head.length)));
  return match === null ? undefined : { bytes: Number(match[1]), next: match[0].length };
}

/** Skips a byte order mark, and empty lines that a header follows. */
export function headerStart(head: Buffer): number {
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  if (!isBlank(head[mark])) return mark;
  const text = head.toString("latin1", mark, Math.min(head.length, mark + HEAD_BYTES));
  const blank = /^(?:[ \t]{0,80}\r?\n){1,64}/.exec(text);
  if (blank === null) return mark;
  const after = mark + blank[0].length;
  return fieldColon(head, after, head.length) >= 0 ? after : mark;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === CR || byte === LF;
}

/** CR alone (old Macintosh) or CR CR LF (converted twice) at the end of every line: no reader of mail knows them. */
function mendLineEnds(bytes: ByteSource, head: Buffer): ByteSource {
  const newline = head.indexOf(LF);
  const onlyReturns = newline < 0 && head.includes(CR);
  const doubled = newline >= 2 && newline <= FIRST_LINE_BYTES && head[newline - 1] === CR && head[newline - 2] === CR;
  if ((!onlyReturns && !doubled) || bytes.size > MEND_BYTES) return bytes;
  const text = Buffer.from(readAll(bytes)).toString("latin1");
  const mended = onlyReturns ? text.replaceAll("\r", "\n") : text.replaceAll("\r\r\n", "\r\n");
  return heldSource(Buffer.from(mended, "latin1"));
}

/** The first bytes: a view of a source in memory (itself when it is no longer), else a copy. */
function headOf(source: ByteSource): Buffer {
  const held = heldBytes(source);
  if (held === undefined) return Buffer.from(source.read(0, Math.min(HEAD_BYTES, source.size)));
  if (held instanceof Buffer && held.length <= HEAD_BYTES) return held;
  return Buffer.from(held.buffer, held.byteOffset, Math.min(HEAD_BYTES, held.byteLength));
}
