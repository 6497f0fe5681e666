import type { ByteSource } from "../../model/bytes.ts";

const BLOCKS = 1_000_000;
/** Types of the block that ends an archive, and of the one after which all headers are encrypted. */
const END_4 = 0x7b;
const END_5 = 5;
const ENCRYPTION_5 = 4;

/**
 * Is a rar archive cut off? Its blocks are counted through by their stated sizes (RAR 5.0 archive format,
 * "General archive block format"; version 4 likewise). Version 4 had no last block at first: there a cut
 * between two blocks cannot be told.
 */
export function isRarCut(source: ByteSource): boolean {
  return source.read(6, 1)[0] === 0 ? isCut4(source) : isCut5(source);
}

function isCut4(source: ByteSource): boolean {
  let at = 7;
  for (let block = 0; block < BLOCKS && at < source.size; block += 1) {
    const head = source.read(at, 11).slice();
    if (head.length < 7) return true;
    const view = new DataView(head.buffer);
    const type = head[2];
    const flags = view.getUint16(3, true);
    // 0x80 of the main header: all that follows is encrypted.
    if (type === END_4 || (type === 0x73 && (flags & 0x80) !== 0)) return false;
    const more = (flags & 0x8000) !== 0 && head.length >= 11 ? view.getUint32(7, true) : 0;
    const size = view.getUint16(5, true);
    if (size < 7) return false;
    at += size + more;
  }
  return at > source.size;
}

function isCut5(source: ByteSource): boolean {
  let at = 8;
  for (let block = 0; block < BLOCKS && at < source.size; block += 1) {
    const head = source.read(at + 4, 40).slice();
    const [size, afterSize] = vint(head, 0);
    const [type, afterType] = vint(head, afterSize);
    const [flags, afterFlags] = vint(head, afterType);
    if (type === END_5 || type === ENCRYPTION_5) return false;
    const [extra, afterExtra] = (flags & 1) === 0 ? [0, afterFlags] : vint(head, afterFlags);
    const [data] = (flags & 2) === 0 ? [0] : vint(head, afterExtra);
    // Damaged: the library says so.
    if (size === 0 || extra > size) return false;
    at += 4 + afterSize + size + data;
  }
  return true;
}

/** A number of seven bits a byte, and where it ends. */
function vint(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  for (let at = start, factor = 1; at < bytes.length && at < start + 9; at += 1, factor *= 128) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at + 1];
  }
  return [value, bytes.length];
}
