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
