import { decodeText } from "../../text/charset.ts";
import { shortCharset } from "./raw-charset.ts";
import { decodeBase64, decodeQuotedPrintable } from "./transfer.ts";

/** The text of a word is bounded far above the 75 characters that RFC 2047 allows: broken programs write whole subjects. */
const WORD = /=\?([^?\s]{1,80})\?([bBqQ])\?([^?]{0,65536})\?=/g;

/**
 * A header value as people read it: raw 8-bit text in whatever charset it is in, encoded words
 * (RFC 2047) with the language of RFC 2231 section 5, characters that were split over two words.
 * `raw` holds one byte a character; `charset` is what
 * the message says of its text, for what is not encoded. Where a charset cannot be decoded the raw text stands behind it.
 */
export function decodeWords(raw: string, charset?: string): string {
  const rawBytes = RAW.test(raw);
  if (!rawBytes && !raw.includes("=?")) return raw;
  const key = rawBytes ? `${charset ?? ""}\n${raw}` : raw;
  let known = KNOWN.get(key);
  if (known === undefined) {
    const value = rawBytes ? decodeRaw(raw, charset) : raw;
    known = value.includes("=?") ? decodeEncoded(value) : value;
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    if (raw.length <= LONGEST_KNOWN) KNOWN.set(key, known);
  }
  return known;
}

/** A mailbox has few correspondents: their names come again and again. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 2_000;
const LONGEST_KNOWN = 400;

/** Bytes of which ASCII text in a header has none. */
const RAW = /[\x80-\xff\x1b]/;

const NOTHING = Buffer.alloc(0);

function decodeEncoded(value: string): string {
  let out = "";
  let from = 0;
  let damaged = false;
  let held: { charset: string; encoding: string; bytes: Uint8Array[] } | undefined;
  const flush = (): void => {
    if (held === undefined) return;
    const [first = NOTHING] = held.bytes;
    const decoded = decodeText(held.bytes.length === 1 ? first : Buffer.concat(held.bytes), held.charset);
    out += decoded.text;
    damaged ||= decoded.damaged;
    held = undefined;
  };
  for (const match of value.matchAll(WORD)) {
    const [whole, label = "", encoding = "", text = ""] = match;
    const between = value.slice(from, match.index);
    from = match.index + whole.length;
    const named = label.replace(/\*.*$/, "").toLowerCase();
    // White space between two encoded words is not part of the text (RFC 2047 section 6.2).
    const adjoins = held !== undefined && between.trim() === "";
    if (!adjoins || held?.charset !== named || held.encoding !== encoding.toLowerCase()) flush();
    if (!adjoins) out += between;
    const bytes = encoding === "b" || encoding === "B" ? decodeBase64(latin1(text)) : decodeQ(text);
    if (held === undefined) held = { charset: named, encoding: encoding.toLowerCase(), bytes: [bytes] };
    else held.bytes.push(bytes);
  }
  flush();
  out += value.slice(from);
  return damaged ? `${out} ${value}` : out;
}

/** Text in a header that was sent without any encoding. */
function decodeRaw(raw: string, charset: string | undefined): string {
  const bytes = latin1(raw);
  return decodeText(bytes, charset ?? shortCharset(bytes)).text;
}

function decodeQ(text: string): Uint8Array {
  return decodeQuotedPrintable(latin1(text.replaceAll("_", " ")));
}

function latin1(text: string): Buffer {
  return Buffer.from(text, "latin1");
}
