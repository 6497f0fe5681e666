/** Objects inside one another, and objects that are followed in all: references may share and loop. */
const DEPTH = 64;
const OBJECTS = 1_000_000;
/** How often all bytes may be told: one large text that a million maps share must not cost memory a million times. */
const SHARED = 4;
const SLACK = 1_048_576;
/** Seconds between 1970 and 2001. */
const EPOCH = 978_307_200;

/**
 * The top object of a binary property list (CoreFoundation, CFBinaryPList.c): maps, lists, texts, numbers, dates
 * and bytes. Throws RangeError where it is damaged.
 */
export function readBinaryPlist(bytes: Buffer): unknown {
  if (bytes.length < 40) throw new RangeError("cut off");
  const trailer = bytes.length - 32;
  const offsetSize = bytes.readUInt8(trailer + 6);
  const referenceSize = bytes.readUInt8(trailer + 7);
  const count = Number(bytes.readBigUInt64BE(trailer + 8));
  const top = Number(bytes.readBigUInt64BE(trailer + 16));
  const table = Number(bytes.readBigUInt64BE(trailer + 24));
  let read = 0;
  let copied = 0;
  const unsigned = (at: number, size: number): number => {
    if (size <= 6 && size > 0) return bytes.readUIntBE(at, size);
    if (size === 8) return Number(bytes.readBigUInt64BE(at));
    throw new RangeError("no such size");
  };
  const reference = (at: number): number => unsigned(at, referenceSize);
  const object = (index: number, depth: number): unknown => {
    read += 1;
    if (index >= count || depth > DEPTH || read > OBJECTS) throw new RangeError("no such object");
    const at = unsigned(table + index * offsetSize, offsetSize);
    const marker = bytes.readUInt8(at);
    const kind = marker >> 4;
    let length = marker & 0x0f;
    let from = at + 1;
    if (kind >= 4 && length === 0x0f) {
      const size = 1 << (bytes.readUInt8(from) & 0x0f);
      length = unsigned(from + 1, size);
      from += 1 + size;
    }
    const span = (size: number): Buffer => {
      if (!(length * size <= bytes.length - from)) throw new RangeError("cut off");
      copied += length * size;
      if (copied > SHARED * bytes.length + SLACK) throw new RangeError("shared too often");
      return bytes.subarray(from, from + length * size);
    };
    switch (kind) {
      case 0x1:
        // Numbers of sixteen bytes are written for unsigned ones beyond the signed range.
        return length === 3
          ? bytes.readBigInt64BE(from)
          : length === 4
            ? bytes.readBigUInt64BE(from + 8)
            : unsigned(from, 1 << length);
      case 0x2:
        return length === 2 ? bytes.readFloatBE(from) : bytes.readDoubleBE(from);
      case 0x3:
        return new Date((bytes.readDoubleBE(from) + EPOCH) * 1_000);
      case 0x4:
        return new Uint8Array(span(1));
      case 0x5:
        return span(1).toString("latin1");
      case 0x6:
        return Buffer.from(span(2)).swap16().toString("utf16le");
      case 0x7:
        return span(1).toString("utf8");
      case 0xa:
      case 0xc: {
        span(referenceSize);
        return Array.from({ length }, (_, place) => object(reference(from + place * referenceSize), depth + 1));
      }
      case 0xd: {
        span(referenceSize * 2);
        const map = new Map<unknown, unknown>();
        for (let place = 0; place < length; place += 1) {
          const key = object(reference(from + place * referenceSize), depth + 1);
          map.set(key, object(reference(from + (length + place) * referenceSize), depth + 1));
        }
        return map;
      }
      default:
        return null;
    }
  };
  return object(top, 0);
}
