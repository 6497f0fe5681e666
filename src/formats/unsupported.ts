import { pieces } from "../bytes/memory.ts";
import { signatureOf } from "../bytes/signatures.ts";
import type { ByteSource } from "../model/bytes.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import { gap } from "./gap.ts";
import { headOf } from "./text.ts";

/** How far the directory of a compound file is looked for. */
const SEARCHED_BYTES = 64 * 1024 ** 2;
/** The end of a PDF, where its trailer stands. */
const TRAILER_BYTES = 65_536;

const ENCRYPTED_OFFICE = "encrypted Office document";

/** Streams of compound files (MS-CFB) that tell what program wrote them. */
const OLE_STREAMS: readonly (readonly [stream: string, name: string])[] = [
  ["EncryptedPackage", ENCRYPTED_OFFICE],
  ["__properties_version1.0", "Outlook message (msg)"],
  ["WordDocument", "Word 97-2003 document (doc)"],
  ["PowerPoint Document", "PowerPoint 97-2003 presentation (ppt)"],
  ["Workbook", "Excel 97-2003 workbook (xls)"],
  ["Book", "Excel 95 workbook (xls)"],
];

/** What no other reader knows: always last, so that nothing is passed over in silence. */
export const unsupported: Extractor = {
  id: "unsupported",
  description: "Everything else",
  reads: "Nothing: the type is named in a gap.",
  extensions: [],
  accepts: () => true,
  extract: name,
};

async function* name(document: Document): AsyncGenerator<Unfolded> {
  const source = document.bytes;
  if (source.size === 0) return;
  const head = headOf(document);
  const signature = signatureOf(head);
  if (signature?.group === "encrypted") {
    yield gap("encrypted", "none", `${signature.name}: not opened`);
  } else if (signature?.id === "pdf") {
    if (isEncryptedPdf(source)) yield gap("encrypted", "none", "encrypted PDF document");
    else yield gap("unsupported", "none", "PDF document: not read by this version");
  } else if (signature?.id === "ole") {
    const kind = oleKind(source);
    if (kind === ENCRYPTED_OFFICE) yield gap("encrypted", "none", kind);
    else yield gap("unsupported", "none", `${kind ?? signature.name}: not read by this version`);
  } else {
    yield gap("unsupported", "none", `${signature?.name ?? (await otherName(head))}: not read by this version`);
  }
}

/** A trailer or cross-reference stream with /Encrypt (ISO 32000-1 section 7.6); both stand uncompressed. */
function isEncryptedPdf(source: ByteSource): boolean {
  const ends = [
    source.read(0, TRAILER_BYTES).slice(),
    source.read(Math.max(0, source.size - TRAILER_BYTES), TRAILER_BYTES).slice(),
  ];
  return ends.some((bytes) => Buffer.from(bytes).includes("/Encrypt"));
}

/** Stream names are UTF-16LE in the directory, which may lie anywhere. */
function oleKind(source: ByteSource): string | undefined {
  const wanted = OLE_STREAMS.map(([stream, name]) => ({ bytes: Buffer.from(`${stream}\0`, "utf16le"), name }));
  const found = new Set<string>();
  let tail = Buffer.alloc(0);
  let searched = 0;
  for (const piece of pieces(source, 1_048_576)) {
    const joined = Buffer.concat([tail, piece]);
    for (const { bytes, name } of wanted) if (joined.includes(bytes)) found.add(name);
    tail = Buffer.from(joined.subarray(-64));
    searched += piece.length;
    if (searched >= SEARCHED_BYTES) break;
  }
  return wanted.find(({ name }) => found.has(name))?.name;
}

/** A name from the library of signatures, loaded only when our own list does not know. */
async function otherName(head: Uint8Array): Promise<string> {
  try {
    const { fileTypeFromBuffer } = await import("file-type");
    const type = await fileTypeFromBuffer(head.subarray(0, 4_100));
    // Its endings are a closed list of short words, none of the evidence.
    return type === undefined ? "binary data" : `${type.ext} file`;
  } catch {
    // A cut or hostile head: the type stays unknown.
    return "binary data";
  }
}
