import type { TextPart } from "../model/document.ts";
import { BLOCK_BYTES, textBlocks, type BlockOptions } from "./blocks.ts";

const PIECE_BYTES = 262_144;

/** Shows a text; one that is no longer than a block as it lies, without a copy. */
export function* textParts(bytes: Uint8Array, options: BlockOptions): Generator<TextPart> {
  if (bytes.length > BLOCK_BYTES) yield* textBlocks(piecesOf(bytes), options);
  else yield wholeText(bytes, options);
}

/** A text of at most BLOCK_BYTES as one part. */
export function wholeText(bytes: Uint8Array, { line = 1, ...shape }: BlockOptions): TextPart {
  return {
    kind: "text",
    ...shape,
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    core: { start: 0, end: bytes.length },
    origin: { line, column: 1 },
  };
}

/** In small pieces: each block is then cut from what is left of one of them, and not from the whole text again. */
function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
