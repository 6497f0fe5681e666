import { isAscii } from "node:buffer";
import { heldBytes } from "./mail/held.ts";
import { pieces } from "../bytes/memory.ts";
import type { Document, Unfolded } from "../model/document.ts";
import { SNIFF_BYTES, type ExtractContext, type Extractor } from "../model/extractor.ts";
import { isPlainStart, toUtf8, type Utf8Stream } from "../text/charset.ts";
import { BLOCK_BYTES, passingBlocks } from "./blocks.ts";
import { gap, roleIn } from "./gap.ts";
import { looksLikeLog } from "./log-lines.ts";
import { looksLikeText, textHead } from "./sniff.ts";
import { wholeText } from "./text-parts.ts";

/** A text with more undecodable places than this share of its bytes has a gap. */
const DAMAGED_SHARE = 0.01;

/** Plain text of any kind and charset: the catch-all for what a person could read in an editor. */
export const text: Extractor = {
  id: "text",
  description: "Plain text, logs, source code",
  reads: "All text in any common charset, of any size. Of armoured PGP the plain parts only.",
  extensions: [".txt", ".log", ".md", ".ini", ".conf", ".reg", ".asc"],
  accepts: (sniffed) => looksLikeText(sniffed.head),
  *extract(document, context) {
    const head = headOf(document);
    const start = textHead(head);
    if (start === "" && document.bytes.size === 0) return;
    yield* plainText(document, context, looksLikeLog(start) ? "line" : "text");
    if (/^\s{0,20}-----BEGIN PGP MESSAGE-----/.test(start) || start.startsWith("age-encryption.org/"))
      yield gap("encrypted", "partly", "the text is an encrypted message");
  },
};

/** A whole document as plain text in flat memory, and a gap when much of it cannot be decoded. */
export function* plainText(document: Document, context: ExtractContext, record: "text" | "line"): Generator<Unfolded> {
  const head = headOf(document);
  const options = { steps: [], role: roleIn(context), record, section: 0 };
  const stated = statedEncoding(head);
  const whole = wholeAscii(document, head, stated);
  if (whole !== undefined && whole.length <= BLOCK_BYTES) return yield wholeText(whole, options);
  const stream = toUtf8(pieces(document.bytes), head, stated);
  yield* passingBlocks(stream.pieces, options);
  yield* undecodable(stream, document.bytes.size);
}

/** The bytes of a document that are in memory and its text as they stand: nothing is to be decoded. */
export function wholeAscii(document: Document, head: Uint8Array, stated?: string): Uint8Array | undefined {
  const held = heldBytes(document.bytes);
  return held !== undefined && isPlainStart(head, stated) && isAscii(held) ? held : undefined;
}

/** The gap for a text whose bytes are no text in its charset in many places. */
export function* undecodable(stream: Utf8Stream, size: number): Generator<Unfolded> {
  if (stream.replaced() > size * DAMAGED_SHARE) {
    yield gap("malformed", "partly", `${stream.replaced()} places cannot be decoded as ${stream.charset}`);
  }
}

/** The first bytes of a document, as a copy that stays. */
export function headOf(document: Pick<Document, "bytes">): Uint8Array {
  return document.bytes.read(0, Math.min(SNIFF_BYTES, document.bytes.size)).slice();
}

/** The charset that an XML declaration or an HTML `meta` states (XML 1.0 section 4.3.3, HTML section 13.2.3.2). */
export function statedEncoding(head: Uint8Array): string | undefined {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 2_048)).toString("latin1");
  const xml = /^\s{0,20}<\?xml [^>]{0,200}encoding=["']([\w.:-]{1,40})/i.exec(start);
  if (xml !== null) return xml[1];
  return /<meta\s[^>]{0,300}charset\s{0,3}=\s{0,3}["']?\s{0,3}([\w.:-]{1,40})/i.exec(start)?.[1];
}
