import * as yauzl from "yauzl";
import type { ByteSource } from "../../model/bytes.ts";
import { unicodePath, type ZipEntry } from "./entry.ts";

/** More entries than any limit opens: the rest of the directory is not listed. */
const LISTED = 200_000;
const NAME_BYTES = 2_048;
const CACHE_BYTES = 65_536;

/** What the central directory lists; `broken` when it ends in damage or cannot be found. */
export interface Directory {
  readonly entries: readonly ZipEntry[];
  readonly broken: boolean;
}

/** Reads the central directory, zip64 included. Damage ends the list and never throws. */
export async function readDirectory(source: ByteSource): Promise<Directory> {
  const entries: ZipEntry[] = [];
  try {
    const archive = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
    for await (const entry of archive.eachEntry()) {
      entries.push(toEntry(entry));
      if (entries.length >= LISTED) break;
    }
    return { entries, broken: false };
  } catch {
    // Cut off, damaged, of several parts, or not where it should be: the caller looks for local headers.
    return { entries, broken: true };
  }
}

function toEntry(entry: yauzl.Entry): ZipEntry {
  const path = entry.extraFields.find((field) => field.id === 0x7075)?.data;
  const unicode = unicodePath(path);
  return {
    rawName: Uint8Array.from(entry.fileNameRaw.subarray(0, NAME_BYTES)),
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc: entry.crc32,
    packed: entry.compressedSize,
    size: entry.uncompressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    unicodeName: unicode === undefined ? undefined : Uint8Array.from(unicode.subarray(0, NAME_BYTES)),
  };
}

/** The library's way to read, over a byte source; the directory is read in many small steps. */
class SourceReader extends yauzl.RandomAccessReader {
  private readonly source: ByteSource;
  private cache: Uint8Array = new Uint8Array(0);
  private cacheStart = 0;

  constructor(source: ByteSource) {
    super();
    this.source = source;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    if (position < 0 || position + length > this.source.size) {
      callback(new Error("end of source"));
      return;
    }
    if (position < this.cacheStart || position + length > this.cacheStart + this.cache.length) {
      this.cache = this.source.read(position, Math.max(length, CACHE_BYTES)).slice();
      this.cacheStart = position;
    }
    const from = position - this.cacheStart;
    if (from + length > this.cache.length) {
      callback(new Error("end of source"));
      return;
    }
    buffer.set(this.cache.subarray(from, from + length), offset);
    callback(null);
  }
}
