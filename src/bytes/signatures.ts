/** A kind of file that is told by its first bytes. */
export interface Signature {
  /** Short stable name. */
  readonly id: string;
  /** For people: completes "a file of the type ...". */
  readonly name: string;
  readonly group: "picture" | "zip" | "gzip" | "encrypted" | "other";
}

/** One way to begin: bytes at an offset; letters stand for ASCII, the rest is hexadecimal in `<>`. */
type Rule = readonly [id: string, name: string, group: Signature["group"], offset: number, pattern: string];

/** Magic numbers as published by each format's specification or the IANA media type registration. */
const RULES: readonly Rule[] = [
  ["jpeg", "JPEG picture", "picture", 0, "<ffd8ff>"],
  ["png", "PNG picture", "picture", 0, "<89>PNG<0d0a1a0a>"],
  ["gif", "GIF picture", "picture", 0, "GIF87a"],
  ["gif", "GIF picture", "picture", 0, "GIF89a"],
  ["tiff", "TIFF picture", "picture", 0, "II<2a00>"],
  ["tiff", "TIFF picture", "picture", 0, "MM<002a>"],
  ["tiff", "BigTIFF picture", "picture", 0, "II<2b00>"],
  ["ico", "icon", "picture", 0, "<00000100>"],
  ["psd", "Photoshop picture", "picture", 0, "8BPS<0001>"],
  ["jp2", "JPEG 2000 picture", "picture", 0, "<0000000c>jP<20200d0a870a>"],
  ["jxl", "JPEG XL picture", "picture", 0, "<0000000c>JXL<200d0a870a>"],
  ["heic", "HEIC picture", "picture", 4, "ftypheic"],
  ["heic", "HEIC picture", "picture", 4, "ftypheix"],
  ["heic", "HEIC picture", "picture", 4, "ftypmif1"],
  ["heic", "HEIC picture", "picture", 4, "ftypmsf1"],
  ["avif", "AVIF picture", "picture", 4, "ftypavif"],
  ["emf", "Windows metafile", "picture", 40, "<20>EMF<00000100>"],
  ["wmf", "Windows metafile", "picture", 0, "<d7cdc69a>"],
  ["zip", "zip archive", "zip", 0, "PK<0304>"],
  ["zip", "zip archive", "zip", 0, "PK<0506>"],
  ["zip", "zip archive", "zip", 0, "PK<0708>"],
  ["gzip", "gzip file", "gzip", 0, "<1f8b08>"],
  ["openssl", "OpenSSL encrypted file", "encrypted", 0, "Salted__"],
  ["luks", "LUKS encrypted volume", "encrypted", 0, "LUKS<babe>"],
  ["pst", "Outlook data file (pst, ost)", "other", 0, "!BDN"],
  ["dbx", "Outlook Express mailbox (dbx)", "other", 0, "<cfad12fe>"],
  ["nsf", "Lotus Notes database (nsf)", "other", 0, "<1a000004>"],
  ["ole", "OLE compound file", "other", 0, "<d0cf11e0a1b11ae1>"],
  ["tnef", "TNEF (winmail.dat)", "other", 0, "<789f3e22>"],
  ["pdf", "PDF document", "other", 0, "%PDF-"],
  ["sqlite", "SQLite database", "other", 0, "SQLite format 3<00>"],
  ["access", "Access database", "other", 4, "Standard Jet DB<00>"],
  ["access", "Access database", "other", 4, "Standard ACE DB<00>"],
  ["7z", "7z archive", "other", 0, "7z<bcaf271c>"],
  ["rar", "rar archive", "other", 0, "Rar!<1a07>"],
  ["xz", "xz file", "other", 0, "<fd>7zXZ<00>"],
  ["bzip2", "bzip2 file", "other", 4, "<314159265359>"],
  ["zstd", "zstd file", "other", 0, "<28b52ffd>"],
  ["lz4", "lz4 file", "other", 0, "<04224d18>"],
  ["lzip", "lzip file", "other", 0, "LZIP<01>"],
  ["compress", "compress (.Z) file", "other", 0, "<1f9d>"],
  ["cab", "cabinet archive", "other", 0, "MSCF<00000000>"],
  ["arj", "arj archive", "other", 0, "<60ea>"],
  ["ar", "ar archive", "other", 0, "!<3c>arch<3e0a>"],
  ["rpm", "rpm package", "other", 0, "<edabeedb>"],
  ["iso", "disc image", "other", 32_769, "CD001"],
  ["parquet", "Parquet table", "other", 0, "PAR1<15>"],
  ["avro", "Avro data", "other", 0, "Obj<01>"],
  ["hdf5", "HDF5 data", "other", 0, "<89>HDF<0d0a1a0a>"],
  ["chm", "compiled help", "other", 0, "ITSF<03000000>"],
  ["exe", "Windows program", "other", 0, "MZ<9000>"],
  ["elf", "program", "other", 0, "<7f>ELF"],
  ["class", "Java class", "other", 0, "<cafebabe>"],
  ["wasm", "WebAssembly", "other", 0, "<00>asm<01000000>"],
  ["font", "font", "other", 0, "OTTO<00>"],
  ["font", "font", "other", 0, "<0001000000>"],
  ["font", "font", "other", 0, "wOFF"],
  ["font", "font", "other", 0, "wOF2"],
  ["mp4", "video or audio", "other", 4, "ftyp"],
  ["mkv", "video or audio", "other", 0, "<1a45dfa3>"],
  ["flv", "video", "other", 0, "FLV<01>"],
  ["ogg", "audio", "other", 0, "OggS<00>"],
  ["flac", "audio", "other", 0, "fLaC<00>"],
  ["mp3", "audio", "other", 0, "ID3<03>"],
  ["mp3", "audio", "other", 0, "ID3<04>"],
  ["mp3", "audio", "other", 0, "ID3<02>"],
  ["amr", "audio", "other", 0, "#!AMR"],
  ["midi", "audio", "other", 0, "MThd<00000006>"],
];

interface Compiled {
  readonly signature: Signature;
  readonly offset: number;
  readonly bytes: readonly number[];
}

const COMPILED: readonly Compiled[] = RULES.map(([id, name, group, offset, pattern]) => ({
  signature: { id, name, group },
  offset,
  bytes: compile(pattern),
}));

/** Headers of Windows bitmaps: sizes of the second structure, BITMAPCOREHEADER to BITMAPV5HEADER. */
const BITMAP_HEADERS = new Set([12, 40, 52, 56, 64, 108, 124]);

/** By first byte: the rules that a file can keep to, in order. */
const BY_FIRST = Array.from({ length: 256 }, (_, first) =>
  COMPILED.filter(({ offset, bytes }) => offset > 0 || bytes[0] === first),
);

/** The kind of a binary file by its first bytes; text formats have no signature here. */
export function signatureOf(head: Uint8Array): Signature | undefined {
  const [first] = head;
  if (first === undefined) return undefined;
  for (const rule of BY_FIRST[first] as readonly Compiled[]) if (keepsTo(head, rule)) return rule.signature;
  if (ascii(head, 0, 4) === "RIFF" && head.length >= 12) {
    const form = ascii(head, 8, 12);
    if (form === "WEBP") return { id: "webp", name: "WebP picture", group: "picture" };
    if (form === "WAVE" || form === "AVI ") return { id: "riff", name: "video or audio", group: "other" };
  }
  // Two letters begin many texts: the sizes in the header decide.
  if (ascii(head, 0, 2) === "BM" && BITMAP_HEADERS.has(head[14] ?? 0) && head[15] === 0 && head[6] === 0 && head[7] === 0) {
    return { id: "bmp", name: "BMP picture", group: "picture" };
  }
  return undefined;
}

function keepsTo(head: Uint8Array, { offset, bytes }: Compiled): boolean {
  for (let index = 0; index < bytes.length; index += 1) if (head[offset + index] !== bytes[index]) return false;
  return true;
}

/** Bytes `[from, to)` as ASCII, shorter at the end. */
export function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < Math.min(to, bytes.length); at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

function compile(pattern: string): readonly number[] {
  const bytes: number[] = [];
  for (const [, hex, letters = ""] of pattern.matchAll(/<([0-9a-f]{2,64})>|([^<]{1,64})/g)) {
    if (hex === undefined) for (let at = 0; at < letters.length; at += 1) bytes.push(letters.charCodeAt(at));
    else for (let at = 0; at < hex.length; at += 2) bytes.push(Number.parseInt(hex.slice(at, at + 2), 16));
  }
  return bytes;
}
