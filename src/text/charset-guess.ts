import { createRequire } from "node:module";
import { canonicalCharset, decodeAs, isSevenBit } from "./charset-codec.ts";

const require = createRequire(import.meta.url);

const SAMPLE_BYTES = 4_096;
/** Bytes looked at for the pattern of NULs. */
const WIDE_SAMPLE_BYTES = 4_096;
/** In a text that is UTF-8 but for some damage, at most this share of the non-ASCII characters is broken. */
const MOSTLY_UTF8 = 0.1;

/** Marks at the start (Unicode Standard section 23.8, GB 18030); the longer come first. */
const MARKS: readonly (readonly [charset: string, bytes: readonly number[]])[] = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["gb18030", [0x84, 0x31, 0x95, 0x33]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The charset that a byte order mark names. */
export function byteOrderMark(bytes: Uint8Array): string | undefined {
  for (const [charset, mark] of MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) return charset;
  }
  return undefined;
}

/**
 * UTF-16 or UTF-32 without a mark: told by where the NULs stand, and believed when the
 * characters that come out are those of a text.
 */
export function wideCharset(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, WIDE_SAMPLE_BYTES);
  if (!sample.includes(0)) return undefined;
  // A text of single bytes with a stray NUL is Chinese when it is read in pairs: it must not win.
  const least = isUtf8(sample) ? 0.5 : 0.03;
  let best: { charset: string; ascii: number } | undefined;
  for (const charset of ["utf-32le", "utf-32be", "utf-16le", "utf-16be"]) {
    const { units, ascii, bad } = census(sample, charset.startsWith("utf-32") ? 4 : 2, charset.endsWith("le"));
    if (bad <= units / 100 && ascii > units * least && ascii > (best?.ascii ?? 0)) best = { charset, ascii };
  }
  return best?.charset;
}

/** How many units a sample has, how many are ASCII, and how many no text has. */
function census(sample: Uint8Array, width: 2 | 4, little: boolean): { units: number; ascii: number; bad: number } {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  const units = Math.floor(sample.length / width);
  let ascii = 0;
  let bad = 0;
  let wantsLow = false;
  for (let unit = 0; unit < units; unit += 1) {
    const code = width === 4 ? view.getUint32(unit * 4, little) : view.getUint16(unit * 2, little);
    const low = code >= 0xdc00 && code < 0xe000;
    if (wantsLow !== low) bad += 1;
    wantsLow = code >= 0xd800 && code < 0xdc00;
    if ((code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13) ascii += 1;
    else if (code < 0x20 || code > 0x10ffff || (code & 0xfffe) === 0xfffe || (code >= 0xe000 && code < 0xf900)) bad += 1;
  }
  return { units, ascii, bad };
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    // The answer: it is not.
    return false;
  }
}

/** ISO-2022-JP and -KR by their escape sequences (RFC 1468, RFC 1557). `ESC ( B` alone is a terminal's. */
export function escapedCharset(bytes: Uint8Array): string | undefined {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    const [a, b, c] = [bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    if (a === 0x24 && b === 0x29 && c === 0x43) return "iso-2022-kr";
    if (a === 0x24 && (b === 0x40 || b === 0x42)) return "iso-2022-jp";
    if (a === 0x28 && (b === 0x4a || b === 0x49)) return "iso-2022-jp";
  }
  return undefined;
}

/**
 * The charset of bytes that have no mark, no NUL pattern, no escapes and are not UTF-8: the
 * stated one when it decodes without an error, else what is wrong in the fewest places.
 */
export function guessCharset(bytes: Uint8Array, hint: string | undefined): string {
  const stated = hint === undefined ? undefined : canonicalCharset(hint);
  const usable = stated !== undefined && stated !== "utf-8" && !isSevenBit(stated) && !stated.startsWith("utf-");
  // "latin1" is what programs write that do not know: it decodes anything, so it is believed last.
  if (usable && stated !== "windows-1252" && decodeAs(bytes, stated).replaced <= cutOff(bytes)) return stated;
  if (mostlyUtf8(bytes)) return "utf-8";
  const { analyse } = require("chardet") as typeof import("chardet");
  for (const match of analyse(sampleOf(bytes))) {
    const charset = canonicalCharset(match.name);
    if (charset === undefined || match.confidence < 10 || charset.startsWith("utf-") || isSevenBit(charset)) continue;
    if (stated === "windows-1252" && match.confidence < 60) continue;
    if (decodeAs(bytes, charset).replaced <= cutOff(bytes)) return charset;
    if (charset === "big5" && decodeAs(bytes, "big5hkscs").replaced <= cutOff(bytes)) return "big5hkscs";
  }
  return "windows-1252";
}

/** A sample may end inside a character: that is not an error of the charset. */
function cutOff(bytes: Uint8Array): number {
  return (bytes.at(-1) ?? 0) >= 0x80 ? 1 : 0;
}

/** Does a text have so many whole UTF-8 sequences that the broken ones are damage? */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const { text, replaced } = decodeAs(bytes, "utf-8");
  let characters = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) characters += 1;
  return replaced <= characters * MOSTLY_UTF8;
}

/** The lines that hold non-ASCII bytes, up to the size at which a statistical guess is still cheap. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, SAMPLE_BYTES));
  let filled = 0;
  for (let at = 0; at < bytes.length && filled < sample.length;) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1;
      continue;
    }
    const newline = bytes.indexOf(10, at);
    const end = Math.min(newline < 0 ? bytes.length : newline + 1, at + sample.length - filled);
    sample.set(bytes.subarray(at, end), filled);
    filled += end - at;
    at = newline < 0 ? bytes.length : newline + 1;
  }
  return sample.subarray(0, filled);
}
