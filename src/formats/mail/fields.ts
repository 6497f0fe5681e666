import { decodeText } from "../../text/charset.ts";
import { decodeWords } from "./words.ts";

/** A header field, unfolded. */
export interface Field {
  /** Lower case. */
  readonly name: string;
  /** As written, one byte a character (latin1). */
  readonly raw: string;
}

/** A structured value: `text/plain; charset=x` and the like (RFC 2045 section 5.1). */
export interface Structured {
  /** Lower case. */
  readonly value: string;
  /** The value is a media type as the standard has it. */
  readonly usual: boolean;
  /** By lower-case name; decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

const COLON = 0x3a;
const MAX_NAME_BYTES = 200;
const MAX_BLANKS = 80;

/**
 * Offset of the colon of the header field (RFC 5322 section 2.2) that begins at `from`; -1 when
 * none begins there. Blanks before the colon are allowed as of old (section 4.5).
 */
export function fieldColon(bytes: Uint8Array, from: number, to: number): number {
  const most = Math.min(to, from + MAX_NAME_BYTES);
  let at = from;
  while (at < most && isNameByte(bytes[at] as number)) at += 1;
  if (at === from) return -1;
  const blanks = Math.min(to - 1, at + MAX_BLANKS);
  while (at < blanks && (bytes[at] === 0x20 || bytes[at] === 0x09)) at += 1;
  return at < to && bytes[at] === COLON ? at : -1;
}

/** Printable ASCII but for the colon. */
function isNameByte(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f && byte !== COLON;
}

/** Is this an envelope line of a mailbox, quoted (`>From `) or not, in the place of a header's first line? */
export function startsEnvelope(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + 8 && bytes[at] === 0x3e) at += 1;
  return FROM.every((byte, index) => bytes[at + index] === byte);
}

const FROM = Array.from("From ", (character) => character.charCodeAt(0));

/**
 * Value and parameters, with continuations and charsets of RFC 2231, encoded words in quotes
 * (forbidden by RFC 2047 section 5 and written by most), raw 8-bit text.
 */
export function parseStructured(raw: string): Structured {
  if (raw.length > SHORT_VALUE) return multipartValue(raw) ?? parseValue(raw);
  let known = KNOWN.get(raw);
  if (known === undefined) {
    known = multipartValue(raw) ?? parseValue(raw);
    if (KNOWN.size >= MOST_VALUES) KNOWN.clear();
    KNOWN.set(raw, known);
  }
  return known;
}

const BOUNDARY = 'boundary="';
/** What RFC 2046 section 5.1.1 allows, but for the question mark with which encoded words begin. */
const PLAIN_BOUNDARY = /^[\w'()+,\-./:= ]{1,200}$/;

/** `multipart/...; boundary="..."` and nothing else: a boundary is new in each message, and most are written so. */
function multipartValue(raw: string): Structured | undefined {
  const semicolon = raw.startsWith("multipart/") ? raw.indexOf(";") : -1;
  if (semicolon < 0 || semicolon > SHORT_VALUE || !raw.endsWith('"')) return undefined;
  let at = semicolon + 1;
  while (raw.charCodeAt(at) === 0x20 || raw.charCodeAt(at) === 9) at += 1;
  if (!raw.startsWith(BOUNDARY, at)) return undefined;
  const boundary = raw.slice(at + BOUNDARY.length, -1);
  if (!PLAIN_BOUNDARY.test(boundary)) return undefined;
  const { value, usual } = parseStructured(raw.slice(0, semicolon));
  const parameters = new Map<string, string>();
  parameters.set("boundary", boundary);
  return { value, usual, parameters };
}

/** Most parts of most mails say one of a few things: a boundary makes a value longer. */
const SHORT_VALUE = 48;
const MOST_VALUES = 1_000;
const KNOWN = new Map<string, Structured>();

const MEDIA_TYPE = /^[!-.0-~]{1,127}\/[!-.0-~]{1,127}$/;

function parseValue(raw: string): Structured {
  const [first = "", ...rest] = splitParameters(raw);
  const parameters = new Map<string, string>();
  const extended = new Map<string, Piece[]>();
  for (const segment of rest) {
    const equals = segment.indexOf("=");
    if (equals < 0) continue;
    const name = segment.slice(0, equals).trim().toLowerCase();
    const value = unquote(segment.slice(equals + 1).trim());
    const star = /^([^*]{1,100})\*(?:(\d{1,4})(\*)?)?$/.exec(name);
    if (star === null) {
      if (!parameters.has(name)) parameters.set(name, decodeWords(value));
      continue;
    }
    const [, base = "", index, encoded] = star;
    const piece = { index: Number(index ?? 0), encoded: index === undefined || encoded !== undefined, value };
    const known = extended.get(base);
    if (known === undefined) extended.set(base, [piece]);
    else known.push(piece);
  }
  for (const [name, pieces] of extended) parameters.set(name, joinExtended(pieces));
  const value = withoutComment(first).toLowerCase();
  return { value, usual: MEDIA_TYPE.test(value), parameters };
}

interface Piece {
  readonly index: number;
  readonly encoded: boolean;
  readonly value: string;
}

/** RFC 2231 sections 3 and 4. */
function joinExtended(pieces: readonly Piece[]): string {
  const ordered = pieces.toSorted((left, right) => left.index - right.index);
  if (!ordered.some(({ encoded }) => encoded)) return decodeWords(ordered.map(({ value }) => value).join(""));
  let charset: string | undefined;
  const bytes = ordered.map(({ encoded, value }) => {
    if (!encoded) return Buffer.from(value, "latin1");
    const stated = charset === undefined ? /^([^']{0,80})'[^']{0,80}'/.exec(value) : null;
    charset ??= stated?.[1] ?? "";
    return percentDecode(stated === null ? value : value.slice(stated[0].length));
  });
  return decodeText(Buffer.concat(bytes), charset === "" ? undefined : charset).text;
}

function percentDecode(value: string): Buffer {
  return Buffer.from(
    value.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    "latin1",
  );
}

/** Splits at semicolons that stand outside quotes. */
function splitParameters(raw: string): readonly string[] {
  if (!raw.includes('"')) return raw.split(";");
  const segments: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at];
    if (character === "\\" && quoted) at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ";" && !quoted) {
      segments.push(raw.slice(from, at));
      from = at + 1;
    }
  }
  segments.push(raw.slice(from));
  return segments;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return withoutComment(value);
  let end = 1;
  while (end < value.length && value[end] !== '"') end += value[end] === "\\" ? 2 : 1;
  return value.slice(1, end).replace(/\\(["\\])/g, "$1");
}

function withoutComment(value: string): string {
  const comment = /(?:^|[ \t])\(/.exec(value);
  return (comment === null ? value : value.slice(0, comment.index)).trim();
}
