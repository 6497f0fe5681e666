import { createRequire } from "node:module";
import { hzStream, iso2022krStream, utf7Stream, type TextStream } from "./charset-shift.ts";

const require = createRequire(import.meta.url);

/** The decoders of old charsets, loaded for the first text that needs one. */
function iconv(): typeof import("iconv-lite") {
  return require("iconv-lite") as typeof import("iconv-lite");
}

/**
 * Spellings that neither the Encoding Standard nor iconv-lite knows or that one of them maps to a
 * smaller repertoire than the mails use: Windows code pages are supersets of the national standards.
 */
const ALIASES: Readonly<Record<string, string>> = {
  utf7: "utf-7",
  "unicode-1-1-utf-7": "utf-7",
  csunicode11utf7: "utf-7",
  hz: "hz-gb-2312",
  "hz-gb2312": "hz-gb-2312",
  csiso2022kr: "iso-2022-kr",
  "utf-32": "utf-32le",
  "ucs-4": "utf-32be",
  gb2312: "gb18030",
  gbk: "gb18030",
  "x-gbk": "gb18030",
  "gb-2312": "gb18030",
  "gb_2312-80": "gb18030",
  cp936: "gb18030",
  ms936: "gb18030",
  "windows-936": "gb18030",
  "euc-cn": "gb18030",
  cp932: "shift_jis",
  ms932: "shift_jis",
  "euc-kr": "cp949",
  "ks_c_5601-1987": "cp949",
  ksc5601: "cp949",
  "windows-949": "cp949",
  ms949: "cp949",
  uhc: "cp949",
  cp950: "big5",
  ms950: "big5",
  "windows-950": "big5",
  "big5-hkscs": "big5hkscs",
  ansi: "windows-1252",
  cp1252: "windows-1252",
};

/** Mappings to private-use characters, or to nothing: names of them carry no text. */
const REFUSED = new Set(["x-user-defined", "replacement", "unknown-8bit", "8bit", "binary", "default", "base64", "hex"]);

const SEVEN_BIT = new Set(["utf-7", "hz-gb-2312", "iso-2022-kr", "iso-2022-jp"]);

/** Is every byte of a text in this charset below 0x80, so that it looks like ASCII and is not? */
export function isSevenBit(charset: string): boolean {
  return SEVEN_BIT.has(charset);
}

/** Labels as they were met: each is looked up once. */
const LABELS = new Map<string, string | undefined>();
const MOST_LABELS = 500;
const LONGEST_LABEL = 64;

/**
 * The name under which a label's decoder is kept, lower case; `undefined` when there is none.
 * Labels: Encoding Standard, IANA registry, and the spellings of mail programs.
 */
export function canonicalCharset(label: string): string | undefined {
  const known = LABELS.get(label);
  if (known !== undefined || LABELS.has(label)) return known;
  const charset = lookUp(label);
  if (LABELS.size < MOST_LABELS && label.length <= LONGEST_LABEL) LABELS.set(label, charset);
  return charset;
}

function lookUp(label: string): string | undefined {
  const wanted = label.trim().toLowerCase().slice(0, 64);
  if (wanted === "" || REFUSED.has(wanted)) return undefined;
  const alias = Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : undefined;
  if (alias !== undefined) return alias;
  if (SEVEN_BIT.has(wanted)) return wanted;
  try {
    const known = new TextDecoder(wanted).encoding;
    if (REFUSED.has(known)) return undefined;
    return (Object.hasOwn(ALIASES, known) ? ALIASES[known] : undefined) ?? known;
  } catch {
    // Not in the Encoding Standard: iconv-lite knows the code pages of DOS and others.
    return iconv().encodingExists(wanted) ? wanted : undefined;
  }
}

/** Charsets with decoders of our own. */
const SHIFTED = new Set(["hz-gb-2312", "utf-7", "iso-2022-kr"]);

/** A decoder for a name from `canonicalCharset`; what cannot be decoded becomes U+FFFD. */
export function openDecoder(charset: string): TextStream {
  if (charset === "hz-gb-2312") return hzStream();
  if (charset === "utf-7") return utf7Stream();
  if (charset === "iso-2022-kr") return iso2022krStream();
  // Some releases of Node decode windows-1252 as ISO-8859-1: 0x80 to 0x9f come out as controls.
  if (charset !== "windows-1252") {
    try {
      const decoder = new TextDecoder(charset);
      return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
    } catch {
      // Not in the Encoding Standard: iconv-lite below has it.
    }
  }
  const decoder = iconv().getDecoder(charset);
  return { write: (bytes) => decoder.write(asBuffer(bytes)), end: () => decoder.end() ?? "" };
}

/** The decoders of the Encoding Standard that were used: to open one costs more than to decode a name. */
const DECODERS = new Map<string, InstanceType<typeof TextDecoder> | undefined>();

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | undefined {
  if (charset === "windows-1252" || SHIFTED.has(charset)) return undefined;
  let decoder = DECODERS.get(charset);
  if (decoder === undefined && !DECODERS.has(charset)) {
    try {
      decoder = new TextDecoder(charset);
    } catch {
      // Not in the Encoding Standard: it is opened for each text.
    }
    DECODERS.set(charset, decoder);
  }
  return decoder;
}

function decodeOnce(bytes: Uint8Array, charset: string): string {
  const decoder = openDecoder(charset);
  return decoder.write(bytes) + decoder.end();
}

/** All bytes decoded, and how many U+FFFD stand where bytes could not be. */
export function decodeAs(bytes: Uint8Array, charset: string): { text: string; replaced: number } {
  const text = decoderOf(charset)?.decode(bytes) ?? decodeOnce(bytes, charset);
  return { text, replaced: countReplaced(text) };
}

/** How many U+FFFD a text holds. */
export function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) count += 1;
  return count;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
