/** What a header field is for. */
export type FieldKind = "unread" | "text" | "type" | "disposition" | "transfer";

/** The name of a header field. */
export interface FieldName {
  /** Lower case. */
  readonly name: string;
  readonly kind: FieldKind;
}

/** Machine-made, and read by nobody: routes and signatures in which numbers stand that are nobody's. */
export const UNREAD_FIELDS: ReadonlySet<string> = new Set([
  "message-id",
  "references",
  "in-reply-to",
  "received",
  "x-received",
  "dkim-signature",
  "x-google-dkim-signature",
  "domainkey-signature",
  "arc-seal",
  "arc-message-signature",
  "arc-authentication-results",
  "content-length",
  "mime-version",
  "date",
]);
const KINDS: ReadonlyMap<string, FieldKind> = new Map([
  ["content-type", "type"],
  ["content-disposition", "disposition"],
  ["content-transfer-encoding", "transfer"],
]);

interface Known extends FieldName {
  /** As it was met. */
  readonly written: string;
}

const PLACES = 4_096;
/** Names as they were met, by hash: few programs write few names, and a name that is known is not made a string again. */
const MET: (Known | undefined)[] = Array.from({ length: PLACES });

/** The name of the field that is written in the bytes `[from, to)`, blanks behind it included. */
export function fieldName(bytes: Buffer, from: number, to: number): FieldName {
  let hash = to - from;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  const place = hash & (PLACES - 1);
  const met = MET[place];
  if (met !== undefined && isWritten(bytes, from, to, met.written)) return met;
  const written = bytes.toString("latin1", from, to);
  const name = written.trimEnd().toLowerCase();
  const known: Known = { written, name, kind: UNREAD_FIELDS.has(name) ? "unread" : (KINDS.get(name) ?? "text") };
  MET[place] = known;
  return known;
}

function isWritten(bytes: Buffer, from: number, to: number, written: string): boolean {
  if (written.length !== to - from) return false;
  for (let index = 0; index < written.length; index += 1) if (bytes[from + index] !== written.charCodeAt(index)) return false;
  return true;
}
