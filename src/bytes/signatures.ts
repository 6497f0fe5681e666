/** A kind of file that is told by its first bytes. */
export interface Signature {
  /** Short stable name. */
  readonly id: string;
  /** For people: completes "a file of the type ...". */
  readonly name: string;
  readonly group: "picture" | "zip" | "gzip" | "encrypted" | "media" | "program" | "disc" | "other";
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
  ["keepass", "KeePass database", "encrypted", 0, "<03d9a29a67fb4bb5>"],
  ["keepass", "KeePass database", "encrypted", 0, "<03d9a29a65fb4bb5>"],
  ["bitlocker", "BitLocker volume", "encrypted", 3, "-FVE-FS-"],
  ["filevault", "encrypted disc image (dmg)", "encrypted", 0, "encrcdsa<00>"],
  ["age", "age encrypted file", "encrypted", 0, "age-encryption.org/v1<0a>"],
  ["axcrypt", "AxCrypt encrypted file", "encrypted", 0, "<c0b9072e4f93f146a015792ca1d9e821>"],
  ["aescrypt", "AES Crypt encrypted file", "encrypted", 0, "AES<0100>"],
  ["aescrypt", "AES Crypt encrypted file", "encrypted", 0, "AES<0200>"],
  ["aescrypt", "AES Crypt encrypted file", "encrypted", 0, "AES<0300>"],
  ["pgpdisk", "PGP encrypted disc", "encrypted", 0, "PGPdMAIN"],
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
  ["lz4", "lz4 file", "other", 0, "<02214c18>"],
  ["arj", "arj archive", "other", 0, "<60ea>"],
  ["ace", "ace archive", "other", 7, "**ACE**"],
  ["zpaq", "zpaq archive", "other", 0, "7kSt<a03183d38cb228b0d3>"],
  ["zpaq", "zpaq archive", "other", 0, "zPQ<01>"],
  ["zpaq", "zpaq archive", "other", 0, "zPQ<02>"],
  ["stuffit", "StuffIt archive", "other", 10, "rLau"],
  ["stuffit", "StuffIt archive", "other", 0, "StuffIt (c)1997-"],
  ["stuffit", "StuffIt archive", "other", 0, "StuffIt!"],
  ["xar", "xar archive", "other", 0, "xar!<001c0001>"],
  ["egg", "egg archive", "other", 0, "EGGA<0001>"],
  ["alz", "alz archive", "other", 0, "ALZ<010a0000>"],
  ["zoo", "zoo archive", "other", 20, "<dca7c4fd>"],
  ["lzo", "lzop file", "other", 0, "<894c5a4f000d0a1a0a>"],
  ["lrzip", "lrzip file", "other", 0, "LRZI<00>"],
  ["snappy", "Snappy file", "other", 0, "<ff060000>sNaPpY"],
  ["ar", "ar archive", "other", 0, "!<3c>arch<3e0a>"],
  ["rpm", "rpm package", "other", 0, "<edabeedb>"],
  ["vhd", "disc image (vhd)", "disc", 0, "conectix<00000002>"],
  ["vhdx", "disc image (vhdx)", "disc", 0, "vhdxfile"],
  ["vmdk", "disc image (vmdk)", "disc", 0, "KDMV<01000000>"],
  ["vmdk", "disc image (vmdk)", "disc", 0, "KDMV<02000000>"],
  ["vmdk", "disc image (vmdk)", "disc", 0, "KDMV<03000000>"],
  ["qcow", "disc image (qcow)", "disc", 0, "QFI<fb>"],
  ["vdi", "disc image (vdi)", "disc", 64, "<7f10dabe>"],
  ["wim", "disc image (wim)", "disc", 0, "MSWIM<000000>"],
  ["ewf", "EnCase disc image", "disc", 0, "EVF<090d0aff00>"],
  ["ewf", "EnCase evidence file", "disc", 0, "LVF<090d0aff00>"],
  ["ad1", "AccessData disc image", "disc", 0, "ADSEGMENTEDFILE<00>"],
  ["onenote", "OneNote section", "other", 0, "<e4525c7b8cd8a74daeb15378d02996d3>"],
  ["onenote", "OneNote table of contents", "other", 0, "<a12fff43d9ef764c9ee210ea5722765f>"],
  ["lotus", "Lotus 1-2-3 sheet", "other", 0, "<0000020004040600>"],
  ["lotus", "Lotus 1-2-3 sheet", "other", 0, "<0000020006040600>"],
  ["lotus", "Lotus 1-2-3 sheet", "other", 0, "<00001a000010>"],
  ["lotus", "Lotus 1-2-3 sheet", "other", 0, "<00001a000210>"],
  ["macos", "macOS metadata of a file", "other", 0, "<0005160700020000>"],
  ["macos", "macOS metadata of a folder", "other", 0, "<00000001>Bud1"],
  ["ese", "Exchange or Windows database (ESE)", "other", 4, "<efcdab89>"],
  ["parquet", "Parquet table", "other", 0, "PAR1<15>"],
  ["avro", "Avro data", "other", 0, "Obj<01>"],
  ["parquet", "encrypted Parquet table", "other", 0, "PARE"],
  ["arrow", "Arrow data", "other", 0, "ARROW1<0000>"],
  ["orc", "ORC table", "other", 0, "ORC<08>"],
  ["plist", "binary property list", "other", 0, "bplist0"],
  ["evtx", "Windows event log", "other", 0, "ElfFile<00>"],
  ["sqlite-log", "SQLite write-ahead log", "other", 0, "<377f0682>"],
  ["sqlite-log", "SQLite write-ahead log", "other", 0, "<377f0683>"],
  ["hdf5", "HDF5 data", "other", 0, "<89>HDF<0d0a1a0a>"],
  ["dump", "memory dump", "program", 0, "MDMP<93a7>"],
  ["dump", "memory dump", "program", 0, "PAGEDUMP"],
  ["dump", "memory dump", "program", 0, "PAGEDU64"],
  ["macho", "program", "program", 0, "<cffaedfe>"],
  ["macho", "program", "program", 0, "<cefaedfe>"],
  ["chm", "compiled help", "other", 0, "ITSF<03000000>"],
  ["exe", "Windows program", "program", 0, "MZ<9000>"],
  ["elf", "program", "program", 0, "<7f>ELF"],
  ["class", "Java class", "program", 0, "<cafebabe>"],
  ["wasm", "WebAssembly", "program", 0, "<00>asm<01000000>"],
  ["font", "font", "program", 0, "OTTO<00>"],
  ["font", "font", "program", 0, "<0001000000>"],
  ["font", "font", "program", 0, "wOFF"],
  ["font", "font", "program", 0, "wOF2"],
  ["mp4", "video or audio", "media", 4, "ftyp"],
  ["mkv", "video or audio", "media", 0, "<1a45dfa3>"],
  ["flv", "video", "media", 0, "FLV<01>"],
  ["ogg", "audio", "media", 0, "OggS<00>"],
  ["flac", "audio", "media", 0, "fLaC<00>"],
  ["mp3", "audio", "media", 0, "ID3<03>"],
  ["mp3", "audio", "media", 0, "ID3<04>"],
  ["mp3", "audio", "media", 0, "ID3<02>"],
  ["amr", "audio", "media", 0, "#!AMR"],
  ["midi", "audio", "media", 0, "MThd<00000006>"],
  ["asf", "video or audio", "media", 0, "<3026b2758e66cf11>"],
  ["mpeg", "video", "media", 0, "<000001ba>"],
  ["mpeg", "video", "media", 0, "<000001b3>"],
  ["mov", "video", "media", 4, "moov<0000>"],
  ["mov", "video", "media", 4, "mdat<0000>"],
  ["silk", "audio", "media", 0, "#!SILK_V3"],
  ["silk", "audio", "media", 0, "<02>#!SILK_V3"],
  ["caf", "audio", "media", 0, "caff<0001>"],
  ["aiff", "audio", "media", 8, "AIFFCOMM"],
];

interface Compiled {
  readonly signature: Signature;
  readonly offset: number;
  readonly bytes: readonly number[];
}

function compiledRules(): readonly Compiled[] {
  return RULES.map(([id, name, group, offset, pattern]) => ({
    signature: { id, name, group },
    offset,
    bytes: compile(pattern),
  }));
}
let compiled: readonly Compiled[] | undefined;

/** Headers of Windows bitmaps: sizes of the second structure, BITMAPCOREHEADER to BITMAPV5HEADER. */
const BITMAP_HEADERS = new Set([12, 40, 52, 56, 64, 108, 124]);

/** By first byte: the rules that a file can keep to, in order. Made when a file begins so: a scan of one mail has few first bytes. */
const byFirst: (readonly Compiled[] | undefined)[] = Array.from({ length: 256 });

function rulesFor(first: number): readonly Compiled[] {
  compiled ??= compiledRules();
  return (byFirst[first] ??= compiled.filter(({ offset, bytes }) => offset > 0 || bytes[0] === first));
}

/** The kind of a binary file by its first bytes; text formats have no signature here. */
export function signatureOf(head: Uint8Array): Signature | undefined {
  const [first] = head;
  if (first === undefined) return undefined;
  for (const rule of rulesFor(first)) if (keepsTo(head, rule)) return rule.signature;
  if (ascii(head, 0, 4) === "RIFF" && head.length >= 12) {
    const form = ascii(head, 8, 12);
    if (form === "WEBP") return { id: "webp", name: "WebP picture", group: "picture" };
    if (form === "WAVE" || form === "AVI ") return { id: "riff", name: "video or audio", group: "media" };
  }
  // Two letters begin many texts: the sizes in the header decide.
  if (ascii(head, 0, 2) === "BM" && BITMAP_HEADERS.has(head[14] ?? 0) && head[15] === 0 && head[6] === 0 && head[7] === 0) {
    return { id: "bmp", name: "BMP picture", group: "picture" };
  }
  // Four letters and digits begin many texts: zeros follow the version (Open Design specification, section 3.2).
  if (ascii(head, 0, 4) === "AC10" && head.length >= 16 && !head.subarray(6, 11).some((byte) => byte !== 0)) {
    return { id: "dwg", name: "AutoCAD drawing (dwg)", group: "other" };
  }
  return isOpenPgp(head) ? { id: "pgp", name: "OpenPGP encrypted file", group: "encrypted" } : undefined;
}

/** Public-key algorithms that encrypt (RFC 9580 section 9.1). */
const PGP_ALGORITHMS = new Set([1, 2, 16, 18, 25, 26]);

/**
 * Does an encrypted session key begin here (RFC 9580 sections 5.1 and 5.3)? The packet's tag and length,
 * then version, algorithms and the way the key is derived must fit together.
 */
function isOpenPgp(head: Uint8Array): boolean {
  const [tag = 0, ...rest] = head.subarray(0, 16);
  if (rest.length < 15) return false;
  const symmetric = tag === 0x8c || tag === 0xc3;
  if (!symmetric && ![0x84, 0x85, 0xc1].includes(tag)) return false;
  const wide = tag === 0x85 || (tag === 0xc1 && (rest[0] as number) >= 192 && (rest[0] as number) < 224);
  const [version = 0, one = 0, two = 0, three = 0] = rest.slice(wide ? 2 : 1);
  if (symmetric) return version === 4 && one > 0 && one <= 13 && [0, 1, 3].includes(two) && three > 0 && three <= 14;
  return version === 3 && PGP_ALGORITHMS.has(rest[wide ? 11 : 10] as number);
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
