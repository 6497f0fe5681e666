import { crc32 } from "node:zlib";

/** The CRC of [MS-PST] 5.3: that of zlib, which begins with zero and does not invert the result. */
export function checksum(bytes: Uint8Array): number {
  return ~crc32(bytes, 0xffff_ffff) >>> 0;
}

/** The signature of a page or block at a byte index ([MS-PST] 5.5), from the lower halves of both. */
export function signature(offset: number, id: number): number {
  const mixed = (offset % 0x1_0000_0000) ^ (id % 0x1_0000_0000);
  return ((mixed >>> 16) ^ mixed) & 0xffff;
}
