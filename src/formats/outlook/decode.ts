import { isUtf8 } from "node:buffer";
import { decodeAs } from "../../text/charset-codec.ts";
import { decodeText } from "../../text/charset.ts";
import type { ByteSource } from "../../model/bytes.ts";
import { memorySource } from "../../bytes/memory.ts";
import type { PropertyValue } from "./item.ts";

/** Types of properties ([MS-OXCDATA] 2.11.1); several values have MULTIPLE set. */
export const TYPE = {
  int16: 0x0002,
  int32: 0x0003,
  float: 0x0004,
  double: 0x0005,
  currency: 0x0006,
  appTime: 0x0007,
  error: 0x000a,
  boolean: 0x000b,
  object: 0x000d,
  int64: 0x0014,
  string8: 0x001e,
  unicode: 0x001f,
  time: 0x0040,
  guid: 0x0048,
  serverId: 0x00fb,
  binary: 0x0102,
} as const;
export const MULTIPLE = 0x1000;

/** 100 nanoseconds from 1601 to 1970 ([MS-DTYP] 2.3.3). */
const EPOCH = 116_444_736_000_000_000n;

/** A value of fixed size; `undefined` for a type that nothing asks for, or when there are too few bytes. */
export function fixedValue(type: number, bytes: Buffer): PropertyValue | undefined {
  if (bytes.length < sizeOf(type)) return undefined;
  switch (type) {
    case TYPE.int16:
      return { kind: "number", number: bytes.readInt16LE(0) };
    case TYPE.int32:
      return { kind: "number", number: bytes.readInt32LE(0) };
    case TYPE.int64:
      return { kind: "number", number: Number(bytes.readBigInt64LE(0)) };
    case TYPE.double:
      return { kind: "number", number: bytes.readDoubleLE(0) };
    case TYPE.boolean:
      return { kind: "boolean", boolean: bytes[0] !== 0 };
    case TYPE.time:
      return { kind: "time", time: Number((bytes.readBigUInt64LE(0) - EPOCH) / 10_000n) };
    default:
      return undefined;
  }
}

/** Bytes of a value of fixed size; 0 for others. */
export function sizeOf(type: number): number {
  switch (type) {
    case TYPE.int16:
    case TYPE.boolean:
      return 2;
    case TYPE.int32:
    case TYPE.float:
    case TYPE.error:
      return 4;
    case TYPE.double:
    case TYPE.currency:
    case TYPE.appTime:
    case TYPE.int64:
    case TYPE.time:
      return 8;
    case TYPE.guid:
      return 16;
    default:
      return 0;
  }
}

/** A text in some charset (`undefined` when it is not known) or in UTF-16LE, without its terminator. */
export function decodeString(bytes: Uint8Array, type: number, charset: string | undefined): string {
  const text =
    type === TYPE.unicode
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - (bytes.length % 2)).toString("utf16le")
      : decodeStated(withoutEnd(bytes), charset);
  const end = text.length - 1;
  return text.charCodeAt(end) === 0 ? text.slice(0, end) : text;
}

/** A text in a charset that a container states; it is believed, as far as the bytes allow: most are too short for a guess. */
function decodeStated(bytes: Uint8Array, charset: string | undefined): string {
  if (charset !== undefined && !isUtf8(bytes)) {
    const { text, replaced } = decodeAs(bytes, charset);
    if (replaced === 0) return text;
  }
  return decodeText(bytes, charset).text;
}

/** A terminator would make a short text look like UTF-16. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** A text or bytes of a size that varies; a text too long to be held stays bytes. */
export function variableValue(
  type: number,
  source: ByteSource,
  charset: string | undefined,
  limit: number,
): PropertyValue | undefined {
  if (type === TYPE.string8 || type === TYPE.unicode) {
    if (source.size > limit) return { kind: "binary", bytes: source };
    return { kind: "text", text: decodeString(source.read(0, source.size), type, charset) };
  }
  return type === TYPE.binary || type === TYPE.serverId || type === TYPE.object ? { kind: "binary", bytes: source } : undefined;
}

/** Several values of one type. */
export function severalValues(
  type: number,
  sources: readonly ByteSource[],
  charset: string | undefined,
): PropertyValue | undefined {
  if (type === TYPE.string8 || type === TYPE.unicode)
    return { kind: "texts", texts: sources.map((one) => decodeString(one.read(0, one.size), type, charset)) };
  // A copy: the values are small, and their places may be read over.
  if (type === TYPE.binary)
    return { kind: "binaries", values: sources.map((one) => memorySource(new Uint8Array(one.read(0, one.size)))) };
  return undefined;
}
