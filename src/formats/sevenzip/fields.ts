import { Broken } from "../archive/broken.ts";

/** Reads the fields of a header forward; throws `Broken("corrupt")` at its end. */
export interface Fields {
  byte(): number;
  /** 7zFormat.txt, "UINT64 types": the bits that are set in the first byte count the bytes that follow. Below 2^53. */
  number(): number;
  /** A number that counts things of which each takes at least one byte of the header. */
  count(): number;
  uint32(): number;
  /** A view. */
  bytes(length: number): Uint8Array;
  /** `length` bits, most significant first, one a byte. */
  bits(length: number): Uint8Array;
  /** Bits of which a byte before may say that all are set. */
  optionalBits(length: number): Uint8Array;
}

export function fieldsOf(header: Uint8Array): Fields {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  let at = 0;
  const need = (length: number): number => {
    if (length > header.length - at) throw new Broken("corrupt");
    at += length;
    return at - length;
  };
  const byte = (): number => header[need(1)] as number;
  const number = (): number => {
    const first = byte();
    let value = 0;
    let mask = 0x80;
    for (let factor = 1; mask > 0 && (first & mask) !== 0; mask >>= 1, factor *= 256) value += byte() * factor;
    if (mask > 1) value += (first & (mask - 1)) * 256 ** (7 - Math.log2(mask));
    if (!Number.isSafeInteger(value)) throw new Broken("corrupt");
    return value;
  };
  const bits = (length: number): Uint8Array => {
    const start = need(Math.ceil(length / 8));
    return Uint8Array.from({ length }, (_, index) => ((header[start + (index >> 3)] as number) >> (7 - (index & 7))) & 1);
  };
  return {
    byte,
    number,
    count() {
      const value = number();
      // An absurd count must not allocate anything.
      if (value > header.length) throw new Broken("corrupt");
      return value;
    },
    uint32: () => view.getUint32(need(4), true),
    bytes(length) {
      const start = need(length);
      return header.subarray(start, start + length);
    },
    bits,
    optionalBits: (length) => (byte() === 0 ? bits(length) : new Uint8Array(length).fill(1)),
  };
}
