import { signatureOf } from "../../bytes/signatures.ts";
import { decodeText } from "../../text/charset.ts";
import { readTiff } from "./exif.ts";
import { iptcInResources, readIptc } from "./iptc.ts";
import { readJpeg, readPng, readRiff, readGif, type Block } from "./blocks.ts";

/** What a picture says besides its pixels. */
export interface PictureFacts {
  /** Texts that programs or people wrote into it. */
  readonly texts: readonly string[];
  /** How it is to be turned, 1 to 8 (Exif 2.32, tag 0x0112). */
  readonly orientation: number;
  /** In pixels; 0 when it is not known. */
  readonly width: number;
  readonly height: number;
  /** Offsets of the directories of the pages of a TIFF; empty for other pictures. */
  readonly pages: readonly number[];
  /** Not all that stands around the pixels was read: it is absurd. */
  readonly cut: boolean;
}

/** Reads what stands around the pixels: Exif, XMP, IPTC, comments, sizes. `bytes` may be cut off. */
export function pictureFacts(bytes: Uint8Array): PictureFacts {
  const texts: string[] = [];
  let orientation = 1;
  let pages: readonly number[] = [];
  const { width, height, blocks, cut: more = false } = blocksOf(bytes);
  let cut = more;
  let size = { width, height };
  for (const block of blocks) {
    switch (block.kind) {
      case "text":
        texts.push(block.text);
        break;
      case "xmp":
        texts.push(xmpText(block.bytes));
        break;
      case "iptc":
        texts.push(...readIptc(block.bytes));
        break;
      case "resources": {
        const iptc = iptcInResources(block.bytes);
        if (iptc !== undefined) texts.push(...readIptc(iptc));
        break;
      }
      case "tiff": {
        const tiff = readTiff(block.bytes);
        if (tiff === undefined) break;
        texts.push(...tiff.lines);
        for (const packet of tiff.packets) {
          texts.push(...(packet.kind === "xmp" ? [xmpText(packet.bytes)] : readIptc(packet.bytes)));
        }
        ({ orientation } = tiff);
        cut ||= tiff.cut;
        if (block.whole) {
          ({ pages } = tiff);
          size = tiff;
        }
        break;
      }
    }
  }
  return { texts: texts.filter((text) => text.trim() !== ""), orientation, pages, width: size.width, height: size.height, cut };
}

interface Read {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly Block[];
  readonly cut?: boolean;
}

function blocksOf(bytes: Uint8Array): Read {
  switch (signatureOf(bytes)?.id ?? "") {
    case "jpeg":
      return readJpeg(bytes);
    case "png":
      return readPng(bytes);
    case "webp":
      return readRiff(bytes);
    case "gif":
      return readGif(bytes);
    case "bmp":
      return readBitmap(bytes);
    case "tiff":
      return { width: 0, height: 0, blocks: [{ kind: "tiff", bytes, whole: true }] };
    default:
      return { width: 0, height: 0, blocks: loosePackets(bytes) };
  }
}

function readBitmap(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 26) return { width: 0, height: 0, blocks: [] };
  const core = view.getUint32(14, true) === 12;
  const width = core ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true));
  const height = core ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  return { width, height, blocks: [] };
}

const XMP_START = Buffer.from("<x:xmpmeta");
const XMP_END = Buffer.from("</x:xmpmeta>");
const EXIF_START = Buffer.from("Exif\0\0");
const MOST_PACKETS = 16;

/** Other containers (HEIC, AVIF, JPEG 2000, PSD) carry the same packets as they are: they are found by how they begin. */
function loosePackets(given: Uint8Array): Block[] {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const blocks: Block[] = [];
  for (let at = bytes.indexOf(XMP_START); at >= 0 && blocks.length < MOST_PACKETS; at = bytes.indexOf(XMP_START, at + 1)) {
    const end = bytes.indexOf(XMP_END, at);
    blocks.push({ kind: "xmp", bytes: bytes.subarray(at, end < 0 ? at + 65_536 : end) });
  }
  const exif = bytes.indexOf(EXIF_START);
  if (exif >= 0) blocks.push({ kind: "tiff", bytes: bytes.subarray(exif + EXIF_START.length), whole: false });
  return blocks;
}

/** XMP is RDF in XML (ISO 16684-1): what stands in elements and attributes, a line each. */
function xmpText(bytes: Uint8Array): string {
  const text = decodeText(bytes).text;
  const found: string[] = [];
  for (const [, attribute, content] of text.matchAll(/="([^"<>]{1,65536})"|>([^<>]{1,65536})</g)) {
    const value = attribute ?? content ?? "";
    if (value.trim() !== "" && !/^(?:https?:\/\/(?:ns\.|www\.w3\.org|purl\.org|iptc\.org)|xmp\.[di]id:|uuid:)/.test(value)) {
      found.push(unescaped(value.trim()));
    }
  }
  return found.join("\n");
}

/** The five entities of XML 1.0 section 4.6 and character references. */
function unescaped(text: string): string {
  return text.replaceAll(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
