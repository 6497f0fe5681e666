import { pieces } from "../bytes/memory.ts";
import type { Document, TextPart } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import { toUtf8 } from "../text/charset.ts";
import { htmlToUtf8 } from "../text/html-bytes.ts";
import { gap, roleIn } from "./gap.ts";
import { hinted, textHead } from "./sniff.ts";
import { asIterable, partsWithTables } from "./tables.ts";
import { headOf, plainText, statedEncoding } from "./text.ts";

const OPENS =
  /^\s{0,200}(?:<\?xml[^>]{0,300}>\s{0,200})?(?:<!--[^>]{0,1000}>\s{0,200}){0,5}<(?:!doctype\s{1,20}html|html|head|body|table|div|center)[\s>]/i;
const TAG = /<(?:html|head|body|table|div|span|p|br|a|meta|img|h[1-6]|ul|font|b)[\s/>]/i;

/** A saved page, an HTML export, or a table that a program called `.xls`. */
export const html: Extractor = {
  id: "html",
  description: "HTML pages",
  reads:
    "Visible text; links, alternative texts, form values, comments and scripts as metadata. Style sheets and data: links are not read.",
  extensions: [".html", ".htm", ".xhtml"],
  accepts(sniffed) {
    const start = textHead(sniffed.head).slice(0, 4_096);
    if (OPENS.test(start) || /<html[\s>]/i.test(start.slice(0, 1_024))) return true;
    return hinted(sniffed, [".html", ".htm", ".xhtml"], ["text/html", "application/xhtml+xml"]) && TAG.test(start);
  },
  *extract(document, context) {
    if (document.bytes.size > context.budget.maxDocumentBytes) {
      yield gap("size-limit", "partly", "HTML too large to lay out: its source was scanned as text");
      yield* plainText(document, context, "text");
      return;
    }
    const { text, attributes } = htmlToUtf8(utf8Of(document));
    yield* texts(text, { role: roleIn(context), section: 0 });
    yield* texts(Buffer.from(attributes.join("\n")), { role: "metadata", section: 1 });
  },
};

/** The page as UTF-8, in pieces: as one string a page of 100 MB would take several times its size. */
function utf8Of(document: Document): Buffer {
  const head = headOf(document);
  const stream = toUtf8(pieces(document.bytes), head, statedEncoding(head));
  return Buffer.concat(Array.from(stream.pieces, (piece) => Buffer.from(piece)));
}

function* texts(text: Buffer, shape: Pick<TextPart, "role" | "section">): Generator<TextPart> {
  if (text.length === 0) return;
  yield* asIterable(partsWithTables(text, { steps: [], record: "text", ...shape }));
}
