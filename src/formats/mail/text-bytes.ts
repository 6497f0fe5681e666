import { isAscii, isUtf8 } from "node:buffer";
import { byteOrderMark, escapedCharset, wideCharset } from "../../text/charset-guess.ts";
import { canonicalCharset, isSevenBit } from "../../text/charset-codec.ts";
import { decodeText } from "../../text/charset.ts";
import { unflow } from "./flowed.ts";
import type { PartHeader } from "./part.ts";
import { reserve, trim } from "./room.ts";

/** Bytes of a page in which its own charset is looked for. */
const META_BYTES = 4_096;
const SPACE_LF = Buffer.from(" \n");
const LF_SPACE = Buffer.from("\n ");

/** A text as UTF-8. */
export interface Utf8Text {
  readonly bytes: Buffer;
  /** Every byte is below 0x80: offsets in bytes and in characters are the same. */
  readonly ascii: boolean;
}

/**
 * The decoded content of a text part as UTF-8 with LF line ends: charset (stated, or as the bytes
 * tell), lines of format=flowed joined. Text that is UTF-8 already is not decoded.
 */
export function utf8Text(content: Buffer, { type, parameters }: PartHeader): Utf8Text {
  const charset = parameters.get("charset") ?? (type === "text/html" ? metaCharset(content) : undefined);
  const { bytes, ascii } = toUtf8Bytes(content, charset === "" ? undefined : charset);
  const lines = withoutReturns(bytes);
  const flowed = type === "text/plain" && parameters.get("format")?.toLowerCase() === "flowed";
  if (!flowed || !mayFlow(lines)) return { bytes: lines, ascii };
  // Only ASCII characters are looked at and moved: one byte a character will do for any UTF-8.
  const text = unflow(lines.toString("latin1", 0, lines.length), parameters.get("delsp")?.toLowerCase() === "yes");
  return { bytes: Buffer.from(text, "latin1"), ascii };
}

/** As `decodeText`, in bytes. */
function toUtf8Bytes(bytes: Buffer, charset: string | undefined): Utf8Text {
  const ascii = isAscii(bytes);
  if ((ascii || isUtf8(bytes)) && !mayBeOther(bytes, ascii, charset)) {
    const marked = !ascii && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return { bytes: marked ? bytes.subarray(3) : bytes, ascii };
  }
  const decoded = Buffer.from(decodeText(bytes, charset).text);
  return { bytes: decoded, ascii: isAscii(decoded) };
}

/** Valid UTF-8 that may be something else all the same: UTF-16 without a mark, escape sequences, a seven-bit charset. */
function mayBeOther(bytes: Buffer, ascii: boolean, charset: string | undefined): boolean {
  if (ascii && charset !== undefined && SEVEN_BIT_NAME.test(charset)) {
    const stated = canonicalCharset(charset);
    if (stated !== undefined && isSevenBit(stated)) return true;
  }
  if (bytes.includes(0x1b) && escapedCharset(bytes) !== undefined) return true;
  if (!bytes.includes(0)) return false;
  return wideCharset(bytes) !== undefined || (byteOrderMark(bytes) ?? "utf-8") !== "utf-8";
}

/** What the name of every seven-bit charset holds. */
const SEVEN_BIT_NAME = /7|2022|hz/i;

/** CR LF as LF; a lone CR stays. */
export function withoutReturns(bytes: Buffer): Buffer {
  let at = bytes.indexOf(13);
  if (at < 0) return bytes;
  // Copied whole, and then moved together line by line.
  const out = reserve(bytes.length);
  out.set(bytes);
  let length = at;
  let from = at;
  for (; at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] !== 10) continue;
    if (length < from) out.copyWithin(length, from, at);
    length += at - from;
    from = at + 1;
  }
  out.copyWithin(length, from);
  return trim(out, length + bytes.length - from);
}

/** Without a space at the end or the start of a line, and without quotation, the lines stand as they are. */
function mayFlow(bytes: Buffer): boolean {
  return bytes[0] === 0x20 || bytes.includes(0x3e) || bytes.includes(SPACE_LF) || bytes.includes(LF_SPACE);
}

/** The charset that a page states of itself (HTML Standard section 13.2.3.2: in the first 1024 bytes; mails are longer-winded). */
function metaCharset(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, Math.min(META_BYTES, bytes.length));
  return /<meta[^>]{0,300}charset=["' ]{0,3}([\w.:-]{1,40})/i.exec(head)?.[1];
}
