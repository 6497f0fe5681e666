import { pieces } from "../bytes/memory.ts";
import type { ByteSource } from "../model/bytes.ts";
import type { Unfolded } from "../model/document.ts";
import { textBlocks } from "./blocks.ts";

/** Shorter runs are noise: one byte in three is printable by chance. */
const LEAST = 6;
/** The same in data that is as even as compressed or encrypted data: no identifier is told by fewer characters there. */
const LEAST_IN_NOISE = 9;
const BLOCK = 4_096;
/** Sum of the squared counts of the 256 bytes in a block: 69 632 for even data, above 200 000 for programs and text. */
const EVEN = 78_000;
const NEWLINE = 10;

/**
 * What is printable in a document that no reader knows, a line a run, as metadata: runs of at least six
 * printable ASCII characters, and the same in UTF-16LE. Linear, in flat memory; reads `most` bytes.
 */
export function* printableText(source: ByteSource, most: number): Generator<Unfolded> {
  const options = { steps: [], role: "metadata", record: "line", section: 0 } as const;
  for (const part of textBlocks(printable(source, most), options)) if (part.bytes.length > 0) yield part;
}

const PRINTABLE = Uint8Array.from({ length: 256 }, (_, byte) => ((byte >= 0x20 && byte < 0x7f) || byte === 9 ? 1 : 0));

/** A run that is being read: its first bytes are held until it is long enough. */
interface Run {
  readonly start: Uint8Array;
  length: number;
  written: boolean;
}

/** The runs, each with a line end behind it; a piece is valid until the next one. */
export function* printable(source: ByteSource, most: number): Generator<Uint8Array> {
  // A byte adds at most one character, a run a line end and what was held of it.
  const out = new Uint8Array(BLOCK * 2 + LEAST_IN_NOISE * 2);
  const narrow: Run = { start: new Uint8Array(LEAST_IN_NOISE), length: 0, written: false };
  const wide: Run = { start: new Uint8Array(LEAST_IN_NOISE), length: 0, written: false };
  let half = -1;
  let left = most;
  for (const block of pieces(source, BLOCK)) {
    const end = Math.min(block.length, left);
    const least = isEven(block) ? LEAST_IN_NOISE : LEAST;
    let filled = 0;
    for (let at = 0; at < end; at += 1) {
      const byte = block[at] as number;
      if (PRINTABLE[byte] === 1) {
        filled = add(narrow, byte, least, out, filled);
        // Two characters side by side: what was wide before ends here.
        if (half >= 0 && wide.length > 0) filled = close(wide, out, filled);
        half = byte;
      } else {
        if (narrow.length > 0) filled = close(narrow, out, filled);
        if (half >= 0 && byte === 0) filled = add(wide, half, least, out, filled);
        else if (wide.length > 0) filled = close(wide, out, filled);
        half = -1;
      }
    }
    left -= end;
    if (filled > 0) yield out.subarray(0, filled);
    if (left <= 0) break;
  }
  const filled = close(wide, out, close(narrow, out, 0));
  if (filled > 0) yield out.subarray(0, filled);
}

/** Adds a character; says how far `out` is filled then. */
function add(run: Run, byte: number, least: number, out: Uint8Array, filled: number): number {
  run.length += 1;
  if (run.written) {
    out[filled] = byte;
    return filled + 1;
  }
  run.start[run.length - 1] = byte;
  if (run.length < least) return filled;
  run.written = true;
  out.set(run.start.subarray(0, run.length), filled);
  return filled + run.length;
}

function close(run: Run, out: Uint8Array, filled: number): number {
  const { written } = run;
  run.length = 0;
  run.written = false;
  if (!written) return filled;
  out[filled] = NEWLINE;
  return filled + 1;
}

function isEven(block: Uint8Array): boolean {
  if (block.length < BLOCK) return false;
  const counts = new Uint16Array(256);
  for (let at = 0; at < BLOCK; at += 1) counts[block[at] as number] = (counts[block[at] as number] as number) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) sum += (counts[byte] as number) ** 2;
  return sum < EVEN;
}
