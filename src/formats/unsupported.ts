import { ascii, signatureOf, type Signature } from "../bytes/signatures.ts";
import type { ByteSource } from "../model/bytes.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import { gap } from "./gap.ts";
import { extensionOf } from "./sniff.ts";
import { printableText } from "./strings.ts";
import { headOf } from "./text.ts";

/** Beyond this much a file of no known kind is not searched. */
const PRINTABLE_BYTES = 256 * 1024 ** 2;
/** Where the footer of a disc image stands (VHD specification, "Hard Disk Footer Format"; "koly" of dmg). */
const FOOTER_BYTES = 512;
const NOT_READ = "not read by this version";
/** What is said of whole groups. */
const UNREAD: Readonly<Partial<Record<Signature["group"], string>>> = {
  media: "not transcribed",
  program: "a program or its data, not read",
  disc: "the files in it were not read",
};
/** Documents and databases whose text is neither compressed nor encrypted. */
const SEARCHED = new Set(["ole", "onenote", "access", "dwg", "ese", "nsf", "dbx", "sqlite", "lotus", "macos"]);
/** Formats that other readers know, by our names and those of the library: what comes here is damaged. */
const READ_ELSEWHERE = new Set(
  "7z ar avro bz2 bzip2 cab compress cpio deb gz lz lz4 lzh lzip pdf pst rar rtf tar tnef xz Z zip zst zstd".split(" "),
);
const SOUND = new Set([
  "aac",
  "aif",
  "amr",
  "ape",
  "flac",
  "m4a",
  "mid",
  "mp1",
  "mp2",
  "mp3",
  "oga",
  "ogg",
  "opus",
  "voc",
  "wav",
  "wv",
]);
const FILM = new Set(["3g2", "3gp", "asf", "avi", "flv", "m4v", "mj2", "mkv", "mov", "mp4", "mpg", "mts", "ogv", "webm", "wmv"]);
const VOLUMES = new Set([".hc", ".tc"]);
/** Names that are usual for formats without a signature. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  [".qbw", "QuickBooks company file"],
  [".qbb", "QuickBooks backup"],
  [".qbm", "QuickBooks portable file"],
  [".mdf", "SQL Server database"],
  [".ldf", "SQL Server log"],
  [".ibd", "MySQL table"],
  [".myd", "MySQL table"],
  [".fmp12", "FileMaker database"],
  [".img", "disc image"],
  [".dd", "disc image"],
]);

/** What no other reader knows: always last, so that nothing is passed over in silence. */
export const unsupported: Extractor = {
  id: "unsupported",
  description: "Everything else",
  reads: "The type is named in a gap. Of documents and databases that no reader knows, what is printable.",
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
  } else if (signature !== undefined) {
    if (READ_ELSEWHERE.has(signature.id)) yield* damaged(source, signature.name);
    else if (SEARCHED.has(signature.id)) yield* searched(source, signature.name);
    else yield gap("unsupported", "none", `${kindOfFile(signature, head)}: ${UNREAD[signature.group] ?? NOT_READ}`);
  } else yield* unknown(document, head);
}

/** What has no signature at its start. */
async function* unknown(document: Document, head: Uint8Array): AsyncGenerator<Unfolded> {
  const source = document.bytes;
  const footer = ascii(source.read(Math.max(0, source.size - FOOTER_BYTES), 8).slice(), 0, 8);
  if (footer === "conectix" || footer.startsWith("koly")) {
    yield gap("unsupported", "none", `disc image (${footer === "conectix" ? "vhd" : "dmg"}): ${UNREAD["disc"] ?? NOT_READ}`);
    return;
  }
  const ending = extensionOf(document.name);
  if (/\.(?:7z|zip|rar|tar|t?gz|bz2|xz)\.[0-9]{3}$/i.test(document.name) || /^\.z[0-9]{2,3}$/.test(ending)) {
    yield gap("unsupported", "none", "a later part of a split archive: not read without the parts before");
    return;
  }
  const known = await otherName(head);
  if (known !== undefined && READ_ELSEWHERE.has(known)) yield* damaged(source, `${known} file`);
  else if (known !== undefined) yield gap("unsupported", "none", libraryDetail(known));
  else if (VOLUMES.has(ending)) yield gap("encrypted", "none", "by its name an encrypted volume: not opened");
  else yield* searched(source, BY_NAME.get(ending) ?? "binary data");
}

/** What begins as something that is read, and goes on as nothing that its reader knows. */
function* damaged(source: ByteSource, name: string): Generator<Unfolded> {
  let found = false;
  for (const part of printableText(source, PRINTABLE_BYTES)) {
    found = true;
    yield part;
  }
  const how = found ? ": only what is printable in it was read" : "";
  yield gap(
    "malformed",
    found ? "partly" : "none",
    `begins as ${name.replace(/ file$/, "")} data, but cannot be read as such${how}`,
  );
}

function libraryDetail(ending: string): string {
  if (SOUND.has(ending)) return `audio: ${UNREAD["media"] ?? NOT_READ}`;
  if (FILM.has(ending)) return `video or audio: ${UNREAD["media"] ?? NOT_READ}`;
  return `${ending} file: ${NOT_READ}`;
}

/** Shows what is printable, for documents whose text stands in them more or less as it is. */
function* searched(source: ByteSource, name: string): Generator<Unfolded> {
  let found = false;
  for (const part of printableText(source, PRINTABLE_BYTES)) {
    found = true;
    yield part;
  }
  const how = found ? "only what is printable in it was read" : NOT_READ;
  yield gap("unsupported", found ? "partly" : "none", `${name}: ${how}`);
}

function kindOfFile({ id, name: stated }: Signature, head: Uint8Array): string {
  // ELF section "ELF Header": e_type 4 is a core file, in either order of bytes.
  return id === "elf" && (head[16] === 4 || head[17] === 4) ? "memory dump" : stated;
}

/** A usual file ending from the library of signatures, loaded only when our own list does not know. */
async function otherName(head: Uint8Array): Promise<string | undefined> {
  try {
    const { fileTypeFromBuffer } = await import("file-type");
    const type = await fileTypeFromBuffer(head.subarray(0, 4_100));
    // Its endings are a closed list of short words, none of the evidence.
    return type?.ext;
  } catch {
    // A cut or hostile head: the type stays unknown.
    return undefined;
  }
}
