import { Buffer } from "node:buffer";
import { encodeText } from "../../fixtures/make/charsets.mjs";
import { quote } from "../../fixtures/make/letters.mjs";
import { textPart } from "../../fixtures/make/mime.mjs";
import { at } from "../../fixtures/make/random.mjs";
import { escapeHtml } from "../../fixtures/make/tables.mjs";
import { base64Lines, MAX_QUOTE, quotedPrintable, STYLE } from "./pools.mjs";

/** @typedef {import("./pools.mjs").Paragraph} Paragraph */

/**
 * A piece of a message's text: something written for this message, or filler from the pool.
 *
 * @typedef {{ kind: "written", text: string, personal: boolean } | { kind: "filler", paragraph: Paragraph, depth: number }} Segment
 */

/** @typedef {"8bit" | "quoted-printable" | "base64"} Transfer */

/**
 * The segments as a mail program quotes them in an answer.
 *
 * @param {readonly Segment[]} segments
 * @returns {Segment[]}
 */
export function quoteSegments(segments) {
  return segments.map((segment) =>
    segment.kind === "written"
      ? { ...segment, text: quote(segment.text) }
      : { ...segment, depth: Math.min(MAX_QUOTE, segment.depth + 1) },
  );
}

/**
 * The body of a text/plain part, LF line ends.
 *
 * @param {readonly Segment[]} segments
 * @param {Transfer} transfer
 * @param {string} charset
 * @param {boolean} escape
 */
export function plainBody(segments, transfer, charset, escape) {
  const pieces = segments.map((segment) => {
    if (segment.kind === "filler") return at(segment.paragraph.plain, segment.depth);
    if (transfer === "quoted-printable") return guard(lf(textPart(segment.text, { transfer, charset }).body), escape);
    const bytes = encodeText(segment.text, charset);
    return transfer === "8bit" ? guard(bytes, escape) : bytes;
  });
  return transfer === "base64" ? [base64Lines(Buffer.concat(pieces))] : pieces;
}

const STYLE_QUOTED = quotedPrintable(STYLE);
const STYLE_PLAIN = Buffer.from(STYLE);
const END = Buffer.from("</body></html>\n");

/**
 * The same text as a text/html part in UTF-8; quotation is kept as it is written.
 *
 * @param {readonly Segment[]} segments
 * @param {"quoted-printable" | "base64"} transfer
 * @param {boolean} escape
 */
export function htmlBody(segments, transfer, escape) {
  const quoted = transfer === "quoted-printable";
  const pieces = segments.map((segment) => {
    if (segment.kind === "filler") return quoted ? segment.paragraph.htmlQuoted : segment.paragraph.html;
    const html = `<p class="MsoNormal">${escapeHtml(segment.text).replaceAll("\n", "<br>\n")}</p>\n`;
    return quoted ? guard(quotedPrintable(html), escape) : Buffer.from(html);
  });
  const all = [quoted ? STYLE_QUOTED : STYLE_PLAIN, ...pieces, END];
  return quoted ? all : [base64Lines(Buffer.concat(all))];
}

/**
 * mboxrd quoting of what was written for this message; filler and base64 have no such lines.
 *
 * @param {Buffer} bytes
 * @param {boolean} escape
 */
function guard(bytes, escape) {
  if (!escape || !bytes.includes("From ")) return bytes;
  return Buffer.from(bytes.toString("latin1").replaceAll(/^(>*From )/gm, ">$1"), "latin1");
}

/** @param {Buffer} bytes */
function lf(bytes) {
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
