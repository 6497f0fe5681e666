import { signatureOf } from "../../bytes/signatures.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { Budget, ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import { bunzip2 } from "../archive/bzip2.ts";
import type { Inflated } from "../archive/inflate.ts";
import { unlzma2Alone } from "../archive/lzma2-stream.ts";
import { unlzma } from "../archive/lzma-stream.ts";
import { unpack, type Unpacked } from "../archive/unpack.ts";
import { gap } from "../gap.ts";
import { looksLikeText } from "../sniff.ts";
import { MOST_WINDOW } from "./decode.ts";
import { START_BYTES } from "./header.ts";

/** Settings that are usual, of methods whose settings stand in the list of files: lc 3, lp 0, pb 2, windows of 64 MiB. */
const LZMA_PROPERTIES = 0x5d;
const LZMA_WINDOW = 64 * 1024 ** 2;
const LZMA2_WINDOW = 28;
/** Fewer bytes than this come out of anything. */
const LEAST = 64;

type Guess = (tell: (at: number) => void) => Generator<Uint8Array, Inflated>;

/**
 * What can be decoded of an archive without its list of files (it is cut off, or one part of a split archive): the packed
 * streams begin behind the signature, LZMA2 and bzip2 tell where they end.
 */
export function* salvaged({ bytes: source, name }: Document, { budget }: ExtractContext): Generator<Unfolded> {
  const isPart = /\.\d{3}$/.test(name);
  let found = 0;
  let at = START_BYTES;
  while (at < source.size) {
    if (budget.entry() !== undefined) break;
    const unpacked = packedAt(source, at, budget);
    if (unpacked === undefined) break;
    found += 1;
    const steps: readonly Step[] = [{ kind: "entry", name: `stream ${found}` }];
    yield { kind: "document", steps, name: "", declaredType: "", bytes: unpacked.bytes };
    if (unpacked.limit !== undefined) yield gap(unpacked.limit, "partly", "the stream was not read to its end", steps);
    if (unpacked.ended?.end !== "whole" || unpacked.ended.consumed <= at) break;
    at = unpacked.ended.consumed;
  }
  const examined = found > 0 ? "partly" : "none";
  const what = isPart
    ? "the first part of a split 7z archive: what lies in later parts was not read"
    : "the archive is damaged: its list of files is lost";
  const read = found > 0 ? `; ${found} streams were read as they lie in it, which may hold several files each` : "";
  yield gap(isPart ? "unsupported" : "malformed", examined, what + read);
}

/** What stands at `at`, if it can be told. */
function packedAt(source: ByteSource, at: number, budget: Budget): Unpacked | undefined {
  const guess = guessAt(source, at, MOST_WINDOW);
  if (guess === undefined) return undefined;
  let consumed = 0;
  const unpacked = unpack(
    () => guess((to) => (consumed = to - at)),
    budget,
    () => consumed,
  );
  return unpacked.bytes.size < LEAST ? undefined : unpacked;
}

function guessAt(source: ByteSource, at: number, most: number): Guess | undefined {
  const head = source.read(at, 512).slice();
  const first = head[0] ?? 0;
  if (first === 0x42 && head[1] === 0x5a && head[2] === 0x68) return (tell) => bunzip2(source, at, tell);
  // The first chunk sets its window up anew, states what is possible, and its coded data begins with 0.
  if (first === 1 || (first >= 0xe0 && (head[5] ?? 255) < 225 && head[6] === 0))
    return (tell) => unlzma2Alone(source, at, { property: LZMA2_WINDOW, size: undefined }, most, tell);
  // Files that are not compressed follow each other without a border.
  if (looksLikeText(head) || signatureOf(head) !== undefined) return (tell) => lying(slice(source, at, source.size), at, tell);
  // Nothing but zeros would decode to something, too.
  if (first !== 0 || head.subarray(1, 5).every((byte) => byte === 0)) return undefined;
  return (tell) => unlzma(source, { start: at, properties: LZMA_PROPERTIES, window: LZMA_WINDOW, size: undefined }, most, tell);
}

function* lying(rest: ByteSource, at: number, tell: (at: number) => void): Generator<Uint8Array, Inflated> {
  let to = at;
  for (const piece of pieces(rest)) {
    to += piece.length;
    tell(to);
    yield piece;
  }
  return { end: "whole", consumed: to };
}
