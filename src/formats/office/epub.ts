import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import type { Part } from "../zip/package.ts";
import { packageKind } from "../zip/kind.ts";
import { lineCollector } from "./lines.ts";
import { damageGaps, mainMissing, type OpenXml, readPlain, startReading } from "./open-xml.ts";
import { plainListener } from "./plain-xml.ts";
import { partDocument, partStep, readXml } from "./read-part.ts";
import { resolved } from "./relationships.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** E-books (EPUB 2 and 3, OCF). */
export const epub: Extractor = {
  id: "epub",
  description: "E-books (epub)",
  reads: "Chapters in their order, properties, contents; pictures are opened as what they are. Protected parts are told as gaps.",
  extensions: [".epub"],
  accepts: (sniffed) => packageKind(sniffed) === "epub",
  extract: openBook,
};

/** Fonts are only scrambled, not protected (OCF section 4.4). */
const SCRAMBLED = /idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC/;
const FONTS = /\.(?:ttf|otf|woff2?|eot)$/i;

async function* openBook(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const open = await startReading(document, context);
  yield* damageGaps(open);
  const locked = yield* readProtected(open);
  if (!open.pack.parts.some(({ name }) => name.toLowerCase().endsWith(".opf"))) yield mainMissing();
  const order: string[] = [];
  for (const part of open.pack.parts) if (part.name.toLowerCase().endsWith(".opf")) yield* readPackage(open, part, order);
  const parts = new Set<Part>();
  for (const name of order) {
    const part = open.part(name);
    if (part !== undefined) parts.add(part);
  }
  for (const part of open.pack.parts) parts.add(part);
  let unread = 0;
  for (const part of parts) {
    if (open.stopped) return;
    if (open.done.has(part) || part.name === "mimetype" || FONTS.test(part.name)) continue;
    if (locked.has(part.name)) unread += 1;
    else if (/\.(?:ncx|xml)$/i.test(part.name)) yield* readPlain(open, part, false);
    else yield* partDocument(open, part);
  }
  if (unread > 0) yield gap("encrypted", "partly", `${unread} parts of the e-book are protected`);
}

/** The package document: properties as metadata, and the parts in reading order (EPUB 3.3 section 5). */
function* readPackage(open: OpenXml, part: Part, order: string[]): Generator<Unfolded> {
  const hrefs = new Map<string, string>();
  const lines = lineCollector({ steps: partStep(part), role: "metadata", section: open.section() });
  const plain = plainListener(lines, false);
  const listener: XmlListener = {
    ...plain,
    open(name, tag) {
      if (name === "item" && hrefs.size < 100_000)
        hrefs.set(attribute(tag, "id") ?? "", resolved(part.name, unescapedPath(attribute(tag, "href") ?? "")));
      else if (name === "itemref") order.push(hrefs.get(attribute(tag, "idref") ?? "") ?? "");
      else if (name === "meta") lines.addOnce(attribute(tag, "content") ?? "");
      plain.open(name, tag);
    },
  };
  yield* readXml(open, part, partStep(part), listener, [lines]);
}

function unescapedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not an escaped path: it stands for itself.
    return path;
  }
}

/** Names of the parts that are protected by more than a scrambling of fonts. */
function* readProtected(open: OpenXml): Generator<Unfolded, ReadonlySet<string>> {
  const found = new Set<string>();
  const part = open.part("META-INF/encryption.xml");
  if (part === undefined) return found;
  const lines = lineCollector({ steps: partStep(part), role: "metadata", section: open.section() });
  let scrambled = false;
  const listener: XmlListener = {
    open(name, tag) {
      if (name === "EncryptedData") scrambled = false;
      else if (name === "EncryptionMethod") scrambled ||= SCRAMBLED.test(tag);
      else if (name === "CipherReference" && !scrambled) found.add(unescapedPath(attribute(tag, "URI") ?? ""));
    },
    close() {},
    text: (text) => lines.addOnce(text),
    aside: (text) => lines.addOnce(text),
  };
  yield* readXml(open, part, partStep(part), listener, [lines]);
  return found;
}
