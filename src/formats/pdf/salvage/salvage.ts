import type { Document, Unfolded } from "../../../model/document.ts";
import type { ExtractContext } from "../../../model/extractor.ts";
import { gap, roleIn } from "../../gap.ts";
import { asIterable } from "../../tables.ts";
import { textParts } from "../../text-parts.ts";
import { labelled } from "../about.ts";
import { contentText, type Decode } from "./content.ts";
import { fontsOf } from "./fonts.ts";
import { isPicture, rawStreams, unpacked, type RawStream } from "./streams.ts";
import { dictionaryStrings } from "./strings.ts";

/** Streams of one document. */
const MOST_STREAMS = 100_000;
const SHORT_DETAIL = "the document is damaged";

/**
 * What is left of a document that cannot be opened (cut off, its structure overwritten): the strings of
 * its content streams in the order of the file, and those of its objects. A gap says so.
 */
export function* salvaged(document: Document, context: ExtractContext): Generator<Unfolded> {
  const { bytes: source } = document;
  const size = Math.min(source.size, context.budget.maxDocumentBytes);
  const file = Buffer.from(source.read(0, size).slice());
  if (
    /\/Encrypt[\s<\d]/.test(file.subarray(Math.max(0, size - 65_536)).toString("latin1")) ||
    file.includes("/Filter/Standard") ||
    file.includes("/Filter /Standard")
  ) {
    return yield gap("encrypted", "none", "a damaged document whose content is encrypted");
  }
  const role = roleIn(context);
  let line = 1;
  let texts = 0;
  let pictures = 0;
  let stopped: "size-limit" | "ratio-limit" | "count-limit" | undefined;
  function* told(text: string): Generator<Unfolded> {
    if (text.trim() === "") return;
    texts += 1;
    const bytes = Buffer.from(text);
    yield* asIterable(textParts(bytes, { steps: [], role, record: "text", section: 0, line }));
    line += text.split("\n").length;
  }
  const held: { readonly stream: RawStream; readonly data: Buffer }[] = [];
  let produced = 0;
  let streams = 0;
  for (const stream of rawStreams(file)) {
    streams += 1;
    if (streams > MOST_STREAMS) stopped = "count-limit";
    if (stopped !== undefined) break;
    if (isPicture(stream)) {
      pictures += 1;
      continue;
    }
    const data = unpacked(stream, context.budget);
    if (typeof data === "string") {
      stopped = data;
      break;
    }
    produced += data.length;
    if (produced > context.budget.maxDocumentBytes) {
      stopped = "size-limit";
      break;
    }
    if (data.length > 0) held.push({ stream, data });
  }
  const decodes: ReadonlyMap<string, Decode> = fontsOf(file, held);
  for (const { stream, data } of held) {
    const said = stream.dictionary;
    if (/\/Type\s*\/ObjStm/.test(said)) yield* told(dictionaryStrings(data));
    else if (/\/Subtype\s*\/XML/.test(said) || data.subarray(0, 200).includes("<?xpacket"))
      yield* told(labelled(data.toString("utf8")));
    else yield* told(contentText(data, decodes));
  }
  yield* told(dictionaryStrings(file));
  const examined = texts > 0 ? "partly" : "none";
  if (stopped !== undefined) yield gap(stopped, examined, `${SHORT_DETAIL}; it was read up to a limit`);
  if (source.size > size) yield gap("size-limit", examined, `${SHORT_DETAIL}; its first ${size} bytes were read`);
  if (pictures > 0) yield gap("image-not-read", examined, `${pictures} pictures of a damaged document`);
  yield gap("malformed", examined, `${SHORT_DETAIL}: ${texts} texts were found in what is left of it`);
}
