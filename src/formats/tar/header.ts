import { ascii } from "../../bytes/signatures.ts";

/** Size of a block (POSIX.1-1988 ustar); headers and contents are padded to it. */
export const BLOCK = 512;

/** One header block of a tar archive. */
export interface TarHeader {
  readonly name: Uint8Array;
  readonly size: number;
  /** `0` file, `1` `2` links, `5` folder, `x` `g` pax, `L` `K` GNU long name, `S` sparse ... */
  readonly type: string;
}

/** Reads a header block; `undefined` when its checksum denies that it is one. */
export function tarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.length < BLOCK || !checksumHolds(block)) return undefined;
  const size = numberAt(block, 124, 12);
  if (size === undefined) return undefined;
  const name = field(block, 0, 100);
  const prefix = ascii(block, 257, 263) === "ustar\0" ? field(block, 345, 155) : new Uint8Array(0);
  const type = block[156] === 0 ? "0" : String.fromCharCode(block[156] ?? 48);
  return { name: prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from("/"), name]), size, type };
}

/** Is this a block of zeros, as stand at the end? */
export function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** The sum of all bytes with the checksum field as spaces; some old programs sum signed bytes. */
function checksumHolds(block: Uint8Array): boolean {
  const stated = numberAt(block, 148, 8);
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < BLOCK; at += 1) {
    const byte = at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return stated !== undefined && (stated === unsigned || stated === signed);
}

/** A number in octal, or base 256 when the first bit is set (GNU). */
function numberAt(block: Uint8Array, from: number, length: number): number | undefined {
  if ((block[from] ?? 0) === 0x80) {
    let value = 0;
    for (let at = from + 1; at < from + length; at += 1) value = value * 256 + (block[at] ?? 0);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = ascii(block, from, from + length)
    .replace(/\0[^]*$/, "")
    .trim();
  if (digits === "") return 0;
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function field(block: Uint8Array, from: number, length: number): Uint8Array {
  const bytes = block.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return bytes.slice(0, end < 0 ? length : end);
}

/** The records of a pax header that matter here: `path`, `size`, and any GNU.sparse (POSIX.1-2001). */
export function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < all.length;) {
    const space = all.indexOf(32, at);
    if (space < 0 || space - at > 10) break;
    const length = Number(all.toString("latin1", at, space));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > all.length) break;
    const record = all.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
