import type { Sniffed } from "../../model/extractor.ts";
import { NO_BOUNDARIES } from "./boundaries.ts";
import { fieldName } from "./field-names.ts";
import { fieldColon, startsEnvelope } from "./fields.ts";
import { occursNear, readHeader } from "./header-block.ts";
import { heldSource } from "./held.ts";
import { partHeader } from "./part.ts";
import { emlxCount, headerStart } from "./unwrap.ts";
import { openWindow } from "./window.ts";

/** Fields that only a mail has (RFC 5322, RFC 5321 section 4.4). */
const STRONG = new Set([
  "from",
  "to",
  "subject",
  "message-id",
  "received",
  "return-path",
  "delivered-to",
  "envelope-to",
  "x-original-to",
]);
const KNOWN = new Set([
  ...STRONG,
  "date",
  "cc",
  "bcc",
  "sender",
  "reply-to",
  "in-reply-to",
  "references",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "content-disposition",
  "x-mailer",
  "user-agent",
  "dkim-signature",
  "arc-seal",
  "authentication-results",
  "received-spf",
  "thread-topic",
  "thread-index",
  "list-id",
  "list-unsubscribe",
  "importance",
  "x-priority",
  "x-gmail-labels",
  "x-gm-thrid",
  "x-mozilla-status",
]);

/** First bytes of formats that a wrong declaration may hide: PDF, ZIP, PNG, GIF, JPEG, OLE, gzip, RAR, 7z. */
const SIGNATURES = [
  "%PDF",
  "PK\x03\x04",
  "\x89PNG",
  "GIF8",
  "\xff\xd8\xff",
  "\xd0\xcf\x11\xe0",
  "\x1f\x8b",
  "Rar!",
  "7z\xbc\xaf",
];

/** Is this a message: its header says so, or it was declared as one and is nothing else? */
export function acceptsMessage(sniffed: Sniffed): boolean {
  const declared = sniffed.declaredType === "message/rfc822" || sniffed.declaredType === "message/global";
  // Nearly every message of a mailbox: it begins with the name of a field.
  if (declared && isLetter(sniffed.head[0]) && fieldColon(sniffed.head, 0, sniffed.head.length) >= 0) return true;
  const given = Buffer.from(sniffed.head.buffer, sniffed.head.byteOffset, sniffed.head.byteLength);
  const bytes =
    given.includes(10) || !given.includes(13) ? given : Buffer.from(given.toString("latin1").replaceAll("\r", "\n"), "latin1");
  const counted = emlxCount(bytes);
  const message = counted === undefined ? bytes : bytes.subarray(counted.next);
  const head = message.subarray(headerStart(message));
  if (declared) return isDeclared(head);
  const { names, junk, ended } = census(head);
  // Prose with a colon here and there is no header.
  if (names.size === 0 || (junk > 2 && junk > names.size / 4)) return false;
  const known = count(names, (name) => KNOWN.has(name) || /^(?:x-|list-|arc-|resent-)/.test(name));
  if (/\.(?:eml|emlx|mht|mhtml)$/i.test(sniffed.name)) return known >= 1;
  const strong = count(names, (name) => STRONG.has(name));
  if (strong >= 1 && known >= 3) return true;
  if (junk > 0) return false;
  // A list of recipients may be longer than what is looked at.
  if (!ended) return strong >= 2 && sniffed.size > sniffed.head.length;
  return (names.has("mime-version") && names.has("content-type")) || (names.has("content-type") && isMultipart(head));
}

function isLetter(byte = 0): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function isDeclared(head: Buffer): boolean {
  if (fieldColon(head, 0, head.length) >= 0) return true;
  const start = head.toString("latin1", 0, Math.min(512, head.length));
  return !SIGNATURES.some((signature) => start.startsWith(signature)) && !start.includes("\0");
}

interface Census {
  /** Names of fields, lower case. */
  readonly names: ReadonlySet<string>;
  /** Lines that are neither fields nor their continuations. */
  readonly junk: number;
  /** An empty line ends the block. */
  readonly ended: boolean;
}

/** The names that stand before anything that is no header. */
function census(head: Buffer): Census {
  const names = new Set<string>();
  let junk = 0;
  let at = startsEnvelope(head, 0) ? nextLine(head, 0) : 0;
  if (fieldColon(head, at, head.length) < 0) return { names, junk, ended: false };
  while (at < head.length) {
    const byte = head[at] as number;
    if (byte === 10 || (byte === 13 && head[at + 1] === 10)) return { names, junk, ended: true };
    if (byte !== 0x20 && byte !== 0x09) {
      const colon = fieldColon(head, at, head.length);
      if (colon >= 0) names.add(fieldName(head, at, colon).name);
      else if (head.includes(10, at)) junk += 1;
    }
    at = nextLine(head, at);
  }
  return { names, junk, ended: false };
}

/** Parts stand where the header says: a header of MIME alone, as in what is kept of a message without its addresses. */
function isMultipart(head: Buffer): boolean {
  const window = openWindow(heldSource(head));
  const block = readHeader(window, 0, NO_BOUNDARIES, true);
  const { type, parameters } = partHeader(block, false);
  const boundary = parameters.get("boundary") ?? "";
  return type.startsWith("multipart/") && boundary !== "" && occursNear(window, block.next, boundary);
}

function nextLine(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(10, from);
  return newline < 0 ? bytes.length : newline + 1;
}

function count(names: ReadonlySet<string>, holds: (name: string) => boolean): number {
  let found = 0;
  for (const name of names) if (holds(name)) found += 1;
  return found;
}
