/**
 * File names are bytes on most systems, and evidence holds names that are not valid UTF-8
 * (old code pages, damaged media). A lossless name is a string in which each byte 0xNN
 * that is not part of valid UTF-8 is the lone surrogate U+DCNN (as Python's
 * `surrogateescape`, PEP 383): it can be opened, compared and shown.
 */

/** The lossless name of the bytes that the file system gave. */
export function fileNameFromBytes(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  // A replacement character is either damage or really stands in the name: only then is each byte looked at.
  return text.includes("\uFFFD") ? decodeBytewise(bytes) : text;
}

/** The bytes of a lossless name: the inverse of `fileNameFromBytes`. */
export function bytesFromFileName(name: string): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { 0: escaped, index } of name.matchAll(ESCAPED_BYTES)) {
    pieces.push(Buffer.from(name.slice(from, index), "utf8"), Buffer.from([byteOf(escaped)]));
    from = index + 1;
  }
  const rest = Buffer.from(name.slice(from), "utf8");
  return pieces.length === 0 ? rest : Buffer.concat([...pieces, rest]);
}

/**
 * The name for output: a byte that is not valid UTF-8 is `\xNN` (capital hexadecimal). A
 * backslash that would read as such an escape is itself `\x5C`, so that two names are never
 * shown alike.
 */
export function shownName(name: string): string {
  if (USUAL.test(name)) return name;
  return name
    .replace(/\\(?=x[0-9A-F]{2})/g, "\\x5C")
    .replace(ESCAPED_BYTES, (escaped) => `\\x${byteOf(escaped).toString(16).toUpperCase()}`);
}

/** What Node's file functions take for a lossless path: bytes only where a string would lose some. */
export function openablePath(path: string): string | Buffer {
  return USUAL.test(path) || path.search(ESCAPED_BYTES) < 0 ? path : bytesFromFileName(path);
}

/**
 * A key whose plain string order is the order of paths by their segments, each compared
 * byte by byte: a folder's content comes before a sibling whose name goes on (`a/x` before `a.txt`).
 */
export function pathOrderKey(path: string): string {
  if (USUAL.test(path)) return path.replaceAll("/", "\0");
  return bytesFromFileName(path).toString("latin1").replaceAll("/", "\0");
}

/** Printable ASCII without the backslash: such a name is its bytes, and is shown as it is. */
const USUAL = /^[ -[\]-~]*$/;

/** Lone U+DC80..U+DCFF: with the flag `u`, the second half of a surrogate pair is no match. */
const ESCAPED_BYTES = /[\uDC80-\uDCFF]/gu;

function byteOf(escaped: string): number {
  return escaped.charCodeAt(0) & 0xff;
}

function decodeBytewise(bytes: Buffer): string {
  let name = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    name += length === 0 ? String.fromCharCode(0xdc00 | (bytes[at] ?? 0)) : bytes.toString("utf8", at, at + length);
    at += Math.max(1, length);
  }
  return name;
}

/** Bytes of the valid UTF-8 sequence at `at`, 0 when there is none (RFC 3629 section 4: no overlong forms, no surrogates). */
function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
