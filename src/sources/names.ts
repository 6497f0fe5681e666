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
  if (!ESCAPED.test(name)) return Buffer.from(name, "utf8");
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < name.length; at += 1) {
    if (!isEscapedByte(name, at)) continue;
    pieces.push(Buffer.from(name.slice(from, at), "utf8"), Buffer.from([name.charCodeAt(at) & 0xff]));
    from = at + 1;
  }
  pieces.push(Buffer.from(name.slice(from), "utf8"));
  return Buffer.concat(pieces);
}

/**
 * The name for output: a byte that is not valid UTF-8 is `\xNN` (capital hexadecimal). A
 * backslash that would read as such an escape is itself `\x5C`, so that two names are never
 * shown alike.
 */
export function shownName(name: string): string {
  let shown = name.replace(/\\(?=x[0-9A-F]{2})/g, "\\x5C");
  if (!ESCAPED.test(shown)) return shown;
  let result = "";
  let from = 0;
  for (let at = 0; at < shown.length; at += 1) {
    if (!isEscapedByte(shown, at)) continue;
    result += `${shown.slice(from, at)}\\x${(shown.charCodeAt(at) & 0xff).toString(16).toUpperCase()}`;
    from = at + 1;
  }
  shown = result + shown.slice(from);
  return shown;
}

/** What Node's file functions take for a lossless path: bytes only where a string would lose some. */
export function openablePath(path: string): string | Buffer {
  return ESCAPED.test(path) ? bytesFromFileName(path) : path;
}

/**
 * A key whose plain string order is the order of paths by their segments, each compared
 * byte by byte: a folder's content comes before a sibling whose name goes on (`a/x` before `a.txt`).
 */
export function pathOrderKey(path: string): string {
  return bytesFromFileName(path).toString("latin1").replaceAll("/", "\0");
}

const ESCAPED = /[\uDC80-\uDCFF]/;

/** True for a lone U+DC80..U+DCFF; the second half of a surrogate pair is part of a character. */
function isEscapedByte(name: string, at: number): boolean {
  const unit = name.charCodeAt(at);
  if (unit < 0xdc80 || unit > 0xdcff) return false;
  const before = at > 0 ? name.charCodeAt(at - 1) : 0;
  return before < 0xd800 || before > 0xdbff;
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
