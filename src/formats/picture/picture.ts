import { readAll } from "../../bytes/memory.ts";
import { signatureOf } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { asIterable } from "../tables.ts";
import { textParts } from "../text-parts.ts";
import { bitmapToPixmap } from "./bitmap.ts";
import { pictureFacts, type PictureFacts } from "./facts.ts";
import { readPicture } from "./words.ts";

/** Of a larger picture so much is looked at for texts beside its pixels. */
const HEAD_BYTES = 16 * 1024 ** 2;
/** Tesseract keeps a page in several copies; more pixels than this are a bomb, or a map. */
const MOST_PIXELS = 150_000_000;
/** Less than this (an icon, a rule, a tracking pixel) holds no words. */
const LEAST_PIXELS = 32;
/** What Tesseract's picture library decodes. */
const DECODED = new Set(["jpeg", "png", "gif", "tiff", "webp", "bmp"]);

/** Pictures: the texts beside their pixels always, the words in them when pictures are to be read. SVG is text and read as such. */
export const picture: Extractor = {
  id: "picture",
  description: "Pictures and scans",
  reads:
    "Exif, XMP and IPTC texts and comments. With `--ocr` the words in JPEG, PNG, TIFF, GIF (first frame), WebP and BMP, every page, turned as needed; without it, and of other pictures, the pixels are told as a gap, once for a message.",
  extensions: [".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".ico"],
  accepts: (sniffed) => signatureOf(sniffed.head)?.group === "picture",
  extract(document, context) {
    const { bytes } = document;
    const whole = bytes.size <= context.budget.maxDocumentBytes;
    const read = whole && context.pictures !== undefined ? readAll(bytes) : bytes.read(0, Math.min(HEAD_BYTES, bytes.size));
    const facts = pictureFacts(read);
    const unread = whyUnread(document, facts, context);
    if (unread !== undefined) return [...metadata(facts), unread];
    return words(new Uint8Array(read), facts, context);
  },
};

function* metadata({ texts, cut }: PictureFacts): Generator<Unfolded> {
  const bytes = Buffer.from(texts.join("\n"));
  if (texts.length > 0) yield* asIterable(textParts(bytes, { steps: [], role: "metadata", record: "text", section: 1 }));
  if (cut) yield gap("malformed", "partly", "what the picture says beside its pixels has no end: not all of it was read");
}

function whyUnread(document: Document, { width, height }: PictureFacts, context: ExtractContext): Unfolded | undefined {
  if (context.pictures === undefined) return gap("image-not-read", "none", "a picture was not read");
  if (document.bytes.size > context.budget.maxDocumentBytes)
    return gap("size-limit", "none", "the picture is too large to be read");
  const id = signatureOf(document.bytes.read(0, 64))?.id ?? "";
  if (!DECODED.has(id)) return gap("image-not-read", "none", "pictures of this kind cannot be read");
  if (width * height > MOST_PIXELS) return gap("size-limit", "none", `the picture has more than ${MOST_PIXELS} pixels`);
  return undefined;
}

async function* words(bytes: Uint8Array, facts: PictureFacts, context: ExtractContext): AsyncGenerator<Unfolded> {
  yield* metadata(facts);
  const { width, height, orientation, pages } = facts;
  if (width > 0 && height > 0 && Math.min(width, height) < LEAST_PIXELS) return;
  if (pages.length < 2) {
    yield* readPicture(portable(bytes), orientation, [], context);
    return;
  }
  for (const [index, offset] of pages.entries()) {
    const limit = context.budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", `only ${index} pages of the picture were read`);
      return;
    }
    const steps: readonly Step[] = [{ kind: "page", page: index + 1 }];
    yield* readPicture(fromPage(bytes, offset), orientation, steps, context);
  }
}

/** A TIFF whose first page is the one at `offset`: its header says where to begin (TIFF 6.0 section 2). */
function fromPage(bytes: Uint8Array, offset: number): Uint8Array {
  const page = bytes.slice();
  new DataView(page.buffer).setUint32(4, offset, page[0] === 0x49);
  return page;
}

function portable(bytes: Uint8Array): Uint8Array {
  return signatureOf(bytes)?.id === "bmp" ? (bitmapToPixmap(bytes) ?? bytes) : bytes;
}
