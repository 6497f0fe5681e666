import { Buffer } from "node:buffer";
import { ORGANISATION } from "../../fixtures/make/letters.mjs";
import { mailDate } from "../../fixtures/make/mime.mjs";
import { encodedWords } from "../../fixtures/make/words.mjs";
import { htmlBody, plainBody } from "./render.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./threads.mjs").Draft} Draft */
/** @typedef {import("./render.mjs").Segment} Segment */
/** @typedef {import("./render.mjs").Transfer} Transfer */
/** @typedef {import("./attachments.mjs").Attached} Attached */

/** A filler paragraph in plain text; with its HTML twin it counts about three times. */
const PARAGRAPH_BYTES = 400;
const TWIN = 2.6;

/**
 * The text that is sent: the own text, filler up to about `bytes`, and what is left of them for the quoted history.
 * What was written is always kept, what falls away is old filler.
 *
 * @param {Draft} draft
 * @param {number} bytes
 * @param {boolean} html
 * @param {Random} random
 * @param {readonly import("./pools.mjs").Paragraph[]} paragraphs
 * @returns {Segment[]}
 */
export function fillDraft(draft, bytes, html, random, paragraphs) {
  const room = Math.floor(bytes / (html ? PARAGRAPH_BYTES * TWIN : PARAGRAPH_BYTES));
  const old = draft.quoted.filter((segment) => segment.kind === "filler").length;
  const own = Math.max(random.int(0, 2), room - old);
  let oldRoom = Math.max(0, room - own);
  const quoted = draft.quoted.filter((segment) => segment.kind === "written" || oldRoom-- > 0);
  /** @type {Segment[]} */
  const filler = Array.from({ length: own }, () => ({ kind: "filler", paragraph: random.pick(paragraphs), depth: 0 }));
  return [...draft.own, ...filler, ...quoted];
}

/**
 * A message with LF line ends, in pieces that need not be copied.
 *
 * @param {Draft} draft
 * @param {readonly Segment[]} segments
 * @param {{ html: boolean, date: Date, escape: boolean, attached: Attached | undefined }} how
 * @param {Random} random
 * @returns {Buffer[]}
 */
export function renderMessage(draft, segments, how, random) {
  const text = how.html ? alternative(segments, how.escape, random) : single(segments, how.escape, random);
  const whole = how.attached === undefined ? text : mixed(text, how.attached, random);
  const desk = ORGANISATION.mailbox;
  const customer = `${draft.person.name.full} <${draft.person.email}>`;
  const headers = [
    "Return-Path: <bounce@mail.example>",
    `Received: from relay${random.int(1, 9)}.mail.example (relay.mail.example [192.0.2.${random.int(1, 254)}])`,
    `\tby mx.harbourlight.example with ESMTPS id ${random.hex(12)};`,
    `\t${mailDate(how.date)}`,
    `From: ${draft.outgoing ? desk : customer}`,
    `To: ${draft.bulk ? "subscribers@harbourlight.example" : draft.outgoing ? customer : desk}`,
    `Subject: ${random.chance(0.05) ? encodedWords(`${draft.subject} – ${random.int(1000, 9999)}`, "Q").replaceAll("\r\n", "\n") : draft.subject}`,
    `Date: ${mailDate(how.date)}`,
    `Message-ID: <${random.hex(20)}@mail.example>`,
    ...(draft.bulk ? ["Precedence: bulk"] : []),
    "MIME-Version: 1.0",
    ...whole.headers,
  ];
  return [Buffer.from(`${headers.join("\n")}\n\n`), ...whole.body];
}

/** @typedef {{ headers: string[], body: Buffer[] }} Pieces */

/**
 * @param {readonly Segment[]} segments
 * @param {boolean} escape
 * @param {Random} random
 * @returns {Pieces}
 */
function single(segments, escape, random) {
  const roll = random.next();
  /** @type {Transfer} */
  const transfer = roll < 0.45 ? "8bit" : roll < 0.8 ? "quoted-printable" : "base64";
  const chinese = segments.some((segment) => segment.kind === "written" && /[一-鿿]/.test(segment.text));
  const charset = chinese && random.chance(0.6) ? "gb18030" : "utf-8";
  return { headers: typeLines(`text/plain; charset=${charset}`, transfer), body: plainBody(segments, transfer, charset, escape) };
}

/**
 * @param {readonly Segment[]} segments
 * @param {boolean} escape
 * @param {Random} random
 * @returns {Pieces}
 */
function alternative(segments, escape, random) {
  const transfer = random.chance(0.75) ? "quoted-printable" : "base64";
  const html = { headers: typeLines("text/html; charset=utf-8", transfer), body: htmlBody(segments, transfer, escape) };
  return joined("alternative", [single(segments, escape, random), html], random);
}

/**
 * @param {Pieces} text
 * @param {Attached} attached
 * @param {Random} random
 * @returns {Pieces}
 */
function mixed(text, attached, random) {
  const headers = [
    ...typeLines(`${attached.type}; name="${attached.name}"`, "base64"),
    `Content-Disposition: attachment; filename="${attached.name}"`,
  ];
  return joined("mixed", [text, { headers, body: [...attached.body] }], random);
}

/**
 * @param {string} subtype
 * @param {readonly Pieces[]} parts
 * @param {Random} random
 * @returns {Pieces}
 */
function joined(subtype, parts, random) {
  const boundary = `----=_Part_${random.hex(16)}`;
  const body = parts.flatMap((part) => [Buffer.from(`\n--${boundary}\n${part.headers.join("\n")}\n\n`), ...part.body]);
  return {
    headers: [`Content-Type: multipart/${subtype};`, `\tboundary="${boundary}"`],
    body: [...body, Buffer.from(`\n--${boundary}--\n`)],
  };
}

/**
 * @param {string} type
 * @param {string} transfer
 */
function typeLines(type, transfer) {
  return [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${transfer}`];
}
