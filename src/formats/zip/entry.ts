import type { ByteSource } from "../../model/bytes.ts";

/** An entry as the central directory, or its own local header, states it (APPNOTE.TXT sections 4.3.7 and 4.3.12). */
export interface ZipEntry {
  readonly rawName: Uint8Array;
  /** General purpose bit flag. */
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Stated sizes; `undefined` when only the data itself tells (bit 3, without a directory). */
  readonly packed: number | undefined;
  readonly size: number | undefined;
  /** Offset of the local header. */
  readonly offset: number;
  /** Extra field 0x7075, a name in UTF-8. */
  readonly unicodeName: Uint8Array | undefined;
}

const LOCAL_SIGNATURE = 0x04034b50;
export const LOCAL_BYTES = 30;

const METHODS: Readonly<Record<number, string>> = {
  1: "Shrink",
  6: "Implode",
  2: "Reduce",
  3: "Reduce",
  4: "Reduce",
  5: "Reduce",
  10: "DCL Implode",
  19: "LZ77",
  94: "MP3",
  96: "JPEG",
  97: "WavPack",
  98: "PPMd",
  99: "AES",
};

/** The name of a compression method (APPNOTE.TXT section 4.4.5). */
export function methodName(method: number): string {
  return METHODS[method] ?? `number ${method}`;
}

/** Traditional, strong or AES encryption, or an encrypted directory (APPNOTE.TXT section 4.4.4). */
export function isEncrypted(entry: ZipEntry): boolean {
  return (entry.flags & 0x2041) !== 0 || entry.method === 99;
}

/** The local header at an offset, and where its data begins; `undefined` when none stands there. */
export function localHeader(source: ByteSource, offset: number): { entry: ZipEntry; dataStart: number } | undefined {
  const fixed = source.read(offset, LOCAL_BYTES).slice();
  if (fixed.length < LOCAL_BYTES) return undefined;
  const view = new DataView(fixed.buffer);
  if (view.getUint32(0, true) !== LOCAL_SIGNATURE) return undefined;
  const nameLength = view.getUint16(26, true);
  const extraLength = view.getUint16(28, true);
  const rest = source.read(offset + LOCAL_BYTES, nameLength + extraLength).slice();
  if (rest.length < nameLength + extraLength) return undefined;
  const flags = view.getUint16(6, true);
  const later = (flags & 8) !== 0;
  const extras = extraFields(rest.subarray(nameLength));
  const [size, packed] = zip64Sizes(view.getUint32(22, true), view.getUint32(18, true), extras.get(1));
  return {
    entry: {
      rawName: rest.subarray(0, nameLength),
      flags,
      method: view.getUint16(8, true),
      crc: view.getUint32(14, true),
      packed: later && packed === 0 ? undefined : packed,
      size: later && packed === 0 ? undefined : size,
      offset,
      unicodeName: unicodePath(extras.get(0x7075)),
    },
    dataStart: offset + LOCAL_BYTES + nameLength + extraLength,
  };
}

/** Extra fields by their id (APPNOTE.TXT section 4.5); one that is cut off is left out. */
export function extraFields(bytes: Uint8Array): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > bytes.length) break;
    fields.set(view.getUint16(at, true), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

/** The name in the Info-ZIP Unicode Path field: version, CRC of the other name, UTF-8. */
export function unicodePath(field: Uint8Array | undefined): Uint8Array | undefined {
  return field !== undefined && field.length > 5 && field[0] === 1 ? field.subarray(5) : undefined;
}

function zip64Sizes(size: number, packed: number, field: Uint8Array | undefined): [size: number, packed: number] {
  if (field === undefined) return [size, packed];
  const view = new DataView(field.buffer, field.byteOffset, field.byteLength);
  let at = 0;
  const next = (short: number): number => {
    if (short !== 0xffffffff || at + 8 > field.length) return short;
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  };
  return [next(size), next(packed)];
}
