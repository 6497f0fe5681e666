import { memorySource } from "../../bytes/memory.ts";
import { ascii } from "../../bytes/signatures.ts";
import { decodeText } from "../../text/charset.ts";
import { inflate } from "../archive/inflate.ts";

/** A piece of a picture that holds text, or holds what holds text. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "xmp" | "iptc" | "resources"; readonly bytes: Uint8Array }
  /** A TIFF structure; `whole` when it is the picture itself. */
  | { readonly kind: "tiff"; readonly bytes: Uint8Array; readonly whole: boolean };

interface Read {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly Block[];
  /** There are more blocks, or longer ones, than are read. */
  readonly cut?: boolean;
}

const MOST_BLOCKS = 1_024;
const MOST_TEXT_BYTES = 1_048_576;
/** Texts of one PNG, unpacked: a thousand of a megabyte each have a kilobyte each in the file. */
const MOST_PNG_BYTES = 16 * MOST_TEXT_BYTES;
const XMP_HEAD = "http://ns.adobe.com/xap/1.0/\0";
const XMP_MORE = "http://ns.adobe.com/xmp/extension/\0";
const RESOURCES_HEAD = "Photoshop 3.0\0";

/** The segments of a JPEG (ITU-T T.81 annex B; Exif 2.32 section 4.5.4) up to its pixels. */
export function readJpeg(bytes: Uint8Array): Read {
  const blocks: Block[] = [];
  let width = 0;
  let height = 0;
  for (let at = 2; at + 4 <= bytes.length && blocks.length < MOST_BLOCKS;) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] ?? 0;
    // A marker may be filled up with 0xFF; some stand alone.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2) break;
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1) addApplication(blocks, body);
    else if (marker === 0xed && ascii(body, 0, RESOURCES_HEAD.length) === RESOURCES_HEAD) {
      blocks.push({ kind: "resources", bytes: body.subarray(RESOURCES_HEAD.length) });
    } else if (marker === 0xfe) blocks.push({ kind: "text", text: decodeText(body).text });
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && body.length >= 5) {
      height = ((body[1] ?? 0) << 8) | (body[2] ?? 0);
      width = ((body[3] ?? 0) << 8) | (body[4] ?? 0);
    }
    at += 2 + length;
  }
  return { width, height, blocks };
}

function addApplication(blocks: Block[], body: Uint8Array): void {
  if (ascii(body, 0, 6) === "Exif\0\0") blocks.push({ kind: "tiff", bytes: body.subarray(6), whole: false });
  else if (ascii(body, 0, XMP_HEAD.length) === XMP_HEAD) blocks.push({ kind: "xmp", bytes: body.subarray(XMP_HEAD.length) });
  // Behind the name stand a digest, the length of the whole and the offset of the piece.
  else if (ascii(body, 0, XMP_MORE.length) === XMP_MORE) blocks.push({ kind: "xmp", bytes: body.subarray(XMP_MORE.length + 40) });
}

/** The chunks of a PNG (ISO/IEC 15948 section 11): texts, Exif and XMP. */
export function readPng(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks: Block[] = [];
  let width = 0;
  let height = 0;
  let room = MOST_PNG_BYTES;
  let damaged = false;
  const add = (body: Uint8Array, kind: PngText): void => {
    const { block, whole } = pngText(body, kind);
    blocks.push(block);
    damaged ||= !whole;
  };
  let at = 8;
  while (at + 12 <= bytes.length && blocks.length < MOST_BLOCKS && room > 0) {
    const length = view.getUint32(at);
    const body = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + length));
    const type = ascii(bytes, at + 4, at + 8);
    const known = blocks.length;
    if (type === "IHDR" && body.length >= 8) {
      width = view.getUint32(at + 8);
      height = view.getUint32(at + 12);
    } else if (type === "tEXt") add(body, "plain");
    else if (type === "zTXt") add(body, "deflated");
    else if (type === "iTXt") add(body, "international");
    else if (type === "eXIf") blocks.push({ kind: "tiff", bytes: body, whole: false });
    const fresh = blocks[known];
    if (fresh !== undefined) room -= fresh.kind === "text" ? fresh.text.length : fresh.bytes.length;
    at += 12 + length;
  }
  return { width, height, blocks, cut: damaged || at + 12 <= bytes.length };
}

type PngText = "plain" | "deflated" | "international";

function pngText(body: Uint8Array, kind: PngText): { block: Block; whole: boolean } {
  const end = body.indexOf(0);
  const keyword = Buffer.from(body.subarray(0, Math.max(0, end))).toString("latin1");
  let value = body.subarray(end + 1);
  let packed = kind === "deflated";
  if (packed) value = value.subarray(1);
  if (kind === "international") {
    packed = value[0] === 1;
    // Flag and method, then language and translated keyword, each with a zero behind it.
    value = value.subarray(2);
    for (let skipped = 0; skipped < 2; skipped += 1) value = value.subarray(value.indexOf(0) + 1);
  }
  const { text, whole } = packed ? unpacked(value) : { text: value, whole: true };
  if (keyword === "XML:com.adobe.xmp") return { block: { kind: "xmp", bytes: text }, whole };
  return { block: { kind: "text", text: `${keyword}: ${decodeText(text).text}` }, whole };
}

/** Up to the damage or the limit: what comes before it is still evidence. */
function unpacked(bytes: Uint8Array): { text: Uint8Array; whole: boolean } {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Two bytes of zlib stand before the deflated data (RFC 1950 section 2.2).
  const stream = inflate(memorySource(bytes), 2);
  for (let next = stream.next(); ; next = stream.next()) {
    if (next.done === true) return { text: Buffer.concat(pieces), whole: next.value.end === "whole" };
    const piece = next.value.slice(0, MOST_TEXT_BYTES - length);
    pieces.push(piece);
    length += piece.length;
    if (length === MOST_TEXT_BYTES) return { text: Buffer.concat(pieces), whole: false };
  }
}

/** The chunks of a WebP (RFC 9649 section 2.5). */
export function readRiff(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks: Block[] = [];
  let width = 0;
  let height = 0;
  for (let at = 12; at + 8 <= bytes.length && blocks.length < MOST_BLOCKS;) {
    const length = view.getUint32(at + 4, true);
    const body = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + length));
    const type = ascii(bytes, at, at + 4);
    if (type === "EXIF") {
      const start = ascii(body, 0, 6) === "Exif\0\0" ? 6 : 0;
      blocks.push({ kind: "tiff", bytes: body.subarray(start), whole: false });
    } else if (type === "XMP ") blocks.push({ kind: "xmp", bytes: body });
    else if (type === "VP8X" && body.length >= 10) {
      width = 1 + ((body[4] ?? 0) | ((body[5] ?? 0) << 8) | ((body[6] ?? 0) << 16));
      height = 1 + ((body[7] ?? 0) | ((body[8] ?? 0) << 8) | ((body[9] ?? 0) << 16));
    } else if (type === "VP8 " && body.length >= 10) {
      width = ((body[6] ?? 0) | ((body[7] ?? 0) << 8)) & 0x3fff;
      height = ((body[8] ?? 0) | ((body[9] ?? 0) << 8)) & 0x3fff;
    } else if (type === "VP8L" && body.length >= 5) {
      const packed = new DataView(body.buffer, body.byteOffset, body.length).getUint32(1, true);
      width = 1 + (packed & 0x3fff);
      height = 1 + ((packed >>> 14) & 0x3fff);
    }
    at += 8 + length + (length & 1);
  }
  return { width, height, blocks };
}

/** The extensions of a GIF (GIF89a sections 24 and 26). */
export function readGif(bytes: Uint8Array): Read {
  const blocks: Block[] = [];
  const width = (bytes[6] ?? 0) | ((bytes[7] ?? 0) << 8);
  const height = (bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8);
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length && blocks.length < MOST_BLOCKS) {
    const kind = bytes[at];
    if (kind === 0x2c) {
      at = afterSubBlocks(bytes, at + 11 + colours(bytes[at + 9] ?? 0));
    } else if (kind === 0x21) {
      const label = bytes[at + 1];
      const end = afterSubBlocks(bytes, at + 2);
      if (label === 0xfe || label === 0x01) blocks.push({ kind: "text", text: decodeText(subBlocks(bytes, at + 2)).text });
      // XMP lies in it without sub-blocks; a trailer of 258 bytes leads a reader of sub-blocks to its end.
      else if (label === 0xff && ascii(bytes, at + 3, at + 14) === "XMP DataXMP") {
        blocks.push({ kind: "xmp", bytes: bytes.subarray(at + 14, end) });
      }
      at = end;
    } else break;
  }
  return { width, height, blocks };
}

function colours(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

function subBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const found: Uint8Array[] = [];
  for (let at = start; at < bytes.length && bytes[at] !== 0; at += 1 + (bytes[at] ?? 0)) {
    found.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  return Buffer.concat(found);
}
