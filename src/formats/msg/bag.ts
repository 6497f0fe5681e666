import { isAscii } from "node:buffer";
import { streamIn, type CompoundStorage, type CompoundStream } from "../cfb/compound.ts";
import type { ByteSource } from "../../model/bytes.ts";
import { decodeText } from "../../text/charset.ts";
import { charsetOfCodepage, codepageOfLocale } from "../../text/codepage.ts";
import { fixedValue, MULTIPLE, severalValues, sizeOf, TYPE, variableValue } from "../outlook/decode.ts";
import type { Property, PropertyBag, PropertyValue } from "../outlook/item.ts";
import type { Names } from "./names.ts";

export const PROPERTIES = "__properties_version1.0";
const VALUE = /^__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$/i;
const ROW_BYTES = 16;
const MAX_ROWS_BYTES = 16 * 1024 ** 2;
const MESSAGE_CODEPAGE = 0x3ffd;
const INTERNET_CODEPAGE = 0x3fde;
const MESSAGE_LOCALE = 0x3ff1;
const SAMPLE_BYTES = 65_536;
const LINE = Buffer.from("\n");

/** How the values of a storage are read. */
export interface Reading {
  readonly names: Names;
  /** Of texts that are not Unicode, where it is known. */
  readonly charset: string | undefined;
  /** Longest text that is held. */
  readonly limit: number;
}

interface Row {
  readonly id: number;
  readonly type: number;
  readonly value: Buffer;
}

/** The rows of a property stream behind its head ([MS-OXMSG] 2.4.2), and the head. */
export function readRows(
  storage: CompoundStorage,
  headBytes: number,
): { readonly head: Buffer; readonly rows: readonly Row[]; readonly whole: boolean } {
  const opened = streamIn(storage, PROPERTIES)?.open();
  if (opened === undefined) return { head: Buffer.alloc(0), rows: [], whole: false };
  const bytes = Buffer.from(new Uint8Array(opened.bytes.read(0, Math.min(MAX_ROWS_BYTES, opened.bytes.size))));
  const rows: Row[] = [];
  for (let at = headBytes; at + ROW_BYTES <= bytes.length; at += ROW_BYTES) {
    const tag = bytes.readUInt32LE(at);
    rows.push({ id: tag >>> 16, type: tag & 0xffff, value: bytes.subarray(at + 8, at + 16) });
  }
  return { head: bytes.subarray(0, headBytes), rows, whole: opened.whole };
}

/**
 * The charset of texts that are not Unicode ([MS-OXMSG] 2.1.1.1): as stated, else as all of them together look,
 * which most of them are too short to tell.
 */
export function charsetIn(storage: CompoundStorage, rows: readonly Row[]): string | undefined {
  const stated = (wanted: number): number =>
    rows.find(({ id, type }) => id === wanted && type === TYPE.int32)?.value.readUInt32LE(0) ?? 0;
  const charset = charsetOfCodepage(stated(MESSAGE_CODEPAGE)) ?? charsetOfCodepage(codepageOfLocale(stated(MESSAGE_LOCALE)));
  if (charset !== undefined) return charset;
  const samples: Uint8Array[] = [];
  let held = 0;
  for (const entry of storage.entries) {
    if (entry.kind !== "stream" || held >= SAMPLE_BYTES || !/^__substg1\.0_.{4}001E$/i.test(entry.name)) continue;
    const { bytes } = entry.open();
    const sample = Buffer.from(bytes.read(0, Math.min(SAMPLE_BYTES, bytes.size))).filter((byte) => byte !== 0);
    if (isAscii(sample)) continue;
    samples.push(sample, LINE);
    held += sample.length;
  }
  // The code page of its HTML is that of what was sent, not of what is stored; it is better than nothing.
  return samples.length === 0
    ? undefined
    : decodeText(Buffer.concat(samples), charsetOfCodepage(stated(INTERNET_CODEPAGE))).charset;
}

/** The properties of a storage: fixed ones from its rows, others from its streams, also from those that no row tells of. */
export function readBag(storage: CompoundStorage, rows: readonly Row[], whole: boolean, reading: Reading): PropertyBag {
  const properties: Property[] = [];
  let broken = whole ? 0 : 1;
  const put = (id: number, value: PropertyValue | undefined): void => {
    if (value === undefined) return;
    const name = id >= 0x8000 ? reading.names.get(id) : undefined;
    properties.push(name === undefined ? { id, value } : { id, name, value });
  };
  for (const { id, type, value } of rows) if (sizeOf(type) > 0 && sizeOf(type) <= 8) put(id, fixedValue(type, value));
  const streams = new Map<string, CompoundStream>();
  for (const entry of storage.entries) if (entry.kind === "stream") streams.set(entry.name.toUpperCase(), entry);
  for (const [name, stream] of streams) {
    const tag = VALUE.exec(name);
    if (tag === null) continue;
    const id = Number.parseInt(tag[1] as string, 16);
    const type = Number.parseInt(tag[2] as string, 16);
    const opened = stream.open();
    if (!opened.whole) broken += 1;
    if ((type & MULTIPLE) === 0) put(id, variableValue(type, opened.bytes, reading.charset, reading.limit));
    else {
      const parts = severalIn(streams, name, reading.limit);
      broken += parts.broken;
      put(id, severalValues(type & ~MULTIPLE, parts.sources, reading.charset));
    }
  }
  for (const { id, type, value } of rows) {
    // A text that is empty but for its terminator need not have a stream.
    if ((type === TYPE.string8 || type === TYPE.unicode || type === TYPE.binary) && value.readUInt32LE(0) > 2) {
      if (!streams.has(nameOf(id, type))) broken += 1;
    }
  }
  return { properties, broken };
}

function nameOf(id: number, type: number): string {
  return `__SUBSTG1.0_${(id * 65_536 + type).toString(16).toUpperCase().padStart(8, "0")}`;
}

/** The streams of a property with several values ([MS-OXMSG] 2.1.4), in order; a value that is missing ends the list. */
function severalIn(
  streams: ReadonlyMap<string, CompoundStream>,
  name: string,
  limit: number,
): { readonly sources: ByteSource[]; readonly broken: number } {
  const sources: ByteSource[] = [];
  let broken = 0;
  let held = 0;
  for (let index = 0; ; index += 1) {
    const stream = streams.get(`${name}-${index.toString(16).toUpperCase().padStart(8, "0")}`);
    if (stream === undefined) return { sources, broken };
    const opened = stream.open();
    held += opened.bytes.size;
    if (!opened.whole || held > limit) broken += 1;
    if (held > limit) return { sources, broken };
    sources.push(opened.bytes);
  }
}
