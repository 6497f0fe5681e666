import type { TextPart } from "../model/document.ts";
import { BLOCK_BYTES, textBlocks, type BlockOptions } from "./blocks.ts";

const PIECE_BYTES = 262_144;

/** Shows a text; one that is no longer than a block as it lies, without a copy. */
export function textParts(bytes: Uint8Array, options: BlockOptions): TextPart | Iterable<TextPart> {
  return bytes.length > BLOCK_BYTES ? textBlocks(piecesOf(bytes), options) : wholeText(bytes, options);
}

const FIRST_PLACE: TextPart["origin"] = { line: 1, column: 1 };

/** A text of at most BLOCK_BYTES as one part. */
export function wholeText(given: Uint8Array, options: BlockOptions): TextPart {
  const { steps, role, record, section, label, alternative, line = 1 } = options;
  // `slice()` of a Buffer is no copy.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.length);
  const core = { start: 0, end: given.length };
  const origin = line === 1 ? FIRST_PLACE : { line, column: 1 };
  // Written out: every text of every message is made here.
  if (alternative === undefined) {
    return label === undefined
      ? { kind: "text", steps, role, record, section, bytes, core, origin }
      : { kind: "text", steps, role, label, record, section, bytes, core, origin };
  }
  const part: TextPart = { kind: "text", steps, role, record, section, alternative, bytes, core, origin };
  return label === undefined ? part : { ...part, label };
}

/** In small pieces: each block is then cut from what is left of one of them, and not from the whole text again. */
function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
