import type { ByteSource } from "../../model/bytes.ts";
import { inflate } from "../archive/inflate.ts";
import { LOCAL_BYTES, localHeader, type ZipEntry } from "./entry.ts";

const PIECE = 262_144;
const KNOWN_METHODS = new Set([0, 1, 6, 8, 9, 12, 14, 20, 93, 95, 96, 97, 98, 99]);
const NAME_BYTES = 4_096;

/** Where an entry's header and data stand. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** What no extent covers, in order; pieces too small for an entry (a data descriptor has up to 24 bytes) are left out. */
export function uncovered(extents: readonly Extent[], size: number): Extent[] {
  const free: Extent[] = [];
  let at = 0;
  for (const extent of [...extents].sort((a, b) => a.start - b.start)) {
    if (extent.start - at > LOCAL_BYTES) free.push({ start: at, end: extent.start });
    at = Math.max(at, extent.end);
  }
  if (size - at > LOCAL_BYTES) free.push({ start: at, end: size });
  return free;
}

/** Do two extents share bytes? An honest archive has none; a small one that unpacks to terabytes does. */
export function overlap(extents: readonly Extent[]): boolean {
  const sorted = [...extents].sort((a, b) => a.start - b.start);
  return sorted.some((extent, index) => index > 0 && extent.start < (sorted[index - 1]?.end ?? 0));
}

/** Entries by their local headers in a stretch of bytes: for a lost directory, and for entries that it leaves out. */
export function* scanLocal(source: ByteSource, { start, end }: Extent): Generator<ZipEntry> {
  for (let at = start; at < end;) {
    const found = signatureAfter(source, at, end);
    if (found < 0) return;
    const header = localHeader(source, found);
    if (header === undefined || !plausible(header.entry) || header.dataStart > end) {
      at = found + 4;
      continue;
    }
    const { entry, dataStart } = header;
    if (entry.packed !== undefined) {
      yield entry;
      at = dataStart + entry.packed;
      continue;
    }
    // Its length stands behind the data: only the data itself tells where that is.
    const dataEnd = entry.method === 8 ? deflatedEnd(source, dataStart) : nextHeader(source, dataStart, end);
    yield { ...entry, packed: Math.max(0, dataEnd - dataStart) };
    at = Math.max(dataEnd, found + 4);
  }
}

/** The extent of an entry whose header and sizes are known. */
export function extentOf(entry: ZipEntry, dataStart: number): Extent {
  return { start: entry.offset, end: dataStart + (entry.packed ?? 0) };
}

function plausible(entry: ZipEntry): boolean {
  return KNOWN_METHODS.has(entry.method) && entry.rawName.length > 0 && entry.rawName.length <= NAME_BYTES;
}

function deflatedEnd(source: ByteSource, dataStart: number): number {
  const stream = inflate(source, dataStart);
  let step = stream.next();
  while (step.done !== true) step = stream.next();
  return step.value.consumed;
}

/** Before the next local header, descriptor or directory entry, else the end. */
function nextHeader(source: ByteSource, from: number, end: number): number {
  for (let at = from; at < end;) {
    const found = letters(source, at, end);
    if (found < 0) return end;
    const kind = source.read(found, 4);
    if ((kind[2] === 3 && kind[3] === 4) || (kind[2] === 7 && kind[3] === 8) || (kind[2] === 1 && kind[3] === 2)) return found;
    at = found + 2;
  }
  return end;
}

function signatureAfter(source: ByteSource, from: number, end: number): number {
  for (let at = from; at < end;) {
    const found = letters(source, at, end);
    if (found < 0) return -1;
    const kind = source.read(found, 4);
    if (kind[2] === 3 && kind[3] === 4) return found;
    at = found + 2;
  }
  return -1;
}

/** The next `PK`, with pieces that overlap by a byte. */
function letters(source: ByteSource, from: number, end: number): number {
  for (let at = from; at < end - 1;) {
    const piece = source.read(at, Math.min(PIECE, end - at));
    for (let index = piece.indexOf(0x50); index >= 0; index = piece.indexOf(0x50, index + 1)) {
      if (piece[index + 1] === 0x4b) return at + index;
    }
    if (piece.length < 2) return -1;
    at += piece.length - 1;
  }
  return -1;
}
