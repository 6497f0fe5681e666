import { Buffer } from "node:buffer";
import { zip } from "../../fixtures/make/archives.mjs";
import { quote } from "../../fixtures/make/letters.mjs";
import { textPart } from "../../fixtures/make/mime.mjs";
import { csv, escapeHtml } from "../../fixtures/make/tables.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */

/** How deep quoting of filler goes before it stays as it is. */
export const MAX_QUOTE = 4;

/** Bytes of a full base64 line with its line end, and what they decode to. */
export const LINE = 77;
export const LINE_DECODED = 57;

/**
 * A paragraph without personal data, rendered in advance in every form that a message needs it in.
 *
 * @typedef {object} Paragraph
 * @property {readonly Buffer[]} plain by quoting depth; ASCII without `=`, lines under 76 bytes, so that
 *   quoted-printable leaves it as it is
 * @property {Buffer} html
 * @property {Buffer} htmlQuoted as quoted-printable
 */

const WORDS =
  "the account billing team will review your request and reply within three working days our counter is open on weekdays please keep this letter for reference because records show that payment was received after due date and service resumed on same day we regret any inconvenience caused by this delay kindly note meter readings are taken every second month unless access was not possible customers may also check balance online or at any kiosk near lift lobby during office hours contractor reported no fault with equipment after inspection".split(
    " ",
  );

/**
 * @param {Random} random
 * @returns {Paragraph[]}
 */
export function makeParagraphs(random) {
  return Array.from({ length: 400 }, () => {
    const text = wrap(Array.from({ length: random.int(3, 7) }, () => sentence(random)).join(" "));
    let quoted = text;
    const plain = [Buffer.from(`${text}\n\n`)];
    for (let depth = 1; depth <= MAX_QUOTE; depth += 1) {
      quoted = quote(quoted).trimEnd();
      plain.push(Buffer.from(`${quoted}\n${">".repeat(depth)}\n`));
    }
    const html = `<p class="MsoNormal" style="margin:0cm;font-size:11.0pt;font-family:Calibri,sans-serif">${escapeHtml(text)}<o:p></o:p></p>\n`;
    return { plain, html: Buffer.from(html), htmlQuoted: quotedPrintable(html) };
  });
}

/** The block of styles that a well-known office suite puts into every message. */
export const STYLE = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style><!--\n${Array.from(
  { length: 24 },
  (_, index) =>
    `p.MsoNormal${index}, li.MsoNormal${index}, div.MsoNormal${index}\n\t{margin:0cm; font-size:11.0pt;\n\tfont-family:"Calibri",sans-serif;}\n`,
).join("")}--></style></head><body lang="EN-SG" style="word-wrap:break-word">\n`;

/**
 * Random bytes as base64 lines with line ends: what a PDF or a photo looks like in a mailbox.
 *
 * @param {Random} random
 */
export function makeJunk(random) {
  return base64Lines(random.bytes(LINE_DECODED * 40_000));
}

/**
 * @param {Random} random
 * @param {number} rows
 */
export function usageSheet(random, rows) {
  return csv([
    ["Reference", "Date", "Block", "Reading", "Amount", "Status"],
    ...Array.from({ length: rows }, () => [
      `HL-2025-${random.digits(6)}`,
      `2025-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`,
      random.pick(["A", "B", "C", "D"]),
      random.digits(5),
      `${random.int(10, 400)}.${random.digits(2)}`,
      random.pick(["paid", "open", "disputed"]),
    ]),
  ]);
}

/**
 * Attachments without personal data that a scanner must open: lists, logs, archives with lists. Ready as base64 lines.
 *
 * @param {Random} random
 * @returns {{ name: string, type: string, body: Buffer }[]}
 */
export function makeReports(random) {
  return Array.from({ length: 60 }, (_, index) => {
    const sheet = Buffer.from(usageSheet(random, random.int(50, 3000)));
    const month = `2025-${String((index % 12) + 1).padStart(2, "0")}`;
    if (index % 3 === 0) return { name: `usage-${month}.csv`, type: "text/csv", body: base64Lines(sheet) };
    if (index % 3 === 1)
      return {
        name: `usage-${month}.zip`,
        type: "application/zip",
        body: base64Lines(zip([{ name: `usage-${month}.csv`, bytes: sheet }])),
      };
    const notes = Array.from(
      { length: random.int(40, 900) },
      (_, line) => `2025-11-03T10:${String(line % 60).padStart(2, "0")}:00Z ${sentence(random)}\n`,
    ).join("");
    return { name: `notes-${month}.txt`, type: "text/plain", body: base64Lines(Buffer.from(notes)) };
  });
}

/** @param {Buffer} bytes */
export function base64Lines(bytes) {
  const text = bytes.toString("base64");
  const out = Buffer.allocUnsafe(text.length + Math.ceil(text.length / 76));
  let written = 0;
  for (let start = 0; start < text.length; start += 76) {
    written += out.write(text.slice(start, start + 76), written, "latin1");
    out[written] = 10;
    written += 1;
  }
  return out.subarray(0, written);
}

/** @param {Random} random */
function sentence(random) {
  const words = Array.from({ length: random.int(6, 18) }, () => random.pick(WORDS));
  const text = words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** @param {string} text */
function wrap(text) {
  return text.replace(/(.{1,68})(?: |$)/g, "$1\n").trimEnd();
}

/** With LF line ends. @param {string} text */
export function quotedPrintable(text) {
  return Buffer.from(textPart(text, { transfer: "quoted-printable" }).body.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
