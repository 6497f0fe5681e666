import type { TextPart } from "../../model/document.ts";
import { BLOCK_BYTES, textBlocks, type BlockOptions } from "../blocks.ts";

/** A text as parts; one that is no longer than a block is shown as it lies, without a copy. */
export function* textParts(bytes: Uint8Array, options: BlockOptions): Generator<TextPart> {
  if (bytes.length > BLOCK_BYTES) {
    yield* textBlocks([bytes], options);
    return;
  }
  const { line = 1, ...shape } = options;
  yield {
    kind: "text",
    ...shape,
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    core: { start: 0, end: bytes.length },
    origin: { line, column: 1 },
  };
}
