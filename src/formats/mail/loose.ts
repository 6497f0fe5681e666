import type { ByteSource } from "../../model/bytes.ts";
import type { TextPart } from "../../model/document.ts";
import { heldSlice } from "./held.ts";
import { rawText } from "./raw.ts";
import type { Range, Structure } from "./types.ts";

/** A stretch of this many bytes may be nothing but what every program writes there. */
const NOTICE_BYTES = 512;
const NOTICE = /^\s*this (?:is a|message is in|is an? |message contains)[^@\d]{0,400}\.?\s*$/i;

/** Text that stands outside every part: no reader shows it, and it may hold anything. */
export function* looseTexts(source: ByteSource, { loose }: Pick<Structure, "loose">): Generator<TextPart> {
  for (const range of loose) {
    if (!isUsual(source, range))
      yield* rawText(heldSlice(source, range.start, range.end), { steps: [], role: "body", section: 0 });
  }
}

/** Empty, or the notice for readers without MIME. */
function isUsual(source: ByteSource, { start, end }: Range): boolean {
  if (end - start > NOTICE_BYTES) return false;
  const bytes = source.read(start, end - start);
  let at = 0;
  while (at < bytes.length && isLineEnd(bytes[at] as number)) at += 1;
  if (at === bytes.length) return true;
  const text = Buffer.from(bytes).toString("latin1");
  return text.trim() === "" || NOTICE.test(text);
}

function isLineEnd(byte: number): boolean {
  return byte === 10 || byte === 13;
}
