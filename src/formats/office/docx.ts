import type { Unfolded } from "../../model/document.ts";
import type { Extractor } from "../../model/extractor.ts";
import type { Part } from "../zip/package.ts";
import { packageKind } from "../zip/kind.ts";
import { mainMissing, type OpenXml, openXml, readFlow } from "./open-xml.ts";

/** Word documents and templates in Office Open XML (ECMA-376, transitional and strict). */
export const docx: Extractor = {
  id: "docx",
  description: "Word documents (docx, docm, dotx)",
  reads:
    "Body, tables, headers, footers, notes, comments, text boxes, tracked deletions and hidden text; fields, properties, links, custom XML and alternative texts as metadata. Pictures and embedded files are opened as what they are.",
  extensions: [".docx", ".docm", ".dotx", ".dotm"],
  accepts: (sniffed) => packageKind(sniffed) === "word",
  extract: (document, context) => openXml(document, context, readWord),
};

/** Parts that a reader sees behind the body, in this order. */
const BEHIND = /^word\/(?:header|footer|footnotes|endnotes|comments|glossary\/document)[^/]*\.xml$/i;

function* readWord(open: OpenXml): Generator<Unfolded> {
  if (mainParts(open).every((part) => part === undefined)) yield mainMissing();
  for (const part of mainParts(open)) {
    if (part !== undefined && !open.done.has(part)) yield* readFlow(open, part, { steps: [], section: 0 });
  }
  for (const part of open.pack.parts) if (BEHIND.test(part.name) && !open.done.has(part)) yield* readFlow(open, part);
}

function mainParts(open: OpenXml): (Part | undefined)[] {
  const stated = (open.relationships.get("") ?? []).filter(({ type }) => type === "officeDocument");
  return [...stated.map(({ target }) => open.part(target)), open.part("word/document.xml")];
}
