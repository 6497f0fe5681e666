import type { Sink } from "./sink.ts";

/** A hexadecimal digit. */
export function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

/** Bytes of numbers and of `true`, `false`, `null`, `NaN`, `Infinity`. */
export function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  );
}

/** A code point as UTF-8 (RFC 3629 section 3). */
export function encode(sink: Sink, code: number): void {
  if (code < 0x80) sink.byte(code);
  else if (code < 0x800) {
    sink.byte(0xc0 | (code >> 6));
    sink.byte(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    sink.byte(0xe0 | (code >> 12));
    sink.byte(0x80 | ((code >> 6) & 0x3f));
    sink.byte(0x80 | (code & 0x3f));
  } else {
    sink.byte(0xf0 | (code >> 18));
    sink.byte(0x80 | ((code >> 12) & 0x3f));
    sink.byte(0x80 | ((code >> 6) & 0x3f));
    sink.byte(0x80 | (code & 0x3f));
  }
}

/** What stands behind the backslash of an escape (RFC 8259 section 7), and what it stands for. */
export const ESCAPES: Readonly<Record<number, number>> = {
  0x22: 0x22,
  0x5c: 0x5c,
  0x2f: 0x2f,
  0x62: 8,
  0x66: 12,
  0x6e: 10,
  0x72: 13,
  0x74: 9,
};

/** Words that are values. */
export const WORDS = new Set(["true", "false", "null", "NaN", "Infinity", "-Infinity"]);
/** Numbers, also as JavaScript and Python write them. */
export const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
