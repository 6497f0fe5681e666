import type { Document } from "../../model/document.ts";

const END_SIGNATURE = 0x0605_4b50;
const END_BYTES = 22 + 65_535;
const SPANNED_SIGNATURE = 0x0807_4b50;

/**
 * Is this one part of a split archive (APPNOTE.TXT section 8)? The first part begins with a signature of its
 * own, the end record of the last states its number, the rest is told by its name.
 */
export function isPartOfSplit({ bytes, name }: Pick<Document, "bytes" | "name">): boolean {
  if (/\.(?:z\d{2,3}|zip\.\d{3})$/i.test(name)) return true;
  const start = bytes.read(0, 4).slice();
  if (start.length === 4 && new DataView(start.buffer).getUint32(0, true) === SPANNED_SIGNATURE) return true;
  const tail = Buffer.from(bytes.read(Math.max(0, bytes.size - END_BYTES), END_BYTES).slice());
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END_SIGNATURE);
  const end = tail.lastIndexOf(signature);
  if (end < 0 || end + 22 > tail.length) return false;
  const disk = tail.readUInt16LE(end + 4);
  // 0xffff: the zip64 record tells, which split archives of this age have no more.
  return disk !== 0 && disk !== 0xffff;
}
