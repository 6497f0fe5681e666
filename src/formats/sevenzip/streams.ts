import { Broken } from "../archive/broken.ts";
import type { Fields } from "./fields.ts";
import { readFolder, type Folder } from "./folder.ts";

/** Property ids (7zFormat.txt, "Property IDs"). */
const END = 0;
const PACKED = 6;
const FOLDERS = 7;
const SUBSTREAMS = 8;
const SIZE = 9;
const CRC = 0x0a;
const FOLDER = 0x0b;
const CODER_SIZES = 0x0c;
const COUNTS = 0x0d;

/** A packed stream: where it lies, from the first byte of the file. */
export interface Packed {
  readonly offset: number;
  readonly size: number;
}

/** Files that follow each other in the content of a folder. */
export interface Streams {
  readonly packed: readonly Packed[];
  readonly folders: readonly Folder[];
}

/** The packed streams follow the signature header. */
const DATA_START = 32;

/** "Streams Info" of 7zFormat.txt, after its id. Throws `Broken` on what is impossible. */
export function readStreams(fields: Fields): Streams {
  let packed: Packed[] = [];
  let folders: Folder[] = [];
  let divided = false;
  for (let id = fields.number(); id !== END; id = fields.number()) {
    if (id === PACKED) packed = readPacked(fields);
    else if (id === FOLDERS) folders = readFolders(fields);
    else if (id === SUBSTREAMS) {
      readSubstreams(fields, folders);
      divided = true;
    } else throw new Broken("corrupt");
  }
  if (!divided) for (const folder of folders) folder.files = { sizes: [sizeOf(folder)], crcs: [folder.crc] };
  return { packed, folders };
}

function readPacked(fields: Fields): Packed[] {
  let offset = DATA_START + fields.number();
  const packed: Packed[] = [];
  const count = fields.count();
  for (let id = fields.number(); id !== END; id = fields.number()) {
    if (id === SIZE) {
      for (let index = 0; index < count; index += 1) {
        const size = fields.number();
        packed.push({ offset, size });
        offset += size;
      }
    } else if (id === CRC) digests(fields, count);
    else fields.bytes(fields.number());
  }
  return packed;
}

function readFolders(fields: Fields): Folder[] {
  if (fields.number() !== FOLDER) throw new Broken("corrupt");
  const count = fields.count();
  notElsewhere(fields);
  const folders = Array.from({ length: count }, () => readFolder(fields));
  if (fields.number() !== CODER_SIZES) throw new Broken("corrupt");
  for (const folder of folders) folder.sizes = folder.coders.map(() => fields.number());
  for (let id = fields.number(); id !== END; id = fields.number()) {
    if (id === CRC) {
      const crcs = digests(fields, count);
      for (const [index, folder] of folders.entries()) folder.crc = crcs[index];
    } else fields.bytes(fields.number());
  }
  return folders;
}

function readSubstreams(fields: Fields, folders: readonly Folder[]): void {
  let id = fields.number();
  let counts: number[] = folders.map(() => 1);
  if (id === COUNTS) {
    counts = folders.map(() => fields.count());
    id = fields.number();
  }
  const sizes = folders.map((folder, index) => {
    const count = counts[index] as number;
    const own: number[] = [];
    let left = sizeOf(folder);
    if (count > 1 && id !== SIZE) throw new Broken("corrupt");
    // The last size is what is left.
    for (let file = 1; file < count; file += 1) {
      const size = fields.number();
      left -= size;
      own.push(size);
    }
    if (left < 0) throw new Broken("corrupt");
    if (count > 0) own.push(left);
    return own;
  });
  if (id === SIZE) id = fields.number();
  // A folder of one file has its checksum already.
  const isKnown = (folder: Folder, index: number): boolean => counts[index] === 1 && folder.crc !== undefined;
  let crcs: (number | undefined)[] = [];
  for (; id !== END; id = fields.number()) {
    if (id === CRC) {
      const missing = folders.reduce((sum, folder, index) => sum + (isKnown(folder, index) ? 0 : (counts[index] as number)), 0);
      crcs = digests(fields, missing);
    } else fields.bytes(fields.number());
  }
  let next = 0;
  for (const [index, folder] of folders.entries()) {
    const count = counts[index] as number;
    const known = isKnown(folder, index);
    folder.files = { sizes: sizes[index] as number[], crcs: known ? [folder.crc] : crcs.slice(next, next + count) };
    if (!known) next += count;
  }
}

/** Bytes that come out of a folder. */
function sizeOf(folder: Folder): number {
  const size = folder.sizes[folder.main];
  if (size === undefined) throw new Broken("corrupt");
  return size;
}

function digests(fields: Fields, count: number): (number | undefined)[] {
  const stated = fields.optionalBits(count);
  return Array.from(stated, (is) => (is === 1 ? fields.uint32() : undefined));
}

/** "External": the fields stand in a stream of their own, which no program writes. */
export function notElsewhere(fields: Fields): void {
  if (fields.byte() !== 0) throw new Broken("unsupported");
}
