import { crc32 } from "node:zlib";

/** What the dictionary holds at the beginning ([MS-OXRTFCP] 2.1.2.1). */
const PRELOADED = Buffer.from(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial" +
    "Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
  "latin1",
);
const HEADER_BYTES = 16;
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const DICTIONARY = 4_096;

export interface ExpandedRtf {
  readonly bytes: Buffer;
  /** False when it is cut off, longer than allowed, or its checksum does not hold. */
  readonly whole: boolean;
}

/** Decompresses RTF ([MS-OXRTFCP] 2.2.2) to at most `limit` bytes. What is damaged is read as far as it goes. */
export function expandRtf(stored: Buffer, limit: number): ExpandedRtf {
  if (stored.length < HEADER_BYTES) return { bytes: Buffer.alloc(0), whole: false };
  const type = stored.readUInt32LE(8);
  // Some programs store the text as it is.
  if (stored.toString("latin1", 0, 5) === "{\\rtf") return { bytes: stored, whole: true };
  const rawSize = stored.readUInt32LE(4);
  if (type === PLAIN)
    return { bytes: stored.subarray(HEADER_BYTES, HEADER_BYTES + rawSize), whole: stored.length >= HEADER_BYTES + rawSize };
  if (type !== COMPRESSED) return { bytes: Buffer.alloc(0), whole: false };
  const end = Math.min(stored.length, stored.readUInt32LE(0) + 4);
  const contents = stored.subarray(HEADER_BYTES, Math.max(HEADER_BYTES, end));
  const { bytes, ended } = expand(contents, rawSize, limit);
  // Computed without the usual inversions (section 2.1.3.2).
  const sound = (crc32(contents, 0xffffffff) ^ 0xffffffff) >>> 0 === stored.readUInt32LE(12);
  return { bytes, whole: ended && sound && bytes.length >= rawSize };
}

function expand(contents: Buffer, rawSize: number, limit: number): { readonly bytes: Buffer; readonly ended: boolean } {
  // A reference of two bytes makes seventeen at most: a size that says more is a lie.
  let out = Buffer.allocUnsafe(Math.min(limit, rawSize, contents.length * 9) + 32);
  const dictionary = new Uint8Array(DICTIONARY);
  dictionary.set(PRELOADED);
  let write = PRELOADED.length;
  let length = 0;
  let at = 0;
  while (at < contents.length) {
    const control = contents[at] as number;
    at += 1;
    if (length + 17 * 8 > out.length) {
      const grown = Buffer.allocUnsafe(out.length * 2 + 17 * 8);
      grown.set(out.subarray(0, length));
      out = grown;
    }
    for (let bit = 1; bit < 256 && at < contents.length; bit <<= 1) {
      if ((control & bit) === 0) {
        const byte = contents[at] as number;
        at += 1;
        out[length] = byte;
        length += 1;
        dictionary[write] = byte;
        write = (write + 1) % DICTIONARY;
        continue;
      }
      if (at + 1 >= contents.length) return { bytes: out.subarray(0, length), ended: false };
      const word = ((contents[at] as number) << 8) | (contents[at + 1] as number);
      at += 2;
      let read = word >> 4;
      if (read === write) return { bytes: out.subarray(0, length), ended: true };
      for (let count = (word & 15) + 2; count > 0; count -= 1) {
        const byte = dictionary[read] as number;
        read = (read + 1) % DICTIONARY;
        out[length] = byte;
        length += 1;
        dictionary[write] = byte;
        write = (write + 1) % DICTIONARY;
      }
    }
    if (length >= limit) return { bytes: out.subarray(0, limit), ended: false };
  }
  // Programs leave the mark of the end out.
  return { bytes: out.subarray(0, length), ended: length >= rawSize };
}
