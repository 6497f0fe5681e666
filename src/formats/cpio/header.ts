import { ascii } from "../../bytes/signatures.ts";
import type { ByteSource } from "../../model/bytes.ts";

/** One header of a cpio archive (POSIX.1-1988 section 10.1.2; `newc` as of SVR4). Offsets are in the archive. */
export interface CpioHeader {
  /** File type and permissions, as in `st_mode`. */
  readonly mode: number;
  readonly name: Uint8Array;
  readonly start: number;
  readonly size: number;
  /** Where the next header begins. */
  readonly next: number;
}

const NAME_BYTES = 65_536;
const OLD_MAGIC = 0o70707;

/** Does a cpio header begin here? All kinds: binary in either order, `odc`, `newc`, `crc`. */
export function isCpio(head: Uint8Array): boolean {
  const magic = ascii(head, 0, 6);
  if (magic === "070701" || magic === "070702") return /^[0-9A-Fa-f]{104}$/.test(ascii(head, 6, 110));
  if (magic === "070707") return /^[0-7]{70}$/.test(ascii(head, 6, 76));
  if (head.length < 26 || (short(head, 0, true) !== OLD_MAGIC && short(head, 0, false) !== OLD_MAGIC)) return false;
  // Two bytes begin many a file: a name of that length must end where it should.
  const little = short(head, 0, true) === OLD_MAGIC;
  const length = short(head, 20, little);
  const kind = short(head, 6, little) >> 12;
  return length > 1 && length < 1_024 && head[26 + length - 1] === 0 && head[26] !== 0 && [1, 2, 4, 6, 8, 10, 12].includes(kind);
}

/** The header at an offset; `undefined` where none stands. */
export function cpioHeader(source: ByteSource, at: number): CpioHeader | undefined {
  const head = source.read(at, 110).slice();
  const magic = ascii(head, 0, 6);
  if (magic === "070701" || magic === "070702") {
    const [mode, size, length] = [14, 54, 94].map((from) => Number.parseInt(ascii(head, from, from + 8), 16));
    return header(source, at + 110, { mode, size, length }, 4, at);
  }
  if (magic === "070707") {
    const [mode, length] = [18, 59].map((from) => Number.parseInt(ascii(head, from, from + 6), 8));
    return header(source, at + 76, { mode, size: Number.parseInt(ascii(head, 65, 76), 8), length }, 1, at);
  }
  const little = short(head, 0, true) === OLD_MAGIC;
  if (head.length < 26 || (!little && short(head, 0, false) !== OLD_MAGIC)) return undefined;
  const size = short(head, 22, little) * 65_536 + short(head, 24, little);
  return header(source, at + 26, { mode: short(head, 6, little), size, length: short(head, 20, little) }, 2, at);
}

interface Fields {
  readonly mode: number | undefined;
  readonly size: number | undefined;
  readonly length: number | undefined;
}

function header(source: ByteSource, nameAt: number, fields: Fields, align: number, from: number): CpioHeader | undefined {
  const { mode = Number.NaN, size = Number.NaN, length = Number.NaN } = fields;
  if (Number.isNaN(mode + size + length) || length < 1 || length > NAME_BYTES) return undefined;
  const name = source.read(nameAt, length - 1).slice();
  const padded = (end: number): number => from + Math.ceil((end - from) / align) * align;
  const start = padded(nameAt + length);
  return { mode, name, start, size, next: padded(start + size) };
}

function short(bytes: Uint8Array, at: number, little: boolean): number {
  const [one = 0, two = 0] = bytes.subarray(at, at + 2);
  return little ? one + two * 256 : one * 256 + two;
}
