/** A BID, a node id or a byte index: 4 or 8 bytes, little-endian. Above 2^53 it is not exact, and then no such thing is in any file. */
export function idAt(view: DataView, at: number, bytes: 4 | 8): number {
  const low = view.getUint32(at, true);
  return bytes === 4 ? low : view.getUint32(at + 4, true) * 0x1_0000_0000 + low;
}

/** A view of the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** BIDs are looked up without their lowest bit, which is reserved ([MS-PST] 2.2.2.2). */
export function blockKey(bid: number): number {
  return bid - (bid % 2);
}

/** Does a block hold the format's own structure (XBLOCK, SLBLOCK ...), which is never encoded? */
export function isInternal(bid: number): boolean {
  return bid % 4 >= 2;
}

/** Rounds up to a multiple. */
export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
