import { crc32 } from "node:zlib";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import type { GapReason } from "../../model/gap.ts";
import { inflate, inflateAtOnce, type Inflated } from "../archive/inflate.ts";
import { contentOf, isReadable } from "./content.ts";
import { isEncrypted, localHeader, methodName, type ZipEntry } from "./entry.ts";
import { nameDecoder } from "./names.ts";
import { extentOf, type Extent, scanLocal, uncovered } from "./scan.ts";

/** A part of a package: a document format that is a zip archive. */
export interface Part {
  /** Path with `/`, without one in front. */
  readonly name: string;
  /** Compressed size in bytes, as stated. */
  readonly packed: number;
  readonly entry: ZipEntry;
  readonly dataStart: number;
}

/** What ended a part before its end, in our words. */
export interface PartEnd {
  readonly problem?: readonly [reason: GapReason, detail: string];
  readonly limit?: "size-limit" | "ratio-limit";
}

export interface Package {
  readonly source: ByteSource;
  /** In the order of the directory, then those that it leaves out. */
  readonly parts: readonly Part[];
  /** Names that the directory lists and that stand nowhere. */
  readonly lost: readonly string[];
  /** What is wrong with the archive as a whole; `undefined` when nothing is. */
  readonly damage: string | undefined;
}

/** More parts of a document are not listed; the budget stops long before. */
const LISTED = 200_000;
/** A part whose packed bytes are fewer is unpacked by zlib at once, into at most this much. */
const AT_ONCE_PACKED = 1_048_576;
const AT_ONCE_BYTES = 16 * 1_048_576;
const PIECE = 131_072;

/** Lists the parts of a package. Of a damaged archive those that local headers tell; it never throws for damage. */
export async function openPackage(source: ByteSource, most = LISTED): Promise<Package> {
  const { readDirectory } = await import("./directory.ts");
  let directory = await readDirectory(source);
  const recordEnd = directory.broken ? endOfRecord(source) : source.size;
  // A line end that a gateway added behind the archive is no damage.
  if (recordEnd < source.size) directory = await readDirectory(slice(source, 0, recordEnd));
  const behind = directory.broken ? 0 : source.size - recordEnd;
  const nameOf = nameDecoder(directory.entries);
  const parts: Part[] = [];
  const extents: Extent[] = [];
  const lost: string[] = [];
  const add = (entry: ZipEntry, name: string): void => {
    const header = localHeader(source, entry.offset);
    const path = name.replaceAll("\\", "/").replace(/^\/{1,8}/, "");
    if (header === undefined) lost.push(path);
    else {
      extents.push(extentOf(entry, header.dataStart));
      const merged = isEncrypted(header.entry) ? { ...entry, flags: entry.flags | 1 } : entry;
      if (!path.endsWith("/")) parts.push({ name: path, packed: entry.packed ?? 0, entry: merged, dataStart: header.dataStart });
    }
  };
  for (const entry of directory.entries) if (parts.length < most) add(entry, nameOf(entry));
  const listed = parts.length;
  for (const stretch of uncovered(extents, source.size))
    for (const entry of scanLocal(source, stretch)) if (parts.length < most) add(entry, nameDecoder([entry])(entry));
  const found = parts.length - listed;
  return { source, parts, lost, damage: damageOf(directory.broken, lost.length, found, behind) };
}

/** The end record and the longest comment behind it (APPNOTE.TXT section 4.3.16). */
const END_BYTES = 22 + 65_535;

/** Where the last end record ends by what it says of its comment; the size of the source when there is none. */
function endOfRecord(source: ByteSource): number {
  const from = Math.max(0, source.size - END_BYTES);
  const tail = Buffer.from(source.read(from, END_BYTES).slice());
  const at = tail.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  return at < 0 || at + 22 > tail.length ? source.size : from + at + 22 + tail.readUInt16LE(at + 20);
}

/** Bytes behind the archive that hold nothing. */
const BEHIND = 16;

function damageOf(broken: boolean, lost: number, found: number, behind: number): string | undefined {
  if (broken) return `the document's zip directory is damaged: ${found} parts were found without it`;
  if (lost > 0) return `${lost} parts do not stand where the zip directory says; ${found} were found elsewhere`;
  if (found === 0 && behind > BEHIND) return `${behind} bytes behind the document's zip archive were not read`;
  return found > 0 ? `${found} parts are missing from the zip directory; they were read` : undefined;
}

/** Why a part cannot be unpacked; `undefined` when it can. */
export function closed({ entry }: Part): { readonly reason: "encrypted" | "unsupported"; readonly detail: string } | undefined {
  if (isEncrypted(entry)) return { reason: "encrypted", detail: "a part of the document needs a password" };
  if (isReadable(entry.method)) return undefined;
  return { reason: "unsupported", detail: `a part of the document is compressed with ${methodName(entry.method)}` };
}

/** The unpacked bytes of a part, counted by the budget, in flat memory. A piece is valid until the next one. */
export function* partPieces({ source }: Package, part: Part, budget: Budget): Generator<Uint8Array, PartEnd> {
  if (part.entry.method !== 0 && part.entry.method !== 8) {
    const { bytes, end } = partBytes({ source }, part, budget);
    yield* pieces(bytes, PIECE);
    return end;
  }
  let produced = 0;
  let crc = 0;
  let consumed = 0;
  const stream = open(source, part, (at) => (consumed = at));
  for (;;) {
    const step = stream.next();
    if (step.done === true) return verdict(step.value, part, produced, crc);
    produced += step.value.length;
    const limit = budget.output(step.value.length, { produced, consumed });
    if (limit !== undefined) return { limit };
    crc = crc32(step.value, crc);
    yield step.value;
  }
}

/** A part as a document's bytes: in memory up to the budget's size of a document, else unpacked again as it is read. */
export function partBytes(
  { source }: Pick<Package, "source">,
  { entry, dataStart }: Part,
  budget: Budget,
): { readonly bytes: ByteSource; readonly end: PartEnd } {
  const { bytes, problem, limit } = contentOf(source, entry, dataStart, budget);
  return { bytes, end: { ...(problem === undefined ? {} : { problem }), ...(limit === undefined ? {} : { limit }) } };
}

function* open(source: ByteSource, { entry, dataStart }: Part, tell: (at: number) => void): Generator<Uint8Array, Inflated> {
  const packed = slice(source, dataStart, entry.packed === undefined ? source.size : dataStart + entry.packed);
  if (entry.method === 0) {
    tell(packed.size);
    yield* pieces(packed, PIECE);
    return { end: packed.size < (entry.packed ?? 0) ? "truncated" : "whole", consumed: packed.size };
  }
  const quick = packed.size <= AT_ONCE_PACKED ? inflateAtOnce(packed.read(0, packed.size).slice(), AT_ONCE_BYTES) : undefined;
  if (quick === undefined) return yield* inflate(packed, 0, tell);
  tell(quick.consumed);
  for (let at = 0; at < quick.out.length; at += PIECE) yield quick.out.subarray(at, at + PIECE);
  return { end: "whole", consumed: quick.consumed };
}

function verdict({ end }: Inflated, { entry }: Part, produced: number, crc: number): PartEnd {
  if (end === "truncated") return { problem: ["malformed", "a part of the document is cut off"] };
  if (end !== "whole")
    return { problem: ["malformed", "a part of the document is damaged; what came before the damage was read"] };
  if (entry.size === undefined) return {};
  if (produced !== entry.size) return { problem: ["malformed", "a part of the document has another size than its archive says"] };
  return entry.crc === crc ? {} : { problem: ["malformed", "the checksum of a part of the document is wrong"] };
}
