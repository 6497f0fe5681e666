import type { TextPart, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap, roleIn } from "../gap.ts";
import { asIterable } from "../tables.ts";
import { textParts } from "../text-parts.ts";

/** A guess of less than this confidence (0 to 100) is told as a gap as well: the picture is no page, or not to be made out. */
const UNSURE = 30;

/**
 * The words in a picture as a text that a machine read; nothing for a picture without words. A picture
 * that cannot be decoded, or made out, is a gap `image-not-read`. Lines are counted from `line` on; gives back how many
 * there were. Not to be called without `context.pictures`.
 */
export async function* readPicture(
  picture: Uint8Array,
  orientation: number,
  steps: readonly Step[],
  context: ExtractContext,
  line = 1,
): AsyncGenerator<Unfolded, number> {
  const read = await context.pictures?.read(picture, orientation);
  if (read === undefined) {
    yield gap("image-not-read", "none", "a picture cannot be decoded", steps);
    return 0;
  }
  const { text, repaired, confidence } = read;
  if (text.trim() === "") return 0;
  const bytes = Buffer.from(text);
  const ranges = repaired.map(({ start, end }) => ({
    start: Buffer.byteLength(text.slice(0, start)),
    end: Buffer.byteLength(text.slice(0, end)),
  }));
  const shape = { steps, role: roleIn(context), record: "text", section: 0, line } as const;
  for (const part of asIterable(textParts(bytes, shape))) yield { ...part, read: { repaired: ranges } } satisfies TextPart;
  if (confidence < UNSURE) yield gap("image-not-read", "partly", "the words of a picture could hardly be made out", steps);
  return text.split("\n").length;
}
