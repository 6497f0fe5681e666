/** Shorter runs are noise. */
const LEAST = 5;
const NEWLINE = 10;

/**
 * Runs of printable characters in binary data, a line each: ASCII and UTF-8, and UTF-16 (either order)
 * whose characters are ASCII. Linear; the result is never longer than what was given and a line end a run.
 */
export function printableRuns(bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(bytes.length + 1);
  let filled = 0;
  let at = 0;
  while (at < bytes.length) {
    const narrow = narrowEnd(bytes, at);
    const wide = narrow - at < LEAST ? wideEnd(bytes, at) : at;
    if (narrow - at >= LEAST) {
      filled += copied(bytes, at, narrow, 1, out, filled);
      at = narrow;
    } else if (wide - at >= LEAST * 2) {
      filled += copied(bytes, at, wide, 2, out, filled);
      at = wide;
    } else at = Math.max(at + 1, narrow);
  }
  return new Uint8Array(out.buffer, out.byteOffset, filled);
}

function copied(bytes: Uint8Array, from: number, to: number, step: number, out: Uint8Array, filled: number): number {
  let end = filled;
  for (let at = from; at < to; at += step, end += 1) out[end] = bytes[at] as number;
  out[end] = NEWLINE;
  return end + 1 - filled;
}

function isPrintable(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);
}

function narrowEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (isPrintable(byte)) at += 1;
    else if (byte < 0xc2) break;
    else {
      const length = sequenceLength(bytes, at);
      if (length === 0) break;
      at += length;
    }
  }
  return at;
}

/** Length of the well-formed UTF-8 sequence (RFC 3629 section 4, surrogates not told apart) at `at`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const length = first >= 0xf5 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  for (let next = 1; next < length; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function wideEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length && bytes[at + 1] === 0 && isPrintable(bytes[at])) at += 2;
  return at;
}
