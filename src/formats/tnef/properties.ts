import type { ByteSource } from "../../model/bytes.ts";
import { guidAt } from "../cfb/directory.ts";
import { fixedValue, MULTIPLE, severalValues, sizeOf, TYPE, variableValue } from "../outlook/decode.ts";
import type { Property, PropertyBag, PropertyName } from "../outlook/item.ts";
import { cursorOver, type Cursor } from "./cursor.ts";

/** More than any program writes: rows and properties may be of a few bytes each, and a list of them must not eat the memory. */
const MAX_LIST = 262_144;
/** Longest name of a named property, in bytes. */
const MAX_NAME_BYTES = 4_096;

/** How the values of a stream are read. */
export interface Reading {
  /** Of texts that are not Unicode, where it is known. */
  readonly charset: string | undefined;
  readonly limit: number;
}

/** A list of properties ([MS-OXTNEF] 2.1.3.4) as far as it can be read. */
export function readProperties(source: ByteSource, reading: Reading): PropertyBag {
  return readList(cursorOver(source), reading).bag;
}

/** The rows of a table of recipients ([MS-OXTNEF] 2.1.3.5.1). */
export function readTable(source: ByteSource, reading: Reading): readonly PropertyBag[] {
  const cursor = cursorOver(source);
  const rows: PropertyBag[] = [];
  let left = cursor.u32();
  for (; left > 0 && rows.length < MAX_LIST && cursor.has(4); left -= 1) {
    const { bag, whole } = readList(cursor, reading);
    rows.push(bag);
    // Where a row that cannot be read ends is not known.
    if (!whole) return rows;
  }
  // More rows are stated than there are, or are read.
  if (left > 0) rows.push({ properties: [], broken: 1 });
  return rows;
}

function readList(cursor: Cursor, reading: Reading): { readonly bag: PropertyBag; readonly whole: boolean } {
  const properties: Property[] = [];
  const count = cursor.u32();
  for (let index = 0; index < count; index += 1) {
    const read = index < MAX_LIST && cursor.has(8) ? readOne(cursor, reading) : undefined;
    if (read === undefined) return { bag: { properties, broken: 1 }, whole: false };
    if (read !== "unknown") properties.push(read);
  }
  return { bag: { properties, broken: 0 }, whole: true };
}

function readOne(cursor: Cursor, reading: Reading): Property | "unknown" | undefined {
  const type = cursor.u16();
  const id = cursor.u16();
  let name: PropertyName | undefined;
  if (id >= 0x8000) {
    name = readName(cursor);
    if (name === undefined) return undefined;
  }
  const single = type & ~MULTIPLE;
  const several = (type & MULTIPLE) !== 0;
  const size = sizeOf(single);
  const value = size > 0 ? fixed(cursor, single, size, several) : variable(cursor, single, several, reading);
  if (value === undefined || value === "unknown") return value;
  return name === undefined ? { id, value } : { id, name, value };
}

function readName(cursor: Cursor): PropertyName | undefined {
  if (!cursor.has(24)) return undefined;
  const set = guidAt(cursor.take(16), 0);
  if (cursor.u32() === 0) return { set, name: cursor.u32() };
  const length = cursor.u32();
  if (length > MAX_NAME_BYTES || !cursor.has(length)) return undefined;
  const text = cursor.take(length).toString("utf16le");
  cursor.at += padding(length);
  return { set, name: text.replace(/\0+$/, "") };
}

/** Values of a fixed size fill whole words; of several of them nothing asks for any. */
function fixed(cursor: Cursor, type: number, size: number, several: boolean): Property["value"] | "unknown" | undefined {
  const count = several ? cursor.u32() : 1;
  const padded = size + padding(size);
  if (!cursor.has(count * padded)) return undefined;
  if (several) {
    cursor.at += count * padded;
    return "unknown";
  }
  return fixedValue(type, cursor.take(padded)) ?? "unknown";
}

function variable(cursor: Cursor, type: number, several: boolean, reading: Reading): Property["value"] | "unknown" | undefined {
  if (!VARIABLE.has(type) || !cursor.has(4)) return undefined;
  const count = cursor.u32();
  const sources: ByteSource[] = [];
  let held = 0;
  if (count > MAX_LIST) return undefined;
  for (let index = 0; index < count; index += 1) {
    if (!cursor.has(4)) return undefined;
    const length = cursor.u32();
    if (!cursor.has(length)) return undefined;
    const source = cursor.source(length);
    cursor.at += padding(length);
    held += length;
    if (!several || held <= reading.limit) sources.push(source);
  }
  if (several) return severalValues(type, sources, reading.charset) ?? "unknown";
  const [source] = sources;
  return (source === undefined ? undefined : variableValue(type, source, reading.charset, reading.limit)) ?? "unknown";
}

const VARIABLE: ReadonlySet<number> = new Set([TYPE.string8, TYPE.unicode, TYPE.binary, TYPE.object]);

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
