import { reserve, trim } from "./room.ts";

const INVALID = 255;
const SKIP = 254;
const PADDING = 253;
const BLANK = 252;

/** Value of each byte in base64 and its URL-safe variant (RFC 4648 sections 4 and 5). */
const BASE64 = (() => {
  const table = new Uint8Array(256).fill(INVALID);
  for (const [value, character] of Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").entries()) {
    table[character.charCodeAt(0)] = value;
  }
  table[0x2d] = 62;
  table[0x5f] = 63;
  for (const space of [10, 13]) table[space] = SKIP;
  for (const space of [9, 32]) table[space] = BLANK;
  table[0x3d] = PADDING;
  return table;
})();

/** What waits for the next piece of a base64 text. */
interface Base64State {
  bits: number;
  held: number;
  /** A group was padded and nothing follows it yet; or words follow it, up to the end of the line. */
  ended: "no" | "padded" | "words";
}

/**
 * Decodes base64 (RFC 2045 section 6.8). What is not in the alphabet is skipped; padding ends a
 * group and not the text, since some programs encode a part in several runs. Words that follow
 * padding on its line are none of it.
 */
export function decodeBase64(bytes: Uint8Array, state: Base64State = { bits: 0, held: 0, ended: "no" }): Uint8Array {
  const out = Buffer.allocUnsafe(Math.ceil((bytes.length * 3) / 4) + 3);
  let { bits, held, ended } = state;
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const value = BASE64[bytes[at] as number] as number;
    if (ended !== "no" && value !== PADDING) {
      if (value === BLANK) ended = "words";
      else if (value === SKIP || ended === "padded") ended = "no";
      if (ended === "words") continue;
    }
    if (value < 64) {
      held = (held << 6) | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[length] = (held >> bits) & 0xff;
        length += 1;
        held &= (1 << bits) - 1;
      }
    } else if (value === PADDING && ended !== "words") {
      ended = "padded";
      bits = 0;
      held = 0;
    }
  }
  state.bits = bits;
  state.held = held;
  state.ended = ended;
  return out.subarray(0, length);
}

/** How well a base64 text keeps to its alphabet. */
export interface Base64Census {
  /** Characters of the alphabet and padding. */
  characters: number;
  invalid: number;
  /** Spaces and tabs, of which base64 has none and prose many. */
  blanks: number;
}

/** Counts what a base64 text is made of; line ends count as nothing. */
export function countBase64(bytes: Uint8Array, census: Base64Census): void {
  let { characters, invalid, blanks } = census;
  for (let at = 0; at < bytes.length; at += 1) {
    const value = BASE64[bytes[at] as number] as number;
    if (value === INVALID) invalid += 1;
    else if (value === BLANK) blanks += 1;
    else if (value !== SKIP) characters += 1;
  }
  census.characters = characters;
  census.invalid = invalid;
  census.blanks = blanks;
}

/** Equals signs in a quoted-printable text that begin an escape or a soft line break, and those that begin neither. */
export interface EqualsCensus {
  valid: number;
  invalid: number;
}

/**
 * Decodes quoted-printable (RFC 2045 section 6.7). A soft line break may have blanks behind the
 * equals sign; an equals sign that begins nothing stands for itself.
 */
export function decodeQuotedPrintable(bytes: Uint8Array, census: EqualsCensus = { valid: 0, invalid: 0 }): Buffer {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = input.indexOf(0x3d);
  if (first < 0) return input;
  // Copied whole, and then moved together: what is decoded is never longer than what it was.
  const out = reserve(input.length);
  out.set(input);
  let length = 0;
  let from = 0;
  for (let equals = first; equals >= 0; equals = input.indexOf(0x3d, from)) {
    if (length < from) out.copyWithin(length, from, equals);
    length += equals - from;
    const soft = softBreak(input, equals + 1);
    if (soft > 0) {
      from = soft;
      census.valid += 1;
      continue;
    }
    // Runs of escapes (a line of Chinese, say) are copied without a search for each.
    let at = equals;
    do {
      const byte = escaped(input, at);
      out[length] = byte >= 0 ? byte : 0x3d;
      length += 1;
      at += byte >= 0 ? 3 : 1;
      if (byte >= 0) census.valid += 1;
      else census.invalid += 1;
    } while (input[at] === 0x3d && softBreak(input, at + 1) === 0);
    from = at;
  }
  out.copyWithin(length, from);
  length += input.length - from;
  return trim(out, length);
}

/** Trailing blanks that a gateway may add (RFC 2045 section 6.7, rule 3). */
const SOFT_BLANKS = 76;

/** Offset behind a soft line break that begins at `from`; 0 when there is none. The end of the text is one. */
function softBreak(input: Buffer, from: number): number {
  let at = from;
  while (at < input.length && at - from < SOFT_BLANKS && (input[at] === 0x20 || input[at] === 0x09)) at += 1;
  if (at >= input.length) return input.length;
  if (input[at] === 0x0d && input[at + 1] === 0x0a) return at + 2;
  if (input[at] === 0x0d && at + 1 >= input.length) return input.length;
  return input[at] === 0x0a ? at + 1 : 0;
}

function escaped(input: Buffer, equals: number): number {
  const high = hex(input[equals + 1] ?? 0);
  const low = hex(input[equals + 2] ?? 0);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hex(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
}

/** Bytes of a decoded piece are made from this many encoded bytes. */
const PIECE_BYTES = 1_048_576;

export type Encoding = "identity" | "base64" | "quoted-printable" | "uuencode" | "unknown";

/** Encodings as they were met: few ways of writing are in use. */
const ENCODINGS = new Map<string, Encoding>();
const MOST_ENCODINGS = 200;
const LONGEST_ENCODING = 40;

/** A transfer encoding as it is written in the wild, quotes and comments included (RFC 2045 section 6.1). */
export function encodingOf(value: string): Encoding {
  let encoding = ENCODINGS.get(value);
  if (encoding !== undefined) return encoding;
  encoding = readEncoding(value);
  if (ENCODINGS.size < MOST_ENCODINGS && value.length <= LONGEST_ENCODING) ENCODINGS.set(value, encoding);
  return encoding;
}

function readEncoding(value: string): Encoding {
  const plain = value
    .replace(/\([^()]{0,200}\)/g, "")
    .replace(/["']/g, "")
    .trim()
    .toLowerCase();
  if (plain === "base64" || plain === "b") return "base64";
  if (plain === "quoted-printable" || plain === "q" || plain === "quotedprintable") return "quoted-printable";
  if (/^x?-?uu(?:e|encode)?$/.test(plain)) return "uuencode";
  if (plain === "" || /^[78][- ]?bits?$/.test(plain) || plain === "binary" || plain === "none") return "identity";
  return "unknown";
}

/** The decoded content of encoded bytes that come in pieces, in pieces of bounded size; nothing is held back at a border. */
export function* decodedPieces(encoded: Iterable<Uint8Array>, encoding: Encoding): Generator<Uint8Array> {
  if (encoding === "base64") {
    const state: Base64State = { bits: 0, held: 0, ended: "no" };
    for (const piece of encoded) yield decodeBase64(piece, state);
  } else if (encoding === "quoted-printable") {
    let rest = Buffer.alloc(0);
    for (const piece of encoded) {
      const bytes = Buffer.concat([rest, piece]);
      // An escape or soft break must not be cut; a line without any end is cut where no equals sign is near.
      const newline = bytes.lastIndexOf(10);
      const equals = bytes.lastIndexOf(0x3d);
      const cut =
        newline >= 0 ? newline + 1 : bytes.length - equals > SOFT_BLANKS + 3 || bytes.length > PIECE_BYTES ? bytes.length : 0;
      yield decodeQuotedPrintable(bytes.subarray(0, cut));
      rest = Buffer.from(bytes.subarray(cut));
    }
    yield decodeQuotedPrintable(rest);
  } else {
    yield* encoded;
  }
}
