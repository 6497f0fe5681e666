import { crc32 } from "node:zlib";
import type { ByteSource } from "../../model/bytes.ts";
import type { Inflated } from "./inflate.ts";
import { unlzma } from "./lzma-stream.ts";

const HEADER_BYTES = 6;
const TRAILER_BYTES = 20;
/** lc 3, lp 0, pb 2: lzip has no others (lzip format, "File format"). */
const PROPERTIES = 0x5d;

/** Decompresses the members of a lzip file; their CRC-32 and sizes are checked. */
export function* unlzip(source: ByteSource, most: number, tell: (consumed: number) => void): Generator<Uint8Array, Inflated> {
  let wrong = false;
  for (let at = 0; ;) {
    const header = source.read(at, HEADER_BYTES).slice();
    const isMember = header[0] === 0x4c && header[1] === 0x5a && header[2] === 0x49 && header[3] === 0x50;
    if (at > 0 && !isMember) return { end: wrong ? "checksum" : at < source.size ? "trailing" : "whole", consumed: at };
    if (header.length < HEADER_BYTES) return { end: "truncated", consumed: source.size };
    if (!isMember || header[4] !== 1) return { end: isMember ? "unsupported" : "corrupt", consumed: at };
    const coded = header[5] as number;
    const base = 2 ** (coded & 0x1f);
    const window = base - (base / 16) * (coded >> 5);
    let crc = 0;
    let size = 0;
    const member = unlzma(source, { start: at + HEADER_BYTES, properties: PROPERTIES, window, size: undefined }, most, tell);
    let step = member.next();
    for (; step.done !== true; step = member.next()) {
      crc = crc32(step.value, crc);
      size += step.value.length;
      yield step.value;
    }
    if (step.value.end !== "whole") return step.value;
    const trailer = source.read(step.value.consumed, TRAILER_BYTES).slice();
    if (trailer.length < TRAILER_BYTES) return { end: "truncated", consumed: source.size };
    const view = new DataView(trailer.buffer);
    wrong ||= view.getUint32(0, true) !== crc || Number(view.getBigUint64(4, true)) !== size;
    at = step.value.consumed + TRAILER_BYTES;
    tell(at);
  }
}
