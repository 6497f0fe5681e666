import { crc32 } from "node:zlib";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import type { GapReason } from "../../model/gap.ts";
import { bunzip2 } from "../archive/bzip2.ts";
import { inflate, inflate64, inflateAtOnce, type Inflated } from "../archive/inflate.ts";
import { unlzma } from "../archive/lzma-stream.ts";
import { unpack } from "../archive/unpack.ts";
import { unxz } from "../archive/xz.ts";
import { unzstd } from "../archive/zstd.ts";
import type { ZipEntry } from "./entry.ts";

/** What came out of an entry, and what is wrong with it. */
export interface Content {
  readonly bytes: ByteSource;
  readonly problem?: readonly [reason: GapReason, detail: string];
  readonly limit?: "size-limit" | "ratio-limit";
}

/** Decompresses the data of an entry: `atOnce` bytes may be given as one piece, a window may have `most`. */
type Method = (
  packed: ByteSource,
  entry: ZipEntry,
  most: number,
  atOnce: number,
  tell: (at: number) => void,
) => Generator<Uint8Array, Inflated>;

/** Compression methods (APPNOTE.TXT section 4.4.5) besides 0, stored. */
const METHODS: Readonly<Record<number, Method>> = {
  8: (packed, _entry, _most, atOnce, tell) => inflated(packed, atOnce, tell),
  9: (packed, _entry, _most, _atOnce, tell) => inflate64(packed, 0, tell),
  12: (packed, _entry, _most, _atOnce, tell) => bunzip2(packed, 0, tell),
  14: (packed, entry, most, _atOnce, tell) => lzma(packed, entry, most, tell),
  20: (packed, _entry, most, _atOnce, tell) => unzstd(packed, 0, most, tell),
  93: (packed, _entry, most, _atOnce, tell) => unzstd(packed, 0, most, tell),
  95: (packed, _entry, most, _atOnce, tell) => unxz(packed, 0, most, tell),
};

const PROBLEMS: Readonly<Record<Inflated["end"], readonly [reason: GapReason, detail: string] | undefined>> = {
  whole: undefined,
  // Bytes behind the stream change nothing: size and checksum are looked at all the same.
  trailing: undefined,
  truncated: ["malformed", "the archive ends in the middle of this entry"],
  corrupt: ["malformed", "the compressed data of this entry is damaged; what came before was read"],
  checksum: ["malformed", "the checksum of this entry is wrong"],
  unsupported: ["unsupported", "the compressed data of this entry uses a variant that is not read"],
  window: ["size-limit", "the compressed data of this entry needs more memory than is allowed"],
};

/** Can entries of this method be read? */
export function isReadable(method: number): boolean {
  return method === 0 || METHODS[method] !== undefined;
}

/** The content of an entry whose data begins at `start`, counted by the budget; its method is readable. */
export function contentOf(source: ByteSource, entry: ZipEntry, start: number, budget: Budget): Content {
  const method = METHODS[entry.method];
  if (method === undefined) return stored(source, entry, start, budget);
  const packed = slice(source, start, entry.packed === undefined ? source.size : start + entry.packed);
  const most = budget.maxDocumentBytes;
  let consumed = 0;
  const open = (atOnce: boolean): Generator<Uint8Array, Inflated> =>
    method(packed, entry, most, atOnce ? most : 0, (at) => (consumed = at));
  const { bytes, ended, limit, crc } = unpack(open, budget, () => consumed);
  if (limit !== undefined) return { bytes, limit };
  const problem = PROBLEMS[ended?.end ?? "corrupt"];
  return problem === undefined ? checked({ bytes }, entry, crc) : { bytes, problem };
}

function stored(source: ByteSource, entry: ZipEntry, start: number, budget: Budget): Content {
  const wanted = entry.packed ?? 0;
  const bytes = slice(source, start, start + wanted);
  const limit = budget.output(bytes.size, { produced: bytes.size, consumed: bytes.size });
  if (limit !== undefined) return { bytes: slice(source, start, start), limit };
  if (bytes.size < wanted) return { bytes, problem: ["malformed", "the archive ends in the middle of this entry"] };
  let crc = 0;
  for (const piece of pieces(bytes)) crc = crc32(piece, crc);
  return checked({ bytes }, entry, crc);
}

function* inflated(packed: ByteSource, atOnce: number, tell: (at: number) => void): Generator<Uint8Array, Inflated> {
  const quick = packed.size <= atOnce ? inflateAtOnce(packed.read(0, packed.size).slice(), atOnce) : undefined;
  if (quick === undefined) return yield* inflate(packed, 0, tell);
  tell(quick.consumed);
  if (quick.out.length > 0) yield quick.out;
  return { end: "whole", consumed: quick.consumed };
}

/** Two bytes of version, two with the size of the properties, then these (APPNOTE.TXT section 5.8.8). */
function* lzma(packed: ByteSource, entry: ZipEntry, most: number, tell: (at: number) => void): Generator<Uint8Array, Inflated> {
  const header = packed.read(0, 9).slice();
  if (header.length < 9) return { end: "truncated", consumed: packed.size };
  const view = new DataView(header.buffer);
  const properties = view.getUint16(2, true);
  if (properties < 5) return { end: "corrupt", consumed: 0 };
  // Bit 1: a marker ends the data.
  const size = (entry.flags & 2) === 0 ? entry.size : undefined;
  return yield* unlzma(
    packed,
    { start: 4 + properties, properties: header[4] as number, window: view.getUint32(5, true), size },
    most,
    tell,
  );
}

function checked(content: Content, entry: ZipEntry, crc: number): Content {
  if (entry.size === undefined) return content;
  if (content.bytes.size !== entry.size)
    return { ...content, problem: ["malformed", "the entry has another size than the archive says"] };
  if (entry.crc !== crc) return { ...content, problem: ["malformed", "the checksum of this entry is wrong"] };
  return content;
}
