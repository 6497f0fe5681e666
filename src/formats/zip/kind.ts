import type { ByteSource } from "../../model/bytes.ts";
import { localHeader, type ZipEntry } from "./entry.ts";

const FOLDERS: readonly (readonly [folder: string, name: string])[] = [
  ["word/", "Word document (docx)"],
  ["xl/", "Excel workbook (xlsx)"],
  ["ppt/", "PowerPoint presentation (pptx)"],
  ["visio/", "Visio drawing (vsdx)"],
];

/**
 * The document format that a zip archive really is, for people; `undefined` for an archive. Office Open
 * XML (ECMA-376 part 2), OpenDocument (part 3 section 2.2.4), EPUB (OCF section 4.3), Apple iWork.
 */
export function packageKind(source: ByteSource, entries: readonly ZipEntry[]): string | undefined {
  let open = false;
  let folder: string | undefined;
  for (const entry of entries) {
    const name = Buffer.from(entry.rawName).toString("latin1");
    if (name === "[Content_Types].xml") open = true;
    else if (name === "mimetype") {
      const kind = mimetype(content(source, entry));
      if (kind !== undefined) return kind;
    } else if (name === "Index/Document.iwa" || name === "Index.zip") return "Apple iWork document (pages, numbers, key)";
    folder ??= FOLDERS.find(([start]) => name.startsWith(start))?.[1];
  }
  return open ? folder : undefined;
}

function mimetype(text: string): string | undefined {
  if (text.startsWith("application/epub+zip")) return "e-book (epub)";
  if (!text.startsWith("application/vnd.oasis.opendocument.")) return undefined;
  const kind = text.slice("application/vnd.oasis.opendocument.".length);
  if (kind.startsWith("text")) return "OpenDocument text (odt)";
  if (kind.startsWith("spreadsheet")) return "OpenDocument spreadsheet (ods)";
  if (kind.startsWith("presentation")) return "OpenDocument presentation (odp)";
  return "OpenDocument file";
}

/** The first bytes of a stored entry: the specifications demand that `mimetype` is stored. */
function content(source: ByteSource, entry: ZipEntry): string {
  if (entry.method !== 0) return "";
  const header = localHeader(source, entry.offset);
  if (header === undefined) return "";
  return Buffer.from(source.read(header.dataStart, Math.min(entry.size ?? 0, 128))).toString("latin1");
}
