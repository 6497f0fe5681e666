import type { Sniffed } from "../../model/extractor.ts";
import { isFieldLine, parseFields } from "./fields.ts";
import { emlxCount, headerStart } from "./unwrap.ts";

/** Bytes of a header that are looked at. */
const LOOK_BYTES = 16_384;

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
  const bytes = Buffer.from(sniffed.head.buffer, sniffed.head.byteOffset, Math.min(LOOK_BYTES, sniffed.head.byteLength));
  let head = bytes.toString("latin1");
  if (head.includes("\r") && !head.includes("\n")) head = head.replaceAll("\r", "\n");
  const counted = emlxCount(head);
  if (counted !== undefined) head = head.slice(counted.next);
  head = head.slice(headerStart(head));
  if (sniffed.declaredType === "message/rfc822" || sniffed.declaredType === "message/global") return isDeclared(head);
  const { known, strong } = census(head);
  const named = /\.(?:eml|emlx|mht|mhtml)$/i.test(sniffed.name);
  if (named) return known >= 1;
  return strong >= 1 && known >= 3;
}

function isDeclared(head: string): boolean {
  if (isFieldLine(head.slice(0, 300))) return true;
  return !SIGNATURES.some((signature) => head.startsWith(signature)) && !head.slice(0, 512).includes("\0");
}

/** How many different known fields stand before anything that is no header. */
function census(head: string): { known: number; strong: number } {
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.lastIndexOf("\n") + 1;
  const block = end === 0 ? head : head.slice(0, end);
  const lines = block.split("\n", 2);
  const first =
    lines[0]?.startsWith("From ") === true || lines[0]?.startsWith(">From ") === true ? (lines[1] ?? "") : (lines[0] ?? "");
  if (!isFieldLine(first)) return { known: 0, strong: 0 };
  const { fields, junk } = parseFields(block);
  const names = new Set(fields.map(({ name }) => name));
  // Prose with a colon here and there is no header.
  if (junk.length > 2 && junk.length > fields.length / 4) return { known: 0, strong: 0 };
  const known = [...names].filter((name) => KNOWN.has(name) || /^(?:x-|list-|arc-|resent-)/.test(name)).length;
  return { known, strong: [...names].filter((name) => STRONG.has(name)).length };
}
