import type { ByteSource } from "../../model/bytes.ts";
import type { TextPart } from "../../model/document.ts";
import { memorySource, readAll } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import { isFieldLine } from "./fields.ts";
import { rawText } from "./raw.ts";

const HEAD_BYTES = 65_536;
/** Messages up to this size are copied when their line ends must be mended. */
const MEND_BYTES = 64 * 1024 ** 2;

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
  const mended = mendLineEnds(bytes);
  const head = headOf(mended);
  const count = emlxCount(head);
  if (count === undefined) return { source: mended, start: headerStart(head) };
  const from = count.next;
  const end = Math.min(mended.size, from + count.bytes);
  const source = slice(mended, from, end);
  const start = headerStart(headOf(source));
  return end < mended.size ? { source, start, trailer: slice(mended, end, mended.size) } : { source, start };
}

/** Behind an .emlx message: flags, dates, and at times the sender and subject again. */
export function readAsIs(trailer: ByteSource): Generator<TextPart> {
  return rawText(trailer, { steps: [], role: "metadata", section: 0 });
}

/** The byte count that is the first line of an .emlx file, and where the message begins. */
export function emlxCount(head: string): { bytes: number; next: number } | undefined {
  const match = /^[ \t]{0,20}(\d{1,12})[ \t]{0,20}\r?\n/.exec(head);
  return match === null ? undefined : { bytes: Number(match[1]), next: match[0].length };
}

/** Skips a byte order mark, and empty lines that a header follows. */
export function headerStart(head: string): number {
  const mark = head.startsWith("\xef\xbb\xbf") ? 3 : 0;
  const blank = /^(?:[ \t]{0,80}\r?\n){1,64}/.exec(head.slice(mark, mark + HEAD_BYTES));
  if (blank === null) return mark;
  const after = mark + blank[0].length;
  return isFieldLine(head.slice(after, after + 300)) ? after : mark;
}

/** CR alone (old Macintosh) or CR CR LF (converted twice) at the end of every line: no reader of mail knows them. */
function mendLineEnds(bytes: ByteSource): ByteSource {
  if (bytes.size > MEND_BYTES) return bytes;
  const head = headOf(bytes);
  const onlyReturns = head.includes("\r") && !head.includes("\n");
  if (!onlyReturns && !/^[^\n]{0,2000}\r\r\n/.test(head)) return bytes;
  const text = Buffer.from(readAll(bytes)).toString("latin1");
  const mended = onlyReturns ? text.replaceAll("\r", "\n") : text.replaceAll("\r\r\n", "\r\n");
  return memorySource(Buffer.from(mended, "latin1"));
}

function headOf(source: ByteSource): string {
  return Buffer.from(source.read(0, Math.min(HEAD_BYTES, source.size))).toString("latin1");
}
