import { signatureOf } from "../bytes/signatures.ts";
import { printableRuns } from "./printable.ts";
import { looksLikeText } from "./sniff.ts";

/** A longer text in a column is a document of its own. */
const TEXT_BYTES = 65_536;
/** What is shorter can be a hash or a key and no file. */
const FILE_BYTES = 64;
/** How texts begin that a reader of their own can make more of. */
const STRUCTURED = /^\s{0,20}(?:[{[<]|%PDF|BEGIN:V|From |Return-Path:|Received:|Message-ID:|MIME-Version:)/i;

/** What binary data in a column of a database is. */
export type Blob =
  | { readonly kind: "document" }
  | { readonly kind: "text"; readonly bytes: Uint8Array }
  /** Of no known type: what is printable in it. `notable` when it could be a file. */
  | { readonly kind: "binary"; readonly bytes: Uint8Array; readonly notable: boolean };

/** Tells a file, a text and other binary data apart by the bytes alone. */
export function blobKind(bytes: Uint8Array): Blob {
  if (bytes.length >= 16 && signatureOf(bytes) !== undefined) return { kind: "document" };
  const head = bytes.slice(0, 4_096);
  if (looksLikeText(head)) {
    const start = Buffer.from(head).toString("latin1");
    return bytes.length > TEXT_BYTES || STRUCTURED.test(start) || head.includes(0)
      ? { kind: "document" }
      : { kind: "text", bytes };
  }
  return { kind: "binary", bytes: printableRuns(bytes), notable: bytes.length > FILE_BYTES };
}
