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
  /** By lower-case name; decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Does a line begin a header field (RFC 5322 section 2.2)? */
export function isFieldLine(line: string): boolean {
  return /^[!-9;-~]{1,200}[ \t]{0,80}:/.test(line);
}

/** The fields of a header block; lines that are no field are in `junk`. */
export function parseFields(block: string): { fields: readonly Field[]; junk: readonly string[] } {
  const fields: Field[] = [];
  const junk: string[] = [];
  let name: string | undefined;
  let raw: string[] = [];
  const flush = (): void => {
    if (name !== undefined) fields.push({ name, raw: raw.join("").trim() });
    name = undefined;
  };
  for (const full of block.split("\n")) {
    const line = full.endsWith("\r") ? full.slice(0, -1) : full;
    if (name !== undefined && /^[ \t]/.test(line)) {
      raw.push(line);
      continue;
    }
    if (line === "") continue;
    flush();
    if (isFieldLine(line)) {
      const colon = line.indexOf(":");
      name = line.slice(0, colon).trim().toLowerCase();
      raw = [line.slice(colon + 1)];
    } else if (!/^>{0,8}From /.test(line)) {
      junk.push(line);
    }
  }
  flush();
  return { fields, junk };
}

/** Raw value of the first field of this name; empty when there is none. */
export function rawField(fields: readonly Field[], name: string): string {
  return fields.find((field) => field.name === name)?.raw ?? "";
}

/**
 * Value and parameters, with continuations and charsets of RFC 2231, encoded words in quotes
 * (forbidden by RFC 2047 section 5 and written by most), raw 8-bit text.
 */
export function parseStructured(raw: string): Structured {
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
  return { value: withoutComment(first).toLowerCase(), parameters };
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
