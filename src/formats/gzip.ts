import { crc32 } from "node:zlib";
import { signatureOf } from "../bytes/signatures.ts";
import type { ByteSource } from "../model/bytes.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { ExtractContext, Extractor } from "../model/extractor.ts";
import type { Step } from "../model/location.ts";
import { decodeText } from "../text/charset.ts";
import { endingGap } from "./archive/endings.ts";
import { inflate, inflateAtOnce, type Inflated } from "./archive/inflate.ts";
import { unpack } from "./archive/unpack.ts";
import { gap } from "./gap.ts";

/** A file in gzip format, of any number of members (RFC 1952). */
export const gzip: Extractor = {
  id: "gzip",
  description: "gzip-compressed files",
  reads: "The content, opened as what it is; of a damaged file what comes before the damage.",
  extensions: [".gz", ".tgz", ".svgz"],
  accepts: (sniffed) => signatureOf(sniffed.head)?.group === "gzip",
  *extract(document, context) {
    yield* content(document, context);
  },
};

function* content(document: Document, context: ExtractContext): Generator<Unfolded> {
  const source = document.bytes;
  const header = memberHeader(source, 0);
  const stated = header?.name ?? "";
  const step: Step = stated === "" ? { kind: "stream" } : { kind: "stream", name: stated };
  let consumed = 0;
  const open = (atOnce: boolean): Generator<Uint8Array, Inflated> =>
    members(source, atOnce ? context.budget.maxDocumentBytes : 0, (at) => (consumed = at));
  const { bytes, ended, limit } = unpack(open, context.budget, () => consumed);
  if (bytes.size > 0) {
    yield { kind: "document", steps: [step], name: stated === "" ? innerName(document.name) : stated, declaredType: "", bytes };
  }
  const examined = bytes.size > 0 ? "partly" : "none";
  if (limit !== undefined) yield gap(limit, examined, `the content was read up to ${bytes.size} bytes`, [step]);
  if (ended !== undefined && ended.end !== "whole") yield endingGap(ended.end, examined);
}

/** Inflates member after member; `tell` hears how far the source has been read. */
function* members(source: ByteSource, atOnce: number, tell: (at: number) => void): Generator<Uint8Array, Inflated> {
  const whole = source.size <= atOnce ? source.read(0, source.size).slice() : undefined;
  let wrong = false;
  for (let at = 0; ;) {
    const header = memberHeader(source, at);
    if (header === undefined) {
      if (at === 0) return { end: "truncated", consumed: 0 };
      const end = isPadding(source, at) ? "whole" : "trailing";
      return { end: wrong ? "checksum" : end, consumed: at };
    }
    let crc = 0;
    let ended: Inflated;
    const quick = whole === undefined ? undefined : inflateAtOnce(whole.subarray(header.end), atOnce);
    if (quick !== undefined) {
      ended = { end: "whole", consumed: header.end + quick.consumed };
      tell(ended.consumed);
      crc = crc32(quick.out);
      if (quick.out.length > 0) yield quick.out;
    } else {
      const stream = inflate(source, header.end, tell);
      let step = stream.next();
      for (; step.done !== true; step = stream.next()) {
        crc = crc32(step.value, crc);
        yield step.value;
      }
      ended = step.value;
    }
    if (ended.end !== "whole") return ended;
    const trailer = source.read(ended.consumed, 8);
    if (trailer.length < 8) return { end: "truncated", consumed: source.size };
    wrong ||= new DataView(trailer.buffer, trailer.byteOffset).getUint32(0, true) !== crc;
    at = ended.consumed + 8;
    tell(at);
  }
}

/** Longest stated name that is read. */
const NAME_BYTES = 1_024;

/** The header of a member (RFC 1952 section 2.3); `undefined` where none is, or it is cut off. */
function memberHeader(source: ByteSource, start: number): { end: number; name: string } | undefined {
  const fixed = source.read(start, 10).slice();
  const flags = fixed[3] ?? 0;
  if (fixed.length < 10 || fixed[0] !== 0x1f || fixed[1] !== 0x8b || fixed[2] !== 8) return undefined;
  let at = start + 10;
  let name = "";
  if ((flags & 4) !== 0) {
    const size = source.read(at, 2);
    at += 2 + (size[0] ?? 0) + (size[1] ?? 0) * 256;
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = zeroAfter(source, at);
    if (end < 0) return undefined;
    if (flag === 8) name = decodeText(source.read(at, Math.min(NAME_BYTES, end - at)).slice()).text;
    at = end + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  return at <= source.size ? { end: at, name } : undefined;
}

function zeroAfter(source: ByteSource, start: number): number {
  for (let at = start; at < source.size;) {
    const piece = source.read(at, 4_096);
    const zero = piece.indexOf(0);
    if (zero >= 0) return at + zero;
    if (piece.length === 0) return -1;
    at += piece.length;
  }
  return -1;
}

/** Tapes and `dd` fill the last block with zeros. */
function isPadding(source: ByteSource, start: number): boolean {
  for (let at = start; at < source.size;) {
    const piece = source.read(at, 65_536);
    if (piece.length === 0) break;
    if (piece.some((byte) => byte !== 0)) return false;
    at += piece.length;
  }
  return true;
}

function innerName(name: string): string {
  if (/\.tgz$/i.test(name)) return `${name.slice(0, -4)}.tar`;
  return name.replace(/\.(?:gz|gzip|z)$/i, "");
}
