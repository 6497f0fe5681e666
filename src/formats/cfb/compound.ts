import type { ByteSource } from "../../model/bytes.ts";
import type { Sniffed } from "../../model/extractor.ts";
import { followChain, type Next } from "./chain.ts";
import { readDirectory, ROOT, type DirectoryEntry } from "./directory.ts";
import { bytesThere, chainSource, type Sectors } from "./extents.ts";
import { numbersIn, openFat } from "./fat.ts";
import { readHeader, startsCompound, type Header } from "./header.ts";
import { buildTree } from "./tree.ts";
import type { Compound, CompoundStorage, CompoundStream, OpenedStream } from "./types.ts";

export { startsCompound } from "./header.ts";
export type { Compound, CompoundEntry, CompoundStorage, CompoundStream, OpenedStream } from "./types.ts";

const MINI_BYTES = 64;
/** Streams of one file may share sectors only by damage or on purpose: then all of them together are no longer than this many files. */
const TIMES_READ = 4;
const SPARE_SECTORS = 4_096;

/**
 * Opens a compound file ([MS-CFB]: both sector sizes, mini streams, FAT and DIFAT) over a source with random
 * access. Reads the header and the directory, no content. `undefined` when it does not begin as one; what is damaged
 * or cut off is opened as far as it goes and says so. Never throws, ends after work in proportion to the file.
 */
export function openCompound(source: ByteSource): Compound | undefined {
  const header = readHeader(source);
  if (header === undefined) return undefined;
  const { sectorBytes, version } = header;
  const at: Sectors = { source, base: sectorBytes, sectorBytes };
  const sectors = Math.ceil(source.size / sectorBytes);
  const fat = openFat(header, at);
  const chain = followChain(header.directory, sectors, fat.next);
  const there = chainSource(at, chain.extents, bytesThere(at, chain.extents));
  const { entries, cut } = readDirectory(there, version, chain.guessedFrom * sectorBytes);
  const opened = openStreams(
    header,
    at,
    fat.next,
    entries.find((entry) => entry?.type === ROOT),
  );
  const tree = buildTree(entries, opened);
  return { root: tree.root, lost: tree.lost, damaged: tree.damaged || header.odd || fat.damaged || cut || !chain.whole };
}

/** How the streams of a file are opened, each of them once. */
function openStreams(
  header: Header,
  at: Sectors,
  next: Next,
  root: DirectoryEntry | undefined,
): (entry: DirectoryEntry) => CompoundStream["open"] {
  let left = Math.ceil(at.source.size / at.sectorBytes) * TIMES_READ + SPARE_SECTORS;
  const chained = (sectors: Sectors, follow: Next, start: number, size: number): OpenedStream => {
    const limit = Math.floor((left * at.sectorBytes) / sectors.sectorBytes);
    const { extents, whole } = followChain(start, Math.min(Math.ceil(size / sectors.sectorBytes), limit), follow);
    left = Math.max(0, left - (extents.length * sectors.sectorBytes) / at.sectorBytes);
    const there = Math.min(size, bytesThere(sectors, extents));
    return { bytes: chainSource(sectors, extents, there), whole: whole && there === size };
  };
  const mini = once((): { readonly at: Sectors; readonly next: Next; readonly whole: boolean } => {
    const stream = chained(at, next, root?.start ?? 0, root?.size ?? 0);
    const table = followChain(header.miniFat, Math.ceil(at.source.size / at.sectorBytes / 16) + 1, next);
    const bytes = chainSource(at, table.extents, bytesThere(at, table.extents));
    const numbers = numbersIn(bytes.read(0, bytes.size));
    return {
      at: { source: stream.bytes, base: 0, sectorBytes: MINI_BYTES },
      next: (sector) => numbers[sector],
      whole: stream.whole,
    };
  });
  return (entry) =>
    once(() => {
      if (entry.size === 0) return { bytes: chainSource(at, { sectors: [], before: [], length: 0 }, 0), whole: true };
      if (entry.size >= header.miniCutoff) return chained(at, next, entry.start, entry.size);
      const { at: miniAt, next: miniNext } = mini();
      return chained(miniAt, miniNext, entry.start, entry.size);
    });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const known = new WeakMap<Sniffed, { readonly compound: Compound | undefined }>();

/** The compound file that is sniffed at, for `accepts`; opened once however many formats ask. */
export function compoundOf(sniffed: Sniffed): Compound | undefined {
  if (!startsCompound(sniffed.head)) return undefined;
  const before = known.get(sniffed);
  if (before !== undefined) return before.compound;
  const source: ByteSource = { size: sniffed.size, read: (offset, length) => sniffed.peek(offset, length) };
  const compound = openCompound(source);
  known.set(sniffed, { compound });
  return compound;
}

/** A stream of a storage by its name, upper and lower case being the same ([MS-CFB] 2.6.4). */
export function streamIn(storage: CompoundStorage, name: string): CompoundStream | undefined {
  const wanted = name.toUpperCase();
  for (const entry of storage.entries) if (entry.kind === "stream" && entry.name.toUpperCase() === wanted) return entry;
  return undefined;
}

/** A storage in a storage by its name, as `streamIn`. */
export function storageIn(storage: CompoundStorage, name: string): CompoundStorage | undefined {
  const wanted = name.toUpperCase();
  for (const entry of storage.entries) if (entry.kind === "storage" && entry.name.toUpperCase() === wanted) return entry;
  return undefined;
}
