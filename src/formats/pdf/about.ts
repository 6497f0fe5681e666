import type { ByteSource } from "../../model/bytes.ts";
import { withoutTags } from "./annotations.ts";
import { key, narrowText, slot, slots, wideText, type Pdf } from "./document.ts";

const MOST_ENTRIES = 1_000;
const MOST_BOOKMARKS = 20_000;
const MOST_DEPTH = 32;
const PACKET_BYTES = 16 * 1024 ** 2;

/** The information dictionary (ISO 32000-1 section 14.3.3), its own entries too, and reasons of signatures: `name: value` lines. */
export function informationOf(pdf: Pdf): string {
  const { api } = pdf;
  let text = "";
  const count = Math.min(api.EPDF_GetMetaKeyCount(pdf.handle, 0), MOST_ENTRIES);
  for (let index = 0; index < count; index += 1) {
    const name = narrowText(pdf, (to, room) => api.EPDF_GetMetaKeyName(pdf.handle, index, 0, to, room));
    // Dates of the file are numbers that no person has.
    if (name === "" || name.length > 500 || name === "CreationDate" || name === "ModDate" || name === "Trapped") continue;
    const value = wideText(pdf, (to, room) => api.FPDF_GetMetaText(pdf.handle, key(pdf, name), to, room)).trim();
    if (value !== "") text += `${name}: ${value}\n`;
  }
  const signatures = Math.min(Math.max(0, api.FPDF_GetSignatureCount(pdf.handle)), MOST_ENTRIES);
  for (let index = 0; index < signatures; index += 1) {
    const signature = api.FPDF_GetSignatureObject(pdf.handle, index);
    const reason = wideText(pdf, (to, room) => api.FPDFSignatureObj_GetReason(signature, to, room)).trim();
    if (reason !== "") text += `Reason: ${reason}\n`;
  }
  return text;
}

/** Titles of bookmarks (ISO 32000-1 section 12.3.3), one a line; an outline that bites its tail ends. */
export function outlineOf(pdf: Pdf): string {
  const { api } = pdf;
  const seen = new Set<number>();
  let text = "";
  const walk = (parent: number, depth: number): void => {
    let bookmark = api.FPDFBookmark_GetFirstChild(pdf.handle, parent);
    while (bookmark !== 0 && !seen.has(bookmark) && seen.size < MOST_BOOKMARKS) {
      seen.add(bookmark);
      const here = bookmark;
      const title = wideText(pdf, (to, room) => api.FPDFBookmark_GetTitle(here, to, room)).trim();
      if (title !== "") text += `${title}\n`;
      if (depth < MOST_DEPTH) walk(bookmark, depth + 1);
      bookmark = api.FPDFBookmark_GetNextSibling(pdf.handle, bookmark);
    }
  };
  walk(0, 0);
  return text;
}

/** Packets of an XFA form (ISO 32000-1 section 12.7.8): XML; `datasets` holds what was filled in. */
export function packetsOf(pdf: Pdf): string[] {
  const { api } = pdf;
  const packets: string[] = [];
  const count = Math.min(Math.max(0, api.FPDF_GetXFAPacketCount(pdf.handle)), 100);
  for (let index = 0; index < count; index += 1) {
    const length = slot(pdf, 0);
    if (api.FPDF_GetXFAPacketContent(pdf.handle, index, 0, 0, length) === 0) continue;
    const size = Math.min(slots(pdf).getUint32(0, true), PACKET_BYTES);
    const buffer = api.malloc(Math.max(1, size));
    if (buffer === 0) continue;
    if (api.FPDF_GetXFAPacketContent(pdf.handle, index, buffer, size, length) !== 0) {
      packets.push(Buffer.from(pdf.heap().subarray(buffer, buffer + size)).toString("utf8"));
    }
    api.free(buffer);
  }
  return packets;
}

/** Properties that are about the file: numbers that no person has. */
const OF_THE_FILE =
  /(?:Date|DocumentID|InstanceID|^when|^about|^lang|^parseType|^format|^RenditionClass|^versionID|^part|^conformance)$/;

/** Text of XML with the names of its elements as labels: `<NRIC>x</NRIC>` is `NRIC: x`. */
export function labelled(xml: string): string {
  const lines: string[] = [];
  let from = 0;
  let name = "";
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", from)) {
    const text = withoutTags(xml.slice(from, at)).trim();
    if (text !== "" && !OF_THE_FILE.test(name)) lines.push(name === "" ? text : `${name}: ${text}`);
    const end = xml.indexOf(">", at);
    if (end < 0) return lines.join("\n");
    // Attributes hold names and values as well.
    const tag = xml.slice(at + 1, Math.min(end, at + 4_096));
    name = tag.startsWith("/") ? "" : (/^(?:[\w.-]{1,60}:)?([\w.-]{1,60})/.exec(tag)?.[1] ?? "");
    for (const match of tag.matchAll(/ (?:[\w.-]{1,60}:)?([\w.-]{1,60})=["']([^"'<>]{3,1000})["']/g)) {
      const value = match[2] ?? "";
      if (!tag.includes("xmlns:") && !value.includes("://") && !OF_THE_FILE.test(match[1] ?? ""))
        lines.push(`${match[1] ?? ""}: ${withoutTags(value)}`);
    }
    from = end + 1;
  }
  const rest = withoutTags(xml.slice(from)).trim();
  if (rest !== "") lines.push(rest);
  return lines.join("\n");
}

const XMP_START = "<x:xmpmeta";
const XMP_END = "</x:xmpmeta>";
const XMP_BYTES = 1024 ** 2;
const PIECE = 1024 ** 2;
const MOST_PACKETS = 64;

/**
 * XMP packets (ISO 16684-1 section 7.3) that stand in the file as they are, which is what packets are
 * for: each as its text.
 */
export function* xmpOf(source: ByteSource): Generator<string> {
  const marker = Buffer.from(XMP_START);
  const told = new Set<string>();
  for (let at = 0; at < source.size && told.size < MOST_PACKETS; at += PIECE) {
    const piece = Buffer.from(source.read(at, PIECE + marker.length));
    const starts: number[] = [];
    for (let found = piece.indexOf(marker); found >= 0 && found < PIECE; found = piece.indexOf(marker, found + 1))
      starts.push(at + found);
    for (const start of starts.slice(0, MOST_PACKETS)) {
      const bytes = Buffer.from(source.read(start, XMP_BYTES));
      const end = bytes.indexOf(XMP_END);
      if (end < 0) continue;
      const text = labelled(bytes.subarray(0, end).toString("utf8"));
      if (text === "" || told.has(text)) continue;
      told.add(text);
      yield text;
    }
  }
}
