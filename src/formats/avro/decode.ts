import type { Schema } from "./schema.ts";

/** A reader of values; it throws RangeError where bytes are missing or no value can be. */
export interface AvroDecoder {
  value(schema: Schema): unknown;
  long(): number;
  bytes(): Uint8Array;
  readonly at: number;
}

/** Values inside one another. */
const DEPTH = 500;
/** Items of arrays and maps in one block that take no bytes: a count alone must not cost memory. */
const EMPTY_ITEMS = 1_000_000;

/** Decodes the binary encoding (specification 1.11, "Binary Encoding"). */
export function avroDecoder(from: Uint8Array): AvroDecoder {
  const view = new DataView(from.buffer, from.byteOffset, from.length);
  let at = 0;
  let depth = 0;
  let empty = 0;
  const take = (size: number): number => {
    if (!(size >= 0 && size <= from.length - at)) throw new RangeError("cut off");
    at += size;
    return at - size;
  };
  const big = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = from[take(1)] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new RangeError("no integer");
  };
  const long = (): number => {
    let value = 0;
    let factor = 1;
    for (let index = 0; index < 7; index += 1, factor *= 128) {
      const byte = from[at + index];
      if (byte === undefined) throw new RangeError("cut off");
      value += (byte & 0x7f) * factor;
      if (byte >= 0x80) continue;
      at += index + 1;
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    return Number(big());
  };
  /** Up to seven bytes an integer is exact as a number. */
  const isShort = (): boolean => {
    for (let index = 0; index < 7; index += 1) if ((from[at + index] ?? 0) < 0x80) return true;
    return false;
  };
  const bytes = (): Uint8Array => {
    const size = long();
    const start = take(size);
    return from.subarray(start, start + size);
  };
  const text = (): string => {
    const value = bytes();
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString("utf8");
  };
  const blocks = (each: () => void): void => {
    for (let count = long(); count !== 0; count = long()) {
      if (count < 0) {
        count = -count;
        long();
      }
      for (let index = 0; index < count; index += 1) {
        const before = at;
        each();
        if (at === before && (empty += 1) > EMPTY_ITEMS) throw new RangeError("too many empty items");
      }
    }
  };
  const inner = (schema: Schema): unknown => {
    switch (schema.kind) {
      case "null":
        return null;
      case "boolean":
        return from[take(1)] === 1;
      case "int":
      case "long":
        return isShort() ? long() : big();
      case "float":
        return view.getFloat32(take(4), true);
      case "double":
        return view.getFloat64(take(8), true);
      case "bytes":
        return bytes();
      case "string":
        return text();
      case "fixed": {
        const start = take(schema.size);
        return from.subarray(start, start + schema.size);
      }
      case "enum":
        return schema.symbols[long()] ?? null;
      case "union": {
        const branch = schema.branches[long()];
        if (branch === undefined) throw new RangeError("no such branch");
        return value(branch);
      }
      case "array": {
        const list: unknown[] = [];
        blocks(() => list.push(value(schema.items)));
        return list;
      }
      case "map": {
        const map = new Map<string, unknown>();
        blocks(() => map.set(text(), value(schema.items)));
        return map;
      }
      case "record": {
        const map = new Map<string, unknown>();
        for (const { name, type } of schema.fields) map.set(name, value(type));
        return map;
      }
    }
  };
  const value = (schema: Schema): unknown => {
    depth += 1;
    if (depth > DEPTH) throw new RangeError("nested too deeply");
    const decoded = inner(schema);
    depth -= 1;
    return decoded;
  };
  return {
    value,
    long,
    bytes,
    get at() {
      return at;
    },
  };
}
