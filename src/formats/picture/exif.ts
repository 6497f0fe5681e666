import { decodeText } from "../../text/charset.ts";

/** Names of the tags that people write in; others are shown by number (Exif 2.32 sections 4.6.4 and 4.6.5, TIFF 6.0 section 8). */
const NAMES: Readonly<Record<number, string>> = {
  0x010d: "Document name",
  0x010e: "Description",
  0x010f: "Make",
  0x0110: "Model",
  0x0131: "Software",
  0x0132: "Date",
  0x013b: "Artist",
  0x013c: "Host computer",
  0x8298: "Copyright",
  0x9003: "Date",
  0x9286: "Comment",
  0x9c9b: "Title",
  0x9c9c: "Comment",
  0x9c9d: "Author",
  0x9c9e: "Keywords",
  0x9c9f: "Subject",
  0xa430: "Owner",
};

const XMP = 0x02bc;
const IPTC = 0x83bb;
const ORIENTATION = 0x0112;
const USER_COMMENT = 0x9286;
/** Exif, GPS and interoperability directories, and those that TIFF lists as children. */
const CHILDREN = new Set([0x8769, 0x8825, 0xa005, 0x014a]);
/** Windows stores titles and comments as bytes of UTF-16LE. */
const UTF16 = new Set([0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f]);

/** Bytes of a value by its type, 1 to 12 (TIFF 6.0 section 2). */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const MOST_DIRECTORIES = 4_096;
const MOST_ENTRIES = 4_096;
const MOST_TEXT_BYTES = 1_048_576;
/** Values of one structure may lie in one another only on purpose: all together have no more bytes than this many of it. */
const TIMES_READ = 2;

/** What the directories of a TIFF structure say. */
export interface TiffFacts {
  /** `Name: value` for each text. */
  readonly lines: readonly string[];
  readonly packets: readonly { readonly kind: "xmp" | "iptc"; readonly bytes: Uint8Array }[];
  /** 1 to 8 (TIFF 6.0, tag 274); 1 when it is not stated. */
  readonly orientation: number;
  /** Offsets of the directories that are pages. */
  readonly pages: readonly number[];
  /** Pixels of the first page; 0 when it is not stated. */
  readonly width: number;
  readonly height: number;
  /** Values lie in one another, or there are more directories than are read: not all was. */
  readonly cut: boolean;
}

/** Reads the texts of a TIFF structure (a TIFF file, or the Exif block of another picture); `undefined` when it is none. */
export function readTiff(bytes: Uint8Array): TiffFacts | undefined {
  const little = bytes[0] === 0x49 && bytes[1] === 0x49;
  if (!little && !(bytes[0] === 0x4d && bytes[1] === 0x4d)) return undefined;
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint16(2, little) !== 42) return undefined;
  const lines: string[] = [];
  const packets: { kind: "xmp" | "iptc"; bytes: Uint8Array }[] = [];
  const pages: number[] = [];
  const seen = new Set<number>();
  let orientation = 1;
  let width = 0;
  let height = 0;
  let left = bytes.length * TIMES_READ;
  let cut = false;
  const waiting: { offset: number; page: boolean }[] = [{ offset: view.getUint32(4, little), page: true }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { offset, page } = next;
    // A directory that was seen is a loop.
    if (offset < 8 || offset + 2 > bytes.length || seen.has(offset)) continue;
    if (seen.size >= MOST_DIRECTORIES) {
      cut = true;
      break;
    }
    seen.add(offset);
    if (page) pages.push(offset);
    const stated = view.getUint16(offset, little);
    cut ||= stated > MOST_ENTRIES;
    const count = Math.min(MOST_ENTRIES, stated);
    for (let index = 0, at = offset + 2; index < count && at + 12 <= bytes.length; index += 1, at += 12) {
      const tag = view.getUint16(at, little);
      const type = view.getUint16(at + 2, little);
      const size = (TYPE_BYTES[type] ?? 0) * view.getUint32(at + 4, little);
      const start = size <= 4 ? at + 8 : view.getUint32(at + 8, little);
      const number = type === 3 ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little);
      if (CHILDREN.has(tag)) {
        // Several children lie in a list; one lies in the entry itself.
        for (let child = 0; child < Math.min(size / 4, 64); child += 1) {
          if (start + child * 4 + 4 <= bytes.length)
            waiting.push({ offset: view.getUint32(start + child * 4, little), page: false });
        }
        continue;
      }
      if (tag === ORIENTATION && pages.length === 1 && number >= 1 && number <= 8) orientation = number;
      if (tag === 0x0100 && width === 0) width = number;
      if (tag === 0x0101 && height === 0) height = number;
      if (tag !== XMP && tag !== IPTC && type !== 2 && tag !== USER_COMMENT && !UTF16.has(tag)) continue;
      const value = bytes.subarray(start, Math.min(bytes.length, start + Math.min(size, MOST_TEXT_BYTES)));
      left -= value.length;
      if (left < 0) {
        cut = true;
        break;
      }
      if (tag === XMP) packets.push({ kind: "xmp", bytes: value });
      else if (tag === IPTC) packets.push({ kind: "iptc", bytes: value });
      else {
        const text = textOf(tag, type, value);
        if (text.length > 2) lines.push(`${NAMES[tag] ?? `Tag ${tag}`}: ${text}`);
      }
    }
    const link = offset + 2 + count * 12;
    if (page && link + 4 <= bytes.length) waiting.push({ offset: view.getUint32(link, little), page: true });
  }
  return { lines, packets, orientation, pages, width, height, cut };
}

function textOf(tag: number, type: number, value: Uint8Array): string {
  if (UTF16.has(tag)) return clean(Buffer.from(value).toString("utf16le"));
  if (tag === USER_COMMENT) return clean(userComment(value));
  return type === 2 ? clean(decodeText(value).text) : "";
}

/** Eight bytes name the character code (Exif 2.32 section 4.6.5, UserComment). */
function userComment(value: Uint8Array): string {
  const code = Buffer.from(value.subarray(0, 8)).toString("latin1");
  const text = Buffer.from(value.subarray(8));
  if (!code.startsWith("UNICODE")) return decodeText(text).text;
  // The byte order is not stated: in the wrong one ASCII has its zero first.
  if (text[0] === 0)
    return text
      .subarray(0, text.length & ~1)
      .swap16()
      .toString("utf16le");
  return text.toString("utf16le");
}

function clean(text: string): string {
  return text.replaceAll("\0", " ").trim();
}
