import { pieces } from "../../bytes/memory.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import { toUtf8 } from "../../text/charset.ts";
import { charsetOfCodepage } from "../../text/codepage.ts";
import { textBlocks } from "../blocks.ts";
import { gap } from "../gap.ts";
import { htmlBody, plainBody } from "../mail/body.ts";
import { partHeader } from "../mail/part.ts";
import { MAX_TEXT_BYTES } from "../mail/plan.ts";
import type { TextPlace } from "../mail/sections.ts";
import { utf8Text } from "../mail/text-bytes.ts";
import { each, type Told } from "../mail/told.ts";
import { bytesOf, numberOf, valueOf } from "./bag.ts";
import { ID } from "./ids.ts";
import type { PropertyBag } from "./item.ts";
import { readRtf, type RtfBody } from "./rtf-body.ts";

/** A rendering of a message's text; its charset as a code page says, which may lie. */
interface Body {
  readonly source: Buffer | ByteSource;
  readonly charset: string | undefined;
}

/**
 * The text of an item as a mail reader shows it: plain and HTML as twins, as in multipart/alternative; the RTF
 * where there is no HTML of its own, as what it encapsulates ([MS-OXRTFEX]) or as text.
 */
export function* bodies(bag: PropertyBag, context: ExtractContext): Generator<Unfolded> {
  const rtf = hasContent(htmlOf(bag)) ? undefined : readRtf(bytesOf(bag, ID.rtf), context);
  if (rtf?.problem !== undefined) yield rtf.problem;
  const html = hasContent(htmlOf(bag)) ? htmlOf(bag) : bodyOf(rtf, "html");
  const text = plainOf(bag);
  const plain = hasContent(text) ? text : bodyOf(rtf, "plain");
  const rich = bodyOf(rtf, "rtf");
  // A plain text and an RTF are twins as a plain text and a page are.
  const second = html ?? (plain === rich ? undefined : rich);
  const first = plain ?? (second === rich ? undefined : rich);
  const twins = hasContent(first) && hasContent(second);
  let quoted = 1;
  if (first !== undefined) quoted = yield* one(first, "plain", twins ? "plain" : undefined, context);
  void quoted;
  if (second !== undefined) yield* one(second, second === html ? "html" : "plain", twins ? "html" : undefined, context);
  if (rtf !== undefined) yield* rtf.rest;
}

function* one(
  body: Body,
  kind: "plain" | "html",
  twin: TextPlace["alternative"],
  context: ExtractContext,
): Generator<Unfolded, number> {
  const { source, charset } = body;
  const size = Buffer.isBuffer(source) ? source.length : source.size;
  if (size > Math.min(MAX_TEXT_BYTES, context.budget.maxDocumentBytes)) {
    yield* tooLong(body);
    return 1;
  }
  const content = Buffer.isBuffer(source) ? source : Buffer.from(source.read(0, source.size));
  const type = `text/${kind}${charset === undefined ? "" : `; charset=${charset}`}`;
  const header = partHeader({ fields: [], type, disposition: undefined, transfer: undefined }, false);
  const told: Told = [];
  const place: TextPlace = twin === undefined ? { steps: [], firstQuoted: 1 } : { steps: [], firstQuoted: 1, alternative: twin };
  const text = utf8Text(content, header);
  const used = kind === "html" ? htmlBody(text, place, told) : plainBody(text, "1", place, told);
  yield* each(told);
  return used + 1;
}

/** Scanned in blocks, without telling own words from quoted ones. */
function* tooLong({ source, charset }: Body): Generator<Unfolded> {
  const all = Buffer.isBuffer(source) ? [source] : pieces(source);
  const head = Buffer.isBuffer(source) ? source.subarray(0, 65_536) : Buffer.from(source.read(0, 65_536));
  yield* textBlocks(toUtf8(all, head, charset).pieces, { steps: [], role: "body", record: "text", section: 0 });
  yield gap("size-limit", "partly", "text is too long to tell the author's own words from quoted ones; it was scanned as one");
}

function hasContent(body: Body | undefined): body is Body {
  if (body === undefined) return false;
  const { source } = body;
  return Buffer.isBuffer(source) ? source.length > 0 : source.size > 0;
}

/** PidTagHtml is bytes in the code page that PidTagInternetCodepage says ([MS-OXBBODY] 2.1.3.1); a text in newer files. */
function htmlOf(bag: PropertyBag): Body | undefined {
  const value = valueOf(bag, ID.html);
  if (value?.kind === "text") return { source: Buffer.from(value.text), charset: "utf-8" };
  if (value?.kind !== "binary") return undefined;
  const codepage = numberOf(bag, ID.internetCodepage);
  return { source: value.bytes, charset: codepage === undefined ? undefined : charsetOfCodepage(codepage) };
}

function plainOf(bag: PropertyBag): Body | undefined {
  const value = valueOf(bag, ID.body);
  if (value?.kind === "text") return { source: Buffer.from(value.text), charset: "utf-8" };
  return value?.kind === "binary" ? { source: value.bytes, charset: undefined } : undefined;
}

function bodyOf(rtf: RtfBody | undefined, kind: RtfBody["kind"]): Body | undefined {
  return rtf?.kind === kind && rtf.text.length > 0 ? { source: rtf.text, charset: "utf-8" } : undefined;
}
