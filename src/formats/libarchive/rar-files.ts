import { crc32 } from "node:zlib";
import type { ByteSource } from "../../model/bytes.ts";

/** A file of a rar archive, as its header tells. */
export interface RarFile {
  readonly name: string;
  readonly kind: "file" | "folder" | "link";
  readonly encrypted: boolean;
  /** Its bytes lie in the archive as they are. */
  readonly stored: boolean;
  /** It goes on in another part of a split archive, or comes from one. */
  readonly split: boolean;
  readonly start: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number | undefined;
}

/** Why no file follows: `encrypted` headers, a header that is damaged, or the end. */
export type RarEnd = "whole" | "encrypted" | "damaged";

const BLOCKS = 1_000_000;
/** More of a header than is looked at. */
const HEAD = 65_536;

/** The files of a rar archive, by its headers alone: version 4 (technote.txt of RAR 4) or 5 (RAR 5.0 archive format). */
export function* rarFiles(source: ByteSource): Generator<RarFile, RarEnd> {
  return yield* source.read(6, 1)[0] === 0 ? files4(source) : files5(source);
}

function* files4(source: ByteSource): Generator<RarFile, RarEnd> {
  let at = 7;
  let wrong = false;
  for (let block = 0; block < BLOCKS && at < source.size; block += 1) {
    const head = source.read(at, HEAD).slice();
    if (head.length < 7) return "damaged";
    const view = new DataView(head.buffer);
    const [type, flags, size] = [head[2], view.getUint16(3, true), view.getUint16(5, true)];
    if (size < 7 || size > head.length) return "damaged";
    wrong ||= (crc32(head.subarray(2, size)) & 0xffff) !== view.getUint16(0, true);
    if (type === 0x7b) return wrong ? "damaged" : "whole";
    if (type === 0x73 && (flags & 0x80) !== 0) return "encrypted";
    let data = (flags & 0x8000) !== 0 && size >= 11 ? view.getUint32(7, true) : 0;
    if (type === 0x74 && size >= 32) {
      const wide = (flags & 0x100) !== 0 && size >= 40;
      if (wide) data += view.getUint32(32, true) * 2 ** 32;
      const start = wide ? 40 : 32;
      const spelled = head.subarray(start, Math.min(start + view.getUint16(26, true), size));
      // Behind a zero the name stands again, in an encoding of its own.
      const zero = spelled.indexOf(0);
      const mode = head[15] === 3 ? view.getUint32(28, true) & 0xf000 : 0;
      yield {
        name: Buffer.from(zero < 0 ? spelled : spelled.subarray(0, zero)).toString(),
        kind: (flags & 0xe0) === 0xe0 ? "folder" : mode === 0xa000 ? "link" : "file",
        encrypted: (flags & 4) !== 0,
        stored: head[25] === 0x30,
        split: (flags & 3) !== 0,
        start: at + size,
        packed: data,
        size: view.getUint32(11, true) + (wide ? view.getUint32(36, true) * 2 ** 32 : 0),
        crc: view.getUint32(16, true),
      };
    }
    at += size + data;
  }
  return wrong || at > source.size ? "damaged" : "whole";
}

function* files5(source: ByteSource): Generator<RarFile, RarEnd> {
  let at = 8;
  let wrong = false;
  for (let block = 0; block < BLOCKS && at < source.size; block += 1) {
    const sum = numbers(source.read(at, 4).slice()).uint32();
    const head = source.read(at + 4, HEAD).slice();
    const fields = numbers(head);
    const size = fields.number();
    const end = fields.at() + size;
    if (size === 0 || end > head.length) return "damaged";
    const [type, flags] = [fields.number(), fields.number()];
    wrong ||= sum !== crc32(head.subarray(0, end));
    if (type === 4 && !wrong) return "encrypted";
    if (type === 5) return wrong ? "damaged" : "whole";
    const extra = (flags & 1) === 0 ? 0 : fields.number();
    const data = (flags & 2) === 0 ? 0 : fields.number();
    if (extra > size) return "damaged";
    if (type === 2) {
      const [kind, unpacked] = [fields.number(), fields.number()];
      fields.number();
      if ((kind & 2) !== 0) fields.skip(4);
      const crc = (kind & 4) === 0 ? undefined : fields.uint32();
      const method = (fields.number() >> 7) & 7;
      fields.number();
      const length = fields.number();
      const name = Buffer.from(head.subarray(fields.at(), Math.min(fields.at() + length, end - extra))).toString();
      const records = new Set(recordTypes(head, end - extra, end));
      yield {
        name,
        kind: (kind & 1) !== 0 ? "folder" : records.has(5) ? "link" : "file",
        encrypted: records.has(1),
        stored: method === 0,
        split: (flags & 0x18) !== 0,
        start: at + 4 + end,
        packed: data,
        size: unpacked,
        crc: records.has(1) ? undefined : crc,
      };
    }
    at += 4 + end + data;
  }
  // There is always a last block.
  return "damaged";
}

/** Types of the records in the extra area of a header: 1 encryption, 5 redirection. */
function* recordTypes(head: Uint8Array, start: number, end: number): Generator<number> {
  const fields = numbers(head.subarray(0, end));
  fields.skip(start);
  while (fields.at() < end) {
    const size = fields.number();
    const next = fields.at() + size;
    if (size === 0) return;
    yield fields.number();
    fields.skip(next - fields.at());
  }
}

interface Numbers {
  at(): number;
  /** Seven bits a byte, least significant first; 0 behind the end. */
  number(): number;
  uint32(): number;
  skip(bytes: number): void;
}

function numbers(bytes: Uint8Array): Numbers {
  let at = 0;
  return {
    at: () => at,
    number() {
      let value = 0;
      for (let factor = 1, count = 0; at < bytes.length && count < 10; factor *= 128, count += 1) {
        const byte = bytes[at] as number;
        at += 1;
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) break;
      }
      return value;
    },
    uint32() {
      at += 4;
      return at > bytes.length ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(at - 4, true);
    },
    skip(count) {
      at += Math.max(0, count);
    },
  };
}
