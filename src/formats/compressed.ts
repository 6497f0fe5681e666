import { signatureOf } from "../bytes/signatures.ts";
import type { ByteSource } from "../model/bytes.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../model/extractor.ts";
import { bunzip2 } from "./archive/bzip2.ts";
import { endingGap } from "./archive/endings.ts";
import type { Inflated } from "./archive/inflate.ts";
import { unlz4 } from "./archive/lz4.ts";
import { unlzip } from "./archive/lzip.ts";
import { aloneHeader, looksLikeLzma, unlzma } from "./archive/lzma-stream.ts";
import { uncompress } from "./archive/lzw.ts";
import { unpack } from "./archive/unpack.ts";
import { unxz } from "./archive/xz.ts";
import { unzstd } from "./archive/zstd.ts";
import { gap } from "./gap.ts";
import { hinted } from "./sniff.ts";

/** A decompressor of a whole file: `most` bytes of window, `tell` hears how far the source was read. */
type Decompress = (source: ByteSource, most: number, tell: (at: number) => void) => Generator<Uint8Array, Inflated>;

const READS = "The content, opened as what it is; of a damaged file what comes before the damage.";

/** Files that are one compressed stream, besides gzip. */
export const compressed: readonly Extractor[] = [
  format("bzip2", "bzip2-compressed files", [".bz2", ".tbz2", ".tbz"], bySignature("bzip2"), (source, _most, tell) =>
    bunzip2(source, 0, tell),
  ),
  format("xz", "xz-compressed files", [".xz", ".txz"], bySignature("xz"), (source, most, tell) => unxz(source, 0, most, tell)),
  format("zstd", "Zstandard-compressed files", [".zst", ".tzst"], bySignature("zstd"), (source, most, tell) =>
    unzstd(source, 0, most, tell),
  ),
  format("lz4", "LZ4-compressed files", [".lz4"], bySignature("lz4"), (source, _most, tell) => unlz4(source, 0, tell)),
  format("lzip", "lzip-compressed files", [".lz", ".tlz"], bySignature("lzip"), unlzip),
  format("compress", "Files of Unix compress", [".Z"], isCompress, (source, _most, tell) => uncompress(source, 0, tell)),
  format("lzma", "LZMA-compressed files of the old format", [".lzma"], isLzma, lzma),
];

function format(
  id: string,
  description: string,
  extensions: readonly string[],
  accepts: (sniffed: Sniffed) => boolean,
  decompress: Decompress,
): Extractor {
  const endings = extensions.map((extension) => extension.toLowerCase());
  return {
    id,
    description,
    reads: READS,
    extensions: endings,
    accepts,
    *extract(document, context) {
      yield* content(document, context, endings, decompress);
    },
  };
}

function* content(
  document: Document,
  context: ExtractContext,
  endings: readonly string[],
  decompress: Decompress,
): Generator<Unfolded> {
  const { budget } = context;
  let consumed = 0;
  const open = (): Generator<Uint8Array, Inflated> =>
    decompress(document.bytes, budget.maxDocumentBytes, (at) => (consumed = at));
  const { bytes, ended, limit } = unpack(open, budget, () => consumed);
  const step = { kind: "stream" } as const;
  if (bytes.size > 0) yield { kind: "document", steps: [step], name: innerName(document.name, endings), declaredType: "", bytes };
  const examined = bytes.size > 0 ? "partly" : "none";
  if (limit !== undefined) yield gap(limit, examined, `the content was read up to ${bytes.size} bytes`, [step]);
  if (ended !== undefined && ended.end !== "whole") yield endingGap(ended.end, examined);
  else if (ended !== undefined && ended.consumed < document.bytes.size) yield endingGap("trailing", examined);
}

/** `a.tbz2` holds a tar archive, `a.csv.bz2` a table. */
function innerName(name: string, endings: readonly string[]): string {
  const lower = name.toLowerCase();
  const ending = endings.find((one) => lower.endsWith(one));
  if (ending === undefined) return name;
  return name.slice(0, -ending.length) + (ending.startsWith(".t") ? ".tar" : "");
}

function bySignature(id: string): (sniffed: Sniffed) => boolean {
  return (sniffed) => signatureOf(sniffed.head)?.id === id;
}

/** Two bytes begin many a file: the flags decide (compress 4.0: 9 to 16 bits, two bits always 0). */
function isCompress({ head }: Sniffed): boolean {
  const flags = head[2] ?? 0;
  const bits = flags & 0x1f;
  return head[0] === 0x1f && head[1] === 0x9d && (flags & 0x60) === 0 && bits >= 9 && bits <= 16;
}

/** There is no signature: besides a header that is possible the name must say it, or the usual settings. */
function isLzma(sniffed: Sniffed): boolean {
  if (!looksLikeLzma(sniffed.head)) return false;
  return (
    hinted(sniffed, [".lzma"], ["application/x-lzma"]) ||
    (sniffed.head[0] === 0x5d && sniffed.head[1] === 0 && sniffed.head[2] === 0)
  );
}

function* lzma(source: ByteSource, most: number, tell: (at: number) => void): Generator<Uint8Array, Inflated> {
  const header = aloneHeader(source);
  if (header === undefined) return { end: "truncated", consumed: 0 };
  return yield* unlzma(source, header, most, tell);
}
