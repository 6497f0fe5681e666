import type { ByteSource } from "../../model/bytes.ts";

/** Bytes of a directory entry ([MS-CFB] 2.6.1). */
const ENTRY_BYTES = 128;
const CHUNK_BYTES = 65_536;
/** More entries than any program writes: a directory that says more is not believed. */
const MAX_ENTRIES = 524_288;
export const NO_ENTRY = 0xffffffff;

/** Object types ([MS-CFB] 2.6.1). */
export const STORAGE = 1;
export const STREAM = 2;
export const ROOT = 5;

/** An entry of the directory as it is stated. */
export interface DirectoryEntry {
  readonly type: number;
  readonly name: string;
  readonly clsid: string;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * All entries, by their numbers; `undefined` for one that is not in use. Entries behind `guessedFrom` bytes, of which
 * it is not certain that they are a part of the directory, are taken as long as they look like entries.
 */
export function readDirectory(
  source: ByteSource,
  version: 3 | 4,
  guessedFrom: number,
): { readonly entries: readonly (DirectoryEntry | undefined)[]; readonly cut: boolean } {
  const entries: (DirectoryEntry | undefined)[] = [];
  const count = Math.min(MAX_ENTRIES, Math.floor(source.size / ENTRY_BYTES));
  for (let at = 0; at < count * ENTRY_BYTES; at += CHUNK_BYTES) {
    const bytes = Buffer.from(source.read(at, Math.min(CHUNK_BYTES, count * ENTRY_BYTES - at)));
    for (let offset = 0; offset + ENTRY_BYTES <= bytes.length; offset += ENTRY_BYTES) {
      const record = bytes.subarray(offset, offset + ENTRY_BYTES);
      if (at + offset >= guessedFrom && !isPlausible(record)) return { entries, cut: true };
      entries.push(readEntry(record, version));
    }
  }
  return { entries, cut: source.size / ENTRY_BYTES >= MAX_ENTRIES + 1 };
}

function isPlausible(record: Buffer): boolean {
  const type = record[66] as number;
  const nameBytes = record.readUInt16LE(64);
  return (type <= 2 || type === ROOT) && nameBytes <= 64 && nameBytes % 2 === 0 && (record[67] as number) <= 1;
}

function readEntry(record: Buffer, version: 3 | 4): DirectoryEntry | undefined {
  const type = record[66] as number;
  if (type !== STORAGE && type !== STREAM && type !== ROOT) return undefined;
  const stated = Math.max(0, Math.min(64, record.readUInt16LE(64)) - 2);
  const name = record.toString("utf16le", 0, stated - (stated % 2));
  const end = name.indexOf("\0");
  return {
    type,
    name: end < 0 ? name : name.slice(0, end),
    clsid: guidAt(record, 80),
    left: record.readUInt32LE(68),
    right: record.readUInt32LE(72),
    child: record.readUInt32LE(76),
    start: record.readUInt32LE(116),
    // Version 3 files may have anything in the upper half ([MS-CFB] 2.6.1).
    size: record.readUInt32LE(120) + (version === 4 ? record.readUInt32LE(124) * 2 ** 32 : 0),
  };
}

/** A GUID ([MS-DTYP] 2.3.4.2), lower case with hyphens, without braces. */
export function guidAt(bytes: Buffer, at: number): string {
  const hex = (from: number, to: number): string => bytes.toString("hex", at + from, at + to);
  const one = bytes.readUInt32LE(at).toString(16).padStart(8, "0");
  const two = bytes
    .readUInt16LE(at + 4)
    .toString(16)
    .padStart(4, "0");
  const three = bytes
    .readUInt16LE(at + 6)
    .toString(16)
    .padStart(4, "0");
  return `${one}-${two}-${three}-${hex(8, 10)}-${hex(10, 16)}`;
}
