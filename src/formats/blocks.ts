import { countNewlines } from "../kernel/index.ts";
import type { TextPart } from "../model/document.ts";

/** Bytes of a block that are its own. */
export const BLOCK_BYTES = 1_048_576;
/** Bytes shown before and after a block, so that what lies on a border is seen whole once. */
export const BLOCK_CONTEXT = 2_048;

export type BlockOptions = Omit<TextPart, "kind" | "bytes" | "core" | "origin" | "table"> & {
  /** Line (from 1) of the first byte; columns begin at 1. */
  readonly line?: number;
};

/**
 * A text of any length (UTF-8, in pieces of any size) as parts that overlap: each byte is in
 * the core of exactly one part, and each core has BLOCK_CONTEXT bytes of context on both
 * sides as far as the text reaches. A text of up to BLOCK_BYTES is one part.
 */
export function textBlocks(pieces: Iterable<Uint8Array>, options: BlockOptions): Generator<TextPart> {
  return blocks(pieces, options, (bytes) => bytes.slice());
}

/** As `textBlocks`; the bytes of a part are overwritten when the next one is asked for. */
export function passingBlocks(pieces: Iterable<Uint8Array>, options: BlockOptions): Generator<TextPart> {
  return blocks(pieces, options, (bytes) => bytes);
}

function* blocks(
  pieces: Iterable<Uint8Array>,
  options: BlockOptions,
  kept: (bytes: Uint8Array) => Uint8Array,
): Generator<TextPart> {
  const { line = 1, ...shape } = options;
  let held = new Uint8Array(0);
  let filled = 0;
  let coreStart = 0;
  let originLine = line;
  let originColumn = 1;
  const part = (bytes: Uint8Array, start: number, end: number): TextPart => ({
    kind: "text",
    ...shape,
    bytes,
    core: { start, end },
    origin: { line: originLine, column: originColumn },
  });
  for (const piece of pieces) {
    if (filled + piece.length > held.length) held = larger(held, filled, filled + piece.length);
    held.set(piece, filled);
    filled += piece.length;
    while (filled - coreStart >= BLOCK_BYTES + BLOCK_CONTEXT) {
      const cut = cutAfterLine(held, coreStart, coreStart + BLOCK_BYTES);
      yield part(kept(held.subarray(0, characterStart(held, cut + BLOCK_CONTEXT))), coreStart, cut);
      const keepFrom = characterStart(held, Math.max(0, cut - BLOCK_CONTEXT));
      ({ line: originLine, column: originColumn } = advance(held, keepFrom, originLine, originColumn));
      held.copyWithin(0, keepFrom, filled);
      filled -= keepFrom;
      coreStart = cut - keepFrom;
    }
  }
  if (filled > coreStart || coreStart === 0) yield part(held.subarray(0, filled), coreStart, filled);
}

/** After the last line end in the second half of the block; a line longer than that is cut inside. */
function cutAfterLine(bytes: Uint8Array, start: number, limit: number): number {
  const newline = bytes.lastIndexOf(10, limit - 1);
  return newline >= start + BLOCK_BYTES / 2 ? newline + 1 : characterStart(bytes, limit);
}

/** The start of the UTF-8 character at `offset`: continuation bytes are 10xxxxxx (RFC 3629). */
function characterStart(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (at > 0 && at > offset - 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** Line and column after `length` bytes; columns are code points. */
function advance(bytes: Uint8Array, length: number, line: number, column: number): { line: number; column: number } {
  const lines = line + countNewlines(bytes, 0, length);
  const lineStart = lines === line ? -1 : bytes.lastIndexOf(10, length - 1) + 1;
  let columns = lineStart < 0 ? column : 1;
  for (let at = Math.max(0, lineStart); at < length; at += 1) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) columns += 1;
  return { line: lines, column: columns };
}

/** A text that fits into one piece is held in as many bytes as it has. */
function larger(held: Uint8Array, filled: number, size: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(filled === 0 ? size : Math.max(held.length * 2, size));
  grown.set(held.subarray(0, filled));
  return grown;
}
