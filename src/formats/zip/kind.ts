import { signatureOf } from "../../bytes/signatures.ts";
import type { Sniffed } from "../../model/extractor.ts";

/** The document formats, and mail stores, that are zip archives. */
export type PackageKind = "word" | "excel" | "powerpoint" | "visio" | "opendocument" | "epub" | "iwork" | "outlook-mac";

const FOLDERS: readonly (readonly [folder: string, kind: PackageKind])[] = [
  ["word/", "word"],
  ["xl/", "excel"],
  ["ppt/", "powerpoint"],
  ["visio/", "visio"],
];

/** What an Outlook for Mac archive has besides messages; one of contacts alone has nothing else. */
const STORE =
  /^(?:local|accounts\/[^/]{1,320})\/(?:address book\/(?:contacts|groups)|(?:calendar|tasks|notes)\/(?:[^/]{1,255}\/){0,8}(?:calendar|tasks|notes))\.xml$/;

const LOCAL = Buffer.from("PK\u0003\u0004", "latin1");
const CENTRAL = Buffer.from("PK\u0001\u0002", "latin1");
const END = Buffer.from("PK\u0005\u0006", "latin1");
/** The end record and the longest comment behind it (APPNOTE.TXT section 4.3.16). */
const END_BYTES = 22 + 65_535;
/** How much of a directory is looked at: packages with thousands of pictures name their parts early or late. */
const DIRECTORY_BYTES = 1_048_576;

const KNOWN = new WeakMap<Sniffed, PackageKind | undefined>();

/**
 * The document format that a zip archive really is; `undefined` for an archive. Office Open XML
 * (ECMA-376 part 2 section 10), OpenDocument (part 3 section 2.2.4), EPUB (OCF section 4.3), Apple iWork.
 * Told by the names of the local headers in the head, and of the central directory.
 */
export function packageKind(sniffed: Sniffed): PackageKind | undefined {
  if (KNOWN.has(sniffed)) return KNOWN.get(sniffed);
  const kind = signatureOf(sniffed.head)?.group === "zip" ? kindOf(sniffed) : undefined;
  KNOWN.set(sniffed, kind);
  return kind;
}

function kindOf(sniffed: Sniffed): PackageKind | undefined {
  const head = Buffer.from(sniffed.head);
  const first = mimetype(head);
  if (first !== undefined) return first;
  const names = new Set<string>();
  for (let at = head.indexOf(LOCAL); at >= 0 && at + 30 <= head.length;) {
    const length = head.readUInt16LE(at + 26);
    names.add(nameAt(head, at + 30, length));
    // Behind its content: a document that is only stored in the archive shows headers of its own.
    at = head.indexOf(LOCAL, at + 30 + length + head.readUInt16LE(at + 28) + head.readUInt32LE(at + 18));
  }
  const early = kindByNames(names);
  if (early !== undefined) return early;
  for (const name of directoryNames(sniffed)) names.add(name);
  return kindByNames(names);
}

function kindByNames(names: ReadonlySet<string>): PackageKind | undefined {
  let folder: PackageKind | undefined;
  let numbers = false;
  for (const name of names) {
    if (name.includes("com.microsoft.__messages/") || STORE.test(name)) return "outlook-mac";
    if (name.startsWith("index/") && name.endsWith(".iwa")) return "iwork";
    if (name === "index.zip" || name === "index.apxl" || name === "index.apxl.gz") return "iwork";
    if (name === "index.xml" || name === "index.xml.gz") numbers = true;
    folder ??= FOLDERS.find(([start]) => name.startsWith(start))?.[1];
  }
  if (numbers && (names.has("buildversionhistory.plist") || names.has("quicklook/preview.pdf"))) return "iwork";
  if (names.has("meta-inf/container.xml") && [...names].some((name) => name.endsWith(".opf"))) return "epub";
  if (names.has("meta-inf/manifest.xml") && names.has("content.xml")) return "opendocument";
  return names.has("[content_types].xml") ? folder : undefined;
}

function nameAt(bytes: Buffer, at: number, length: number): string {
  // Producers on Windows have written backslashes, and names in one case.
  return bytes
    .toString("latin1", at, at + length)
    .replaceAll("\\", "/")
    .toLowerCase();
}

/** The first entry, which the specifications demand to be stored and to hold the media type. */
function mimetype(head: Buffer): PackageKind | undefined {
  if (!head.subarray(0, 4).equals(LOCAL) || head.length < 60 || nameAt(head, 30, head.readUInt16LE(26)) !== "mimetype")
    return undefined;
  const start = 38 + head.readUInt16LE(28);
  const type = head.toString("latin1", start, start + 64);
  if (type.startsWith("application/epub+zip")) return "epub";
  return type.startsWith("application/vnd.oasis.opendocument.") ? "opendocument" : undefined;
}

/** Names in the central directory; none when it is lost. */
function* directoryNames(sniffed: Sniffed): Generator<string> {
  const tail = Buffer.from(sniffed.peek(Math.max(0, sniffed.size - END_BYTES), END_BYTES));
  const end = tail.lastIndexOf(END);
  if (end < 0 || end + 22 > tail.length) return;
  const size = tail.readUInt32LE(end + 12);
  const endAt = Math.max(0, sniffed.size - END_BYTES) + end;
  // Counted back from its end: what stands before the archive moves the stated offset.
  const start = size === 0xffffffff ? -1 : endAt - size;
  const directory = start < 0 ? tail.subarray(0, end) : Buffer.from(sniffed.peek(start, Math.min(size, DIRECTORY_BYTES)));
  for (let at = directory.indexOf(CENTRAL); at >= 0 && at + 46 <= directory.length; at = directory.indexOf(CENTRAL, at + 4))
    yield nameAt(directory, at + 46, directory.readUInt16LE(at + 28));
}
