import { memorySource, pieces } from "../../bytes/memory.ts";
import { signatureOf } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import { toUtf8 } from "../../text/charset.ts";
import { textBlocks } from "../blocks.ts";
import { gap, roleIn } from "../gap.ts";
import { recordParts } from "../record-parts.ts";
import { hinted, textHead } from "../sniff.ts";
import { headOf, statedEncoding, undecodable } from "../text.ts";
import { xmlReader } from "./reader.ts";

/** How much is looked at before, so that the first record of a list is told apart like the others. */
const LEARNED_BYTES = 1_048_576;
const EXTENSIONS = [
  ".xml",
  ".svg",
  ".plist",
  ".rss",
  ".atom",
  ".gpx",
  ".kml",
  ".xsd",
  ".xsl",
  ".xslt",
  ".xmp",
  ".rdf",
  ".wsdl",
  ".config",
  ".resx",
];

/** XML of any kind that no other reader knows. */
export const xml: Extractor = {
  id: "xml",
  description: "XML",
  reads:
    "Every text, attribute and comment with its path of names; repeated elements are records. What is malformed is read as far as its tags go.",
  extensions: EXTENSIONS,
  accepts: isXml,
  *extract(document, context) {
    yield* elements(document, context);
  },
};

function isXml(sniffed: Sniffed): boolean {
  const start = textHead(sniffed.head).trimStart();
  if (/^<\?xml[\s?]/.test(start)) return true;
  if (!/^<(?:!--|!DOCTYPE\s(?!html)|[A-Za-z_][\w.:-]{0,100}[\s/>])/.test(start)) return false;
  const reader = xmlReader(() => false);
  reader.write(start);
  if (reader.elements() === 0 || reader.wrong() > 0) return false;
  return (
    hinted(sniffed, EXTENSIONS, ["text/xml", "application/xml"]) ||
    reader.elements() > 1 ||
    /^<([\w.:-]{1,100})[^>]{0,500}>[^<]{0,2000}<\/\1\s{0,9}>\s{0,9}$/.test(start)
  );
}

function* elements(document: Document, context: ExtractContext): Generator<Unfolded> {
  const head = headOf(document);
  const stated = statedEncoding(head);
  const files: Document[] = [];
  let refused = 0;
  let learning = true;
  const reader = xmlReader((text, line) => {
    const bytes = fileIn(text);
    if (bytes === undefined) return false;
    if (learning) return true;
    if (context.budget.entry() !== undefined) refused += 1;
    else
      files.push({
        kind: "document",
        steps: [{ kind: "entry", name: `file of line ${line}` }],
        name: "",
        declaredType: "",
        bytes: memorySource(bytes),
      });
    return true;
  });
  for (const text of decoded(toUtf8([document.bytes.read(0, LEARNED_BYTES).slice()], head, stated).pieces)) reader.write(text);
  const parts = recordParts({ steps: [], role: roleIn(context), record: "object" }, reader.labels);
  reader.restart(parts);
  learning = false;
  const stream = toUtf8(pieces(document.bytes), head, stated);
  const source = stream.pieces[Symbol.iterator]();
  const decoder = new TextDecoder();
  for (let next = source.next(); !next.done; next = source.next()) {
    reader.write(decoder.decode(next.value, { stream: true }));
    yield* files.splice(0);
    yield* parts.take(false);
    if (!reader.stopped()) continue;
    const rest = following(next.value.slice(), source);
    yield* parts.take(true);
    yield* textBlocks(rest, { steps: [], role: roleIn(context), record: "text", section: 0, line: reader.line() });
  }
  reader.end();
  yield* files.splice(0);
  yield* parts.take(true);
  if (reader.stopped()) yield gap("depth-limit", "partly", "the XML is nested too deeply: the rest was read as plain text");
  else if (reader.wrong() + reader.unclosed() > 0)
    yield gap(
      "malformed",
      "partly",
      `the XML is not well-formed: ${reader.wrong()} characters and ${reader.unclosed()} tags are out of place`,
    );
  if (refused > 0) yield gap("count-limit", "partly", `${refused} files in the XML were not opened`);
  yield* undecodable(stream, document.bytes.size);
}

function* decoded(bytes: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder();
  for (const piece of bytes) yield decoder.decode(piece, { stream: true });
}

function* following(first: Uint8Array, source: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield first;
  for (let next = source.next(); !next.done; next = source.next()) yield next.value;
}

/** The bytes of a file that stands in the text in base64 (`xs:base64Binary`). */
function fileIn(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/\s]{64}/.test(text)) return undefined;
  const head = Buffer.from(text.slice(0, 128), "base64");
  return signatureOf(head) === undefined ? undefined : Buffer.from(text, "base64");
}
