import { canonicalCharset, countReplaced, decodeAs, isSevenBit, openDecoder } from "./charset-codec.ts";
import { byteOrderMark, escapedCharset, guessCharset, wideCharset } from "./charset-guess.ts";
import { isUtf8, utf8Pieces } from "./charset-utf8.ts";

/** Bytes from the first that is not ASCII on which the charset of a stream is decided. */
const DECISION_BYTES = 65_536;

/** Texts up to this size are mostly header fields, of which many are in some other charset. */
const SHORT_BYTES = 512;

const strict = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/** A text as UTF-8 in pieces, and what is known of it once the pieces were read. */
export interface Utf8Stream {
  /** Charset of the text; a stream that was ASCII so far says `utf-8`. */
  readonly charset: string;
  readonly pieces: Iterable<Uint8Array>;
  /** True when bytes could not be decoded. */
  damaged(): boolean;
  /** How many U+FFFD stand in place of what could not be decoded. */
  replaced(): number;
}

/**
 * Decodes a text of any charset: byte order mark, NUL pattern, escape sequences, valid UTF-8, the
 * stated charset, a statistical guess, windows-1252, in this order. A stated charset that
 * contradicts the bytes is not believed. `damaged` when U+FFFD stands for bytes.
 */
export function decodeText(bytes: Uint8Array, hint?: string): { text: string; charset: string; damaged: boolean } {
  const sure = sureCharset(bytes, hint);
  // A short text is looked at first: an exception costs more than a name.
  if ((sure === undefined || sure === "utf-8") && (bytes.length > SHORT_BYTES || isUtf8(bytes))) {
    try {
      return { text: strict.decode(bytes), charset: "utf-8", damaged: false };
    } catch {
      // Not UTF-8: the guess below decides.
    }
  }
  const charset = sure ?? guessCharset(bytes.subarray(firstHigh(bytes)).subarray(0, DECISION_BYTES), hint);
  const { text, replaced } = decodeAs(bytes, charset);
  return { text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, charset, damaged: replaced > 0 };
}

/**
 * A text of any size and charset as UTF-8, in flat memory. `head` is the beginning of what
 * `pieces` gives. While all is ASCII nothing is decided: a log whose first Chinese name stands in
 * its second gigabyte is read as well. A piece is valid until the next one is asked for.
 */
export function toUtf8(pieces: Iterable<Uint8Array>, head: Uint8Array, hint?: string): Utf8Stream {
  let charset = sureCharset(head, hint);
  let replaced = 0;
  const count = (some: number): void => {
    replaced += some;
  };
  if (charset === undefined && firstHigh(head) < head.length) charset = decide(head.subarray(firstHigh(head)), hint);
  const run = function* (): Generator<Uint8Array> {
    const source = pieces[Symbol.iterator]();
    try {
      let rest: Iterable<Uint8Array> = { [Symbol.iterator]: () => source };
      if (charset === undefined) {
        const held: Uint8Array[] = [];
        yield* asciiUntilDecision(source, held);
        const sample = joined(held);
        charset = decide(sample, hint);
        rest = followedBy(sample, source);
      }
      yield* charset === "utf-8" ? utf8Pieces(rest, count) : decoded(rest, charset, count);
    } finally {
      // An abandoned text must give its source back.
      source.return?.();
    }
  };
  return {
    get charset() {
      return charset ?? "utf-8";
    },
    pieces: { [Symbol.iterator]: run },
    damaged: () => replaced > 0,
    replaced: () => replaced,
  };
}

/** True when a text that begins like this is what it looks like wherever it is ASCII; see `toUtf8`. */
export function isPlainStart(head: Uint8Array, hint?: string): boolean {
  return sureCharset(head, hint) === undefined;
}

/** What the bytes themselves, or a seven-bit charset that was stated, say without a guess. */
function sureCharset(bytes: Uint8Array, hint: string | undefined): string | undefined {
  const marked = byteOrderMark(bytes) ?? wideCharset(bytes);
  if (marked !== undefined) return marked;
  const escaped = bytes.includes(0x1b) ? escapedCharset(bytes) : undefined;
  if (escaped !== undefined) return escaped;
  if (hint === undefined) return undefined;
  const stated = canonicalCharset(hint);
  return stated !== undefined && isSevenBit(stated) && firstHigh(bytes) === bytes.length ? stated : undefined;
}

function decide(sample: Uint8Array, hint: string | undefined): string {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "utf-8";
  } catch {
    // Not UTF-8: what was stated or a guess decides.
    return guessCharset(sample.subarray(0, DECISION_BYTES), hint);
  }
}

/** Gives out what is ASCII; what follows is kept in `held` until there is enough to decide on. */
function* asciiUntilDecision(source: Iterator<Uint8Array>, held: Uint8Array[]): Generator<Uint8Array> {
  for (let size = 0, next = source.next(); !next.done; next = source.next()) {
    const from = size > 0 ? 0 : firstHigh(next.value);
    if (from > 0) yield next.value.subarray(0, from);
    if (from === next.value.length) continue;
    held.push(next.value.slice(from));
    size += next.value.length - from;
    if (size >= DECISION_BYTES) return;
  }
}

function* followedBy(first: Uint8Array, source: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield first;
  for (let next = source.next(); !next.done; next = source.next()) yield next.value;
}

function* decoded(pieces: Iterable<Uint8Array>, charset: string, count: (some: number) => void): Generator<Uint8Array> {
  const decoder = openDecoder(charset);
  let first = true;
  const encode = (text: string): Uint8Array => {
    count(countReplaced(text));
    const marked = first && text.charCodeAt(0) === 0xfeff;
    first &&= text === "";
    return encoder.encode(marked ? text.slice(1) : text);
  };
  for (const piece of pieces) {
    const bytes = encode(decoder.write(piece));
    if (bytes.length > 0) yield bytes;
  }
  const last = encode(decoder.end());
  if (last.length > 0) yield last;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Index of the first byte above 0x7f, else the length. */
export function firstHigh(bytes: Uint8Array): number {
  let at = 0;
  // Four bytes at a time: this runs over every byte of every ASCII text.
  for (; at < bytes.length && ((bytes.byteOffset + at) & 3) !== 0; at += 1) if ((bytes[at] ?? 0) >= 0x80) return at;
  if (at === bytes.length) return at;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2);
  const eights = words.length & ~7;
  let word = 0;
  while (
    word < eights &&
    (((words[word] as number) |
      (words[word + 1] as number) |
      (words[word + 2] as number) |
      (words[word + 3] as number) |
      (words[word + 4] as number) |
      (words[word + 5] as number) |
      (words[word + 6] as number) |
      (words[word + 7] as number)) &
      0x80808080) ===
      0
  )
    word += 8;
  while (word < words.length && ((words[word] ?? 0) & 0x80808080) === 0) word += 1;
  for (at += word * 4; at < bytes.length; at += 1) if ((bytes[at] ?? 0) >= 0x80) return at;
  return bytes.length;
}
