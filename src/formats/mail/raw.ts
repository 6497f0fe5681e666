import type { ByteSource } from "../../model/bytes.ts";
import type { TextPart } from "../../model/document.ts";
import { pieces } from "../../bytes/memory.ts";
import { toUtf8 } from "../../text/charset.ts";
import { textBlocks, type BlockOptions } from "../blocks.ts";

const HEAD_BYTES = 65_536;

/** Bytes as text, as they stand: for what no reader could take apart. Any size, any charset. */
export function* rawText(source: ByteSource, options: Omit<BlockOptions, "record">): Generator<TextPart> {
  if (source.size === 0) return;
  const head = source.read(0, Math.min(HEAD_BYTES, source.size)).slice();
  yield* textBlocks(toUtf8(pieces(source), head).pieces, { ...options, record: "text" });
}
