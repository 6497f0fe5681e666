import { memorySource } from "../../../bytes/memory.ts";
import type { Budget } from "../../../model/extractor.ts";
import { inflate } from "../../archive/inflate.ts";

/** A stream as it stands in the file. */
export interface RawStream {
  /** What stands between the object's number and its data. */
  readonly dictionary: string;
  /** Number of its object; 0 where none is seen. */
  readonly number: number;
  readonly data: Buffer;
}

const DICTIONARY_BYTES = 4_096;
/** What a stream may decompress to. */
const MOST_BYTES = 32 * 1024 ** 2;

/** All streams of a file (ISO 32000-1 section 7.3.8), told by their keywords alone; one that is cut off ends with the file. */
export function* rawStreams(file: Buffer): Generator<RawStream> {
  let after = 0;
  for (let at = file.indexOf("stream"); at >= 0; at = file.indexOf("stream", after)) {
    const start = at + 6 + lineEnd(file, at + 6);
    if (start === at + 6 || !endsDictionary(file[at - 1])) {
      after = at + 6;
      continue;
    }
    const end = file.indexOf("endstream", start);
    const before = file.toString("latin1", Math.max(after, at - DICTIONARY_BYTES), at);
    const object = before.lastIndexOf(" obj");
    const number = object < 0 ? undefined : /(\d{1,9}) \d{1,5}$/.exec(before.slice(Math.max(0, object - 20), object))?.[1];
    yield {
      dictionary: object < 0 ? before : before.slice(object + 4),
      number: Number(number ?? 0),
      data: file.subarray(start, end < 0 ? file.length : end),
    };
    after = end < 0 ? file.length : end + 9;
  }
}

/** `endstream` and `octet-stream` are no beginning. */
function endsDictionary(before: number | undefined): boolean {
  return before === undefined || before <= 0x20 || before === 0x3e;
}

function lineEnd(file: Buffer, at: number): number {
  if (file[at] === 13 && file[at + 1] === 10) return 2;
  return file[at] === 10 || file[at] === 13 ? 1 : 0;
}

/** Pictures and fonts hold no text. */
export function isPicture({ dictionary }: RawStream): boolean {
  return /\/Subtype\s*\/Image\b/.test(dictionary);
}

const NO_TEXT = /\/Length1\b|\/Subtype\s*\/(?:Type1C|CIDFontType0C|OpenType)\b|\/Type\s*\/XRef\b/;

/** Neither a picture nor a font nor a table of offsets. */
export function isText(stream: RawStream): boolean {
  return !isPicture(stream) && !NO_TEXT.test(stream.dictionary);
}

/** A stream without its filters; empty for fonts and for filters of pictures; a limit that was passed. */
export function unpacked({ dictionary, data }: RawStream, budget: Budget): Buffer | "size-limit" | "ratio-limit" {
  if (NO_TEXT.test(dictionary) || /\/(?:DCT|JPX|CCITTFax|JBIG2|LZW|RunLength|Crypt)(?:Decode)?\b/.test(dictionary))
    return Buffer.alloc(0);
  let bytes = data;
  if (/\/(?:ASCII85Decode|A85)\b/.test(dictionary)) bytes = base85(bytes);
  if (/\/(?:ASCIIHexDecode|AHx)\b/.test(dictionary))
    bytes = Buffer.from(bytes.toString("latin1").replaceAll(/[^0-9a-fA-F]/g, ""), "hex");
  if (!/\/(?:FlateDecode|Fl)\b/.test(dictionary)) return bytes;
  const pieces: Uint8Array[] = [];
  let produced = 0;
  // Two bytes of zlib stand before the deflated data (RFC 1950 section 2.2).
  for (const piece of inflate(memorySource(bytes), 2)) {
    produced += piece.length;
    const limit = budget.output(piece.length, { produced, consumed: bytes.length });
    if (limit !== undefined) return limit;
    if (produced > MOST_BYTES) break;
    pieces.push(piece.slice());
  }
  return Buffer.concat(pieces);
}

/** ISO 32000-1 section 7.4.3. */
function base85(bytes: Buffer): Buffer {
  // A list of numbers would need eight bytes for each of them; `z` stands for four.
  let zeros = 0;
  for (let at = bytes.indexOf(0x7a); at >= 0; at = bytes.indexOf(0x7a, at + 1)) zeros += 1;
  const out = Buffer.alloc(Math.ceil(bytes.length / 5) * 4 + zeros * 4);
  let size = 0;
  let group = 0;
  let count = 0;
  const flush = (kept: number): void => {
    for (let index = 0; index < kept; index += 1) {
      out[size] = (group >>> (24 - index * 8)) & 255;
      size += 1;
    }
    group = 0;
    count = 0;
  };
  for (const byte of bytes) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && count === 0) flush(4);
    if (byte < 0x21 || byte > 0x75) continue;
    group = (Math.imul(group, 85) + byte - 0x21) >>> 0;
    count += 1;
    if (count === 5) flush(4);
  }
  if (count > 1) {
    const kept = count - 1;
    for (; count < 5; count += 1) group = (Math.imul(group, 85) + 84) >>> 0;
    flush(kept);
  }
  return out.subarray(0, size);
}
