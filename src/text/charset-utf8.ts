import { countReplaced } from "./charset-codec.ts";

const encoder = new TextEncoder();

/**
 * UTF-8 as it is, in pieces that end between characters; a mark at the start is dropped.
 * Invalid bytes become U+FFFD, and `count` is told how many.
 */
export function* utf8Pieces(pieces: Iterable<Uint8Array>, count: (replaced: number) => void): Generator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0);
  let first = true;
  for (const piece of pieces) {
    const bytes = held.length === 0 ? piece : join(held, piece);
    // A mark may itself be cut by the pieces.
    if (first && bytes.length < 3) {
      held = bytes.slice();
      continue;
    }
    const from = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    first = false;
    const end = wholeCharacters(bytes);
    held = bytes.slice(end);
    if (end > from) yield valid(bytes.subarray(from, end), count);
  }
  if (held.length > 0) yield valid(held, count);
}

/** Is this UTF-8 without an error (RFC 3629 section 4, Unicode Standard table 3-7)? */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] as number;
    const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size === 0 || at + size > bytes.length) return false;
    if (size > 1) {
      const second = bytes[at + 1] as number;
      const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
      const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
      if (second < low || second > high) return false;
      for (let next = at + 2; next < at + size; next += 1) if (((bytes[next] as number) & 0xc0) !== 0x80) return false;
    }
    at += size;
  }
  return true;
}

function valid(bytes: Uint8Array, count: (replaced: number) => void): Uint8Array {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return bytes;
  } catch {
    // Broken somewhere: below it is decoded with replacement characters.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    count(countReplaced(text));
    return encoder.encode(text);
  }
}

/** Length without a character that is begun and not ended (RFC 3629 section 3: up to four bytes). */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < size ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left, 0);
  joined.set(right, left.length);
  return joined;
}
