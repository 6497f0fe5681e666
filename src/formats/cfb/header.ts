import type { ByteSource } from "../../model/bytes.ts";

/** First bytes of every compound file ([MS-CFB] 2.2). */
export const COMPOUND_SIGNATURE: readonly number[] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Largest regular sector number; what is above are marks ([MS-CFB] 2.1). */
export const MAX_SECTOR = 0xfffffffa;
export const END_OF_CHAIN = 0xfffffffe;

const HEADER_BYTES = 512;
const HEADER_DIFAT = 109;
const MINI_CUTOFF = 4_096;

/** The header of a compound file ([MS-CFB] 2.2). Sector numbers as stated. */
export interface Header {
  readonly version: 3 | 4;
  /** Bytes of a sector: 512 or 4096. */
  readonly sectorBytes: number;
  readonly directory: number;
  readonly miniFat: number;
  /** Streams below this size lie in the mini stream. */
  readonly miniCutoff: number;
  readonly difat: number;
  /** The first FAT sectors. */
  readonly fat: readonly number[];
  /** Something in it is not as it must be. */
  readonly odd: boolean;
}

/** Do these bytes begin as a compound file does? */
export function startsCompound(head: Uint8Array): boolean {
  return COMPOUND_SIGNATURE.every((byte, index) => head[index] === byte);
}

/** `undefined` when the source is no compound file, or ends inside the fields that matter. */
export function readHeader(source: ByteSource): Header | undefined {
  const bytes = Buffer.from(source.read(0, HEADER_BYTES));
  if (!startsCompound(bytes) || bytes.length < 80) return undefined;
  const stated = bytes.readUInt16LE(26);
  const shift = bytes.readUInt16LE(30);
  const known = shift === 9 || shift === 12;
  const version = known ? (shift === 12 ? 4 : 3) : stated === 4 ? 4 : 3;
  const cutoff = bytes.readUInt32LE(56);
  const fat: number[] = [];
  for (let index = 0; index < HEADER_DIFAT && 80 + index * 4 <= bytes.length; index += 1) {
    const sector = bytes.readUInt32LE(76 + index * 4);
    if (sector < MAX_SECTOR) fat.push(sector);
  }
  return {
    version,
    sectorBytes: version === 4 ? 4_096 : 512,
    directory: bytes.readUInt32LE(48),
    miniFat: bytes.readUInt32LE(60),
    miniCutoff: cutoff === 0 || cutoff > 65_536 ? MINI_CUTOFF : cutoff,
    difat: bytes.readUInt32LE(68),
    fat,
    odd: !known || stated !== version || cutoff !== MINI_CUTOFF || bytes.length < HEADER_BYTES,
  };
}
