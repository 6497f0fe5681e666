import type { TextEncoding } from "./pager.ts";

/** A value of a record (file format 2.1); text is in UTF-8. */
export type Value =
  | { readonly kind: "null" }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "text"; readonly bytes: Uint8Array }
  | { readonly kind: "blob"; readonly bytes: Uint8Array };

/** More columns are no record: SQLITE_MAX_COLUMN is at most 32767. */
const COLUMNS = 32_767;
const NULL: Value = { kind: "null" };

/** A variable-length integer of up to nine bytes (file format 1.6); -1 when it is cut off or beyond 2^53. */
export function varint(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return { value: -1, end: at + index };
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (byte < 0x80 || index === 8) return { value: value > Number.MAX_SAFE_INTEGER ? -1 : value, end: at + index + 1 };
  }
  return { value: -1, end: at };
}

/** A rowid as signed 64-bit decimal. */
export function rowid(bytes: Uint8Array, at: number): string {
  let value = 0n;
  for (let index = 0; index < 9; index += 1) {
    const byte = BigInt(bytes[at + index] ?? 0);
    value = index === 8 ? (value << 8n) | byte : (value << 7n) | (byte & 0x7fn);
    if (byte < 0x80n) break;
  }
  return BigInt.asIntN(64, value).toString();
}

/** Bytes that a value of this serial type takes; -1 for the reserved types 10 and 11. */
export function serialSize(type: number): number {
  if (type >= 12) return (type - 12 - (type & 1)) / 2;
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? -1;
}

/** The serial types of a record and where its values begin; `undefined` when its header is none. */
export function serialTypes(bytes: Uint8Array, at: number): { types: number[]; body: number } | undefined {
  const { value: length, end } = varint(bytes, at);
  if (length < end - at || at + length > bytes.length) return undefined;
  const types: number[] = [];
  let next = end;
  while (next < at + length) {
    const type = varint(bytes, next);
    if (type.value < 0 || serialSize(type.value) < 0 || types.length >= COLUMNS) return undefined;
    types.push(type.value);
    next = type.end;
  }
  return next === at + length ? { types, body: next } : undefined;
}

/**
 * The values of a record whose payload this is. Values that lie beyond the bytes at hand are left out;
 * `undefined` when the header cannot be one.
 */
export function readRecord(bytes: Uint8Array, encoding: TextEncoding): { values: Value[]; whole: boolean } | undefined {
  const header = serialTypes(bytes, 0);
  return header === undefined ? undefined : readValues(bytes, header.body, header.types, encoding);
}

/** Values of these serial types, one behind the other from `at` on. */
export function readValues(
  bytes: Uint8Array,
  at: number,
  types: readonly number[],
  encoding: TextEncoding,
): { values: Value[]; whole: boolean } {
  const values: Value[] = [];
  let from = at;
  for (const type of types) {
    const size = serialSize(type);
    if (from + size > bytes.length) {
      // What is there of a value that is cut off is read.
      if (type >= 12 && from < bytes.length) values.push(valueAt(bytes.subarray(from), type, encoding));
      return { values, whole: false };
    }
    values.push(valueAt(bytes.subarray(from, from + size), type, encoding));
    from += size;
  }
  return { values, whole: true };
}

function valueAt(bytes: Uint8Array, type: number, encoding: TextEncoding): Value {
  if (type >= 12) return type % 2 === 0 ? { kind: "blob", bytes } : { kind: "text", bytes: utf8(bytes, encoding) };
  if (type === 0 || type > 9) return NULL;
  if (type >= 8) return { kind: "number", text: String(type - 8) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (type === 7) return { kind: "number", text: String(view.getFloat64(0)) };
  if (type === 6) return { kind: "number", text: view.getBigInt64(0).toString() };
  return { kind: "number", text: String(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readIntBE(0, bytes.length)) };
}

/** Text of the database's charset as UTF-8. */
export function utf8(bytes: Uint8Array, encoding: TextEncoding): Uint8Array {
  if (encoding === "utf-8") return bytes;
  const units = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  if (encoding === "utf-16be") units.swap16();
  return Buffer.from(units.toString("utf16le"));
}
