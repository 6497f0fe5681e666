import { signatureOf } from "../bytes/signatures.ts";
import type { Sniffed } from "../model/extractor.ts";
import { decodeText } from "../text/charset.ts";
import { byteOrderMark, escapedCharset, wideCharset } from "../text/charset-guess.ts";

/** Control characters that a text may have: at most one in this many bytes. */
const TEXT_PER_CONTROL = 100;

/**
 * Is this text, in whatever charset? UTF-16 and UTF-32 by mark or pattern; else no known binary
 * signature and few control characters.
 */
export function looksLikeText(head: Uint8Array): boolean {
  if (head.length === 0 || (HEADS.get(head) ?? "") !== "") return true;
  const marked = byteOrderMark(head);
  if (marked !== undefined && marked !== "utf-8") return controls(utf8Of(head)) * TEXT_PER_CONTROL <= head.length;
  if (signatureOf(head) !== undefined) return false;
  if (wideCharset(head) !== undefined) return true;
  const escapes = escapedCharset(head) === undefined ? 0 : count(head, 0x1b) + count(head, 0x0e) + count(head, 0x0f);
  return (controls(head) - escapes) * TEXT_PER_CONTROL <= head.length;
}

/** Each reader that is asked looks at the same head: it is decoded once. */
const HEADS = new WeakMap<Uint8Array, string>();
let latest: { readonly head: Uint8Array; readonly text: string } | undefined;

/** The beginning of a text as a string without its mark; empty when it is not text. */
export function textHead(head: Uint8Array): string {
  let text = HEADS.get(head);
  if (text === undefined) {
    // The reader that is chosen takes the same bytes again.
    const again = latest !== undefined && Buffer.compare(latest.head, head) === 0;
    text = again && latest !== undefined ? latest.text : looksLikeText(head) ? decodeText(head).text : "";
    // The bytes of the next file may come to stand in the same place.
    latest = { head: head.slice(), text };
    HEADS.set(head, text);
  }
  return text;
}

/** The name's ending, lower case with the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,10}$/i.exec(name)?.[0].toLowerCase() ?? "";
}

/** Do the name or the declared type say that it is one of these? Both may lie. */
export function hinted(
  sniffed: Pick<Sniffed, "name" | "declaredType">,
  extensions: readonly string[],
  types: readonly string[],
): boolean {
  return extensions.includes(extensionOf(sniffed.name)) || types.includes(sniffed.declaredType);
}

/** Tab, line ends, form feed, escape (terminal colours) and backspace belong to texts and logs. */
const CONTROLS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === 0x7f || (byte < 0x20 && ![8, 9, 10, 12, 13, 27].includes(byte)) ? 1 : 0,
);

function controls(bytes: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < bytes.length; at += 1) found += CONTROLS[bytes[at] as number] as number;
  return found;
}

function count(bytes: Uint8Array, wanted: number): number {
  let found = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) found += 1;
  return found;
}

function utf8Of(head: Uint8Array): Uint8Array {
  return new TextEncoder().encode(decodeText(head).text);
}
