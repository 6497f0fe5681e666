import { memorySource } from "../../bytes/memory.ts";
import type { ByteSource } from "../../model/bytes.ts";
import { decodeText } from "../../text/charset.ts";
import type { PropertyValue } from "../outlook/item.ts";
import { viewOf } from "./numbers.ts";

/** How the texts of an item are decoded, and how much of them may be in memory. */
export interface Decoding {
  /** Charset of texts of 8 bits a character, where the item or the store states one. */
  readonly charset: string | undefined;
  /** Bytes that its texts and lists may still have: one text can be stated by any number of properties. */
  readonly room: { bytes: number };
}

const MULTIPLE = 0x1000;
const TEXT_8 = 0x1e;
const TEXT_16 = 0x1f;

/** Bytes of the types of a fixed size (MS-OXCDATA 2.11.1) that a heap item or a cell holds. */
const FIXED_BYTES: Readonly<Record<number, number>> = { 2: 2, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 1, 20: 8, 64: 8, 72: 16 };

/** Bytes of a value of a fixed size; undefined for texts, binaries and lists. */
export function fixedBytes(type: number): number | undefined {
  return FIXED_BYTES[type];
}

/** A value of a fixed size at an offset of bytes that hold it. */
export function fixedValue(type: number, view: DataView, at: number): PropertyValue | undefined {
  switch (type) {
    case 2:
      return { kind: "number", number: view.getInt16(at, true) };
    case 3:
    case 10:
      return { kind: "number", number: view.getInt32(at, true) };
    case 4:
      return { kind: "number", number: view.getFloat32(at, true) };
    case 5:
      return { kind: "number", number: view.getFloat64(at, true) };
    case 6:
      return { kind: "number", number: Number(view.getBigInt64(at, true)) / 10_000 };
    case 7:
      return { kind: "time", time: (view.getFloat64(at, true) - DAYS_TO_1970) * DAY };
    case 11:
      return { kind: "boolean", boolean: view.getUint8(at) !== 0 };
    case 20:
      return { kind: "number", number: Number(view.getBigInt64(at, true)) };
    case 64:
      return { kind: "time", time: Number(view.getBigUint64(at, true) / 10_000n) - MILLISECONDS_TO_1970 };
    case 72:
      return { kind: "binary", bytes: memorySource(new Uint8Array(view.buffer, view.byteOffset + at, 16)) };
    default:
      return undefined;
  }
}

/** From 1899-12-30, and from 1601-01-01. */
const DAYS_TO_1970 = 25_569;
const DAY = 86_400_000;
const MILLISECONDS_TO_1970 = 11_644_473_600_000;

/** The values of a text, binary or list; undefined when the bytes are none. A list of numbers gives several. */
export function variableValues(type: number, source: ByteSource, decoding: Decoding): readonly PropertyValue[] | undefined {
  if (type === TEXT_8 || type === TEXT_16) {
    if (!hasRoom(source.size, decoding)) return undefined;
    return [{ kind: "text", text: textOf(type, source.read(0, source.size), decoding) }];
  }
  if ((type & MULTIPLE) === 0) return [{ kind: "binary", bytes: source }];
  if (!hasRoom(source.size, decoding)) return undefined;
  const bytes = new Uint8Array(source.read(0, source.size));
  const single = type & ~MULTIPLE;
  const size = fixedBytes(single);
  if (size === undefined) return listed(single, bytes, decoding);
  const view = viewOf(bytes);
  const values: PropertyValue[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const value = fixedValue(single, view, at);
    if (value !== undefined) values.push(value);
  }
  return values;
}

function hasRoom(size: number, { room }: Decoding): boolean {
  room.bytes -= size;
  return room.bytes >= 0;
}

/** Most values of one list that are read. */
const MAX_LISTED = 65_536;

/** A list of values of any size: their number, the offset of each, and the values ([MS-PST] 2.3.3.4.2). */
function listed(type: number, bytes: Uint8Array, decoding: Decoding): readonly PropertyValue[] | undefined {
  if (bytes.length < 4) return bytes.length === 0 ? [] : undefined;
  const view = viewOf(bytes);
  const count = view.getUint32(0, true);
  if (count > MAX_LISTED || 4 + 4 * count > bytes.length) return undefined;
  const items: Uint8Array[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = view.getUint32(4 + 4 * index, true);
    const end = index + 1 < count ? view.getUint32(8 + 4 * index, true) : bytes.length;
    // Each ends where the next one begins, so that they cannot overlap and make much of little.
    if (start < 4 + 4 * count || end < start || end > bytes.length) return undefined;
    items.push(bytes.subarray(start, end));
  }
  if (type === TEXT_8 || type === TEXT_16) return [{ kind: "texts", texts: items.map((item) => textOf(type, item, decoding)) }];
  return [{ kind: "binaries", values: items.map((item) => memorySource(item)) }];
}

function textOf(type: number, bytes: Uint8Array, { charset }: Decoding): string {
  if (type === TEXT_16) return withoutEnd(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length & ~1).toString("utf16le"));
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end), charset).text;
}

/** Some programs store the zero that ends a string. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
