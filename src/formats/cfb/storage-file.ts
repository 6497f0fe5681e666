import type { ByteSource } from "../../model/bytes.ts";
import { NO_ENTRY } from "./directory.ts";
import { COMPOUND_SIGNATURE, END_OF_CHAIN } from "./header.ts";
import type { CompoundEntry, CompoundStorage } from "./types.ts";

const SECTOR = 512;
const MINI = 64;
const CUTOFF = 4_096;
const ENTRY = 128;
const FREE = 0xffffffff;
const FAT_SECTOR = 0xfffffffd;
const DIFAT_SECTOR = 0xfffffffc;
const IN_HEADER = 109;
const PER_SECTOR = SECTOR / 4;

/** A stretch of the file that is made: bytes at an offset, read when they are asked for. */
interface Piece {
  readonly offset: number;
  readonly source: ByteSource;
}

/**
 * A storage as a compound file of its own ([MS-CFB], version 3), its streams read from where they lie: an object that
 * was put into a message or document is given to those that read its format.
 */
export function storageFile(storage: CompoundStorage): ByteSource {
  const directory = listed(storage);
  const fat: number[] = [];
  const miniFat: number[] = [];
  const pieces: Piece[] = [];
  const minis: Piece[] = [];
  const starts = directory.map(({ stream }) => {
    if (stream === undefined || stream.size === 0) return END_OF_CHAIN;
    if (stream.size < CUTOFF) {
      minis.push({ offset: miniFat.length * MINI, source: stream });
      return chain(miniFat, Math.ceil(stream.size / MINI));
    }
    return place(pieces, fat, stream);
  });
  const miniStream = joined(minis, miniFat.length * MINI);
  const rootStart = miniStream.size === 0 ? END_OF_CHAIN : place(pieces, fat, miniStream);
  const miniFatStart = miniFat.length === 0 ? END_OF_CHAIN : place(pieces, fat, held(words(miniFat)));
  const directoryStart = place(pieces, fat, held(directoryBytes(storage, directory, starts, rootStart, miniStream.size)));
  const used = fat.length;
  const { tables, more } = tableSizes(used);
  const places = Array.from({ length: tables }, (_, index) => used + index);
  for (let index = 0; index < tables; index += 1) fat.push(FAT_SECTOR);
  for (let index = 0; index < more; index += 1) fat.push(DIFAT_SECTOR);
  pieces.push({ offset: SECTOR * (used + 1), source: held(words(fat)) });
  if (more > 0)
    pieces.push({ offset: SECTOR * (used + tables + 1), source: held(difat(places.slice(IN_HEADER), used + tables)) });
  const head = header({ directoryStart, miniFatStart, tables, more, difatStart: used + tables });
  places.slice(0, IN_HEADER).forEach((sector, index) => head.writeUInt32LE(sector, 76 + index * 4));
  pieces.unshift({ offset: 0, source: held(head) });
  return joined(pieces, SECTOR * (fat.length + 1));
}

function header(at: { directoryStart: number; miniFatStart: number; tables: number; more: number; difatStart: number }): Buffer {
  const head = Buffer.alloc(SECTOR);
  head.set(COMPOUND_SIGNATURE);
  for (const [offset, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    head.writeUInt16LE(value, offset);
  head.writeUInt32LE(at.tables, 44);
  head.writeUInt32LE(at.directoryStart, 48);
  head.writeUInt32LE(CUTOFF, 56);
  head.writeUInt32LE(at.miniFatStart, 60);
  head.writeUInt32LE(at.miniFatStart === END_OF_CHAIN ? 0 : 1, 64);
  head.writeUInt32LE(at.more === 0 ? END_OF_CHAIN : at.difatStart, 68);
  head.writeUInt32LE(at.more, 72);
  head.fill(0xff, 76);
  return head;
}

interface Listed {
  readonly entry: CompoundEntry;
  readonly stream: ByteSource | undefined;
  /** Number of the first entry of a storage, and of what stands behind this one in its own. */
  child: number;
  right: number;
}

/** All entries; number 0 is the storage itself. Siblings are a list, each the right-hand neighbour of the one before. */
function listed(root: CompoundStorage): readonly Listed[] {
  const all: Listed[] = [{ entry: root, stream: undefined, child: NO_ENTRY, right: NO_ENTRY }];
  for (let at = 0; at < all.length; at += 1) {
    const parent = all[at] as Listed;
    if (parent.entry.kind === "stream") continue;
    let before: Listed | undefined;
    for (const entry of parent.entry.entries) {
      const stream = entry.kind === "stream" ? entry.open().bytes : undefined;
      const one: Listed = { entry, stream, child: NO_ENTRY, right: NO_ENTRY };
      if (before === undefined) parent.child = all.length;
      else before.right = all.length;
      before = one;
      all.push(one);
    }
  }
  return all;
}

function directoryBytes(
  root: CompoundStorage,
  all: readonly Listed[],
  starts: readonly number[],
  rootStart: number,
  miniBytes: number,
): Buffer {
  const out = Buffer.alloc(Math.ceil((all.length * ENTRY) / SECTOR) * SECTOR);
  for (let at = 0; at < out.length; at += ENTRY) out.fill(0xff, at + 68, at + 80);
  for (const [index, { entry, stream, child, right }] of all.entries()) {
    const row = out.subarray(index * ENTRY, (index + 1) * ENTRY);
    const name = Buffer.from(index === 0 ? "Root Entry" : entry.name, "utf16le").subarray(0, 62);
    name.copy(row);
    row.writeUInt16LE(name.length + 2, 64);
    row[66] = index === 0 ? 5 : entry.kind === "stream" ? 2 : 1;
    row[67] = 1;
    row.writeUInt32LE(right, 72);
    row.writeUInt32LE(child, 76);
    const storage = index === 0 ? root : entry;
    if (storage.kind === "storage") guidBytes(storage.clsid).copy(row, 80);
    row.writeUInt32LE(index === 0 ? rootStart : (starts[index] as number), 116);
    row.writeUInt32LE(index === 0 ? miniBytes : (stream?.size ?? 0), 120);
  }
  return out;
}

function guidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll("-", ""), "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

function place(pieces: Piece[], fat: number[], source: ByteSource): number {
  pieces.push({ offset: SECTOR * (fat.length + 1), source });
  return chain(fat, Math.ceil(source.size / SECTOR));
}

function chain(table: number[], length: number): number {
  const start = table.length;
  for (let index = 1; index < length; index += 1) table.push(start + index);
  table.push(END_OF_CHAIN);
  return start;
}

/** The table describes its own sectors, too. */
function tableSizes(used: number): { readonly tables: number; readonly more: number } {
  for (let tables = 0, more = 0; ;) {
    const need = Math.ceil((used + tables + more) / PER_SECTOR);
    const rest = Math.ceil(Math.max(0, need - IN_HEADER) / (PER_SECTOR - 1));
    if (need === tables && rest === more) return { tables, more };
    tables = need;
    more = rest;
  }
}

function difat(places: readonly number[], start: number): Buffer {
  const numbers: number[] = [];
  for (let from = 0; from < places.length; from += PER_SECTOR - 1) {
    const some = places.slice(from, from + PER_SECTOR - 1);
    for (let index = 0; index < PER_SECTOR - 1; index += 1) numbers.push(some[index] ?? FREE);
    const next = start + numbers.length / PER_SECTOR;
    numbers.push(from + PER_SECTOR - 1 < places.length ? Math.ceil(next) : END_OF_CHAIN);
  }
  return words(numbers);
}

function words(numbers: readonly number[]): Buffer {
  const out = Buffer.alloc(Math.ceil(numbers.length / PER_SECTOR) * SECTOR, 0xff);
  for (const [index, number] of numbers.entries()) out.writeUInt32LE(number >>> 0, index * 4);
  return out;
}

function held(bytes: Uint8Array): ByteSource {
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return { size: plain.length, read: (offset, length) => plain.subarray(offset, offset + length) };
}

/** Pieces in ascending order as one source; what lies between them is zeros. */
function joined(pieces: readonly Piece[], size: number): ByteSource {
  return {
    size,
    read(offset, length) {
      const from = Math.max(0, Math.min(size, offset));
      const end = Math.min(size, from + Math.max(0, length));
      const out = new Uint8Array(end - from);
      let low = 0;
      let high = pieces.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((pieces[middle] as Piece).offset <= from) low = middle;
        else high = middle - 1;
      }
      for (let index = low; index < pieces.length; index += 1) {
        const { offset: start, source } = pieces[index] as Piece;
        if (start >= end) break;
        const first = Math.max(from, start);
        const stop = Math.min(end, start + source.size);
        if (first < stop) out.set(source.read(first - start, stop - first), first - from);
      }
      return out;
    },
  };
}
