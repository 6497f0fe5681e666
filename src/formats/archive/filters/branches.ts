import type { Filter } from "./filter.ts";

type Convert = (view: DataView, at: number, position: number) => number;

/** A filter that looks at every `step` bytes at `width` of them; `convert` says how many more bytes to pass over. */
function each(step: number, width: number, convert: Convert): (start: number) => Filter {
  return (start) => {
    let position = start;
    return (bytes, end) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      let at = 0;
      for (; at + width <= end; at += step) at += convert(view, at, (position + at) >>> 0);
      position = (position + at) >>> 0;
      return at;
    };
  };
}

/** Filters for programs of other processors (xz file format section 5.3.2), by their xz id: absolute addresses become relative. */
export const BRANCHES: Readonly<Record<number, (start: number) => Filter>> = {
  5: each(4, 4, powerPc),
  6: each(16, 16, itanium),
  7: each(4, 4, arm),
  8: each(2, 4, armThumb),
  9: each(4, 4, sparc),
  10: each(4, 4, arm64),
};

function powerPc(view: DataView, at: number, position: number): number {
  const word = view.getUint32(at);
  if ((word & 0xfc00_0003) >>> 0 === 0x4800_0001)
    view.setUint32(at, 0x4800_0001 | (((word & 0x03ff_fffc) - position) & 0x03ff_fffc));
  return 0;
}

function arm(view: DataView, at: number, position: number): number {
  const word = view.getUint32(at, true);
  if (word >>> 24 === 0xeb) {
    const address = ((((word & 0xff_ffff) << 2) - (position + 8)) >>> 2) & 0xff_ffff;
    view.setUint32(at, 0xeb00_0000 | address, true);
  }
  return 0;
}

function armThumb(view: DataView, at: number, position: number): number {
  const high = view.getUint16(at, true);
  const low = view.getUint16(at + 2, true);
  if ((high & 0xf800) !== 0xf000 || (low & 0xf800) !== 0xf800) return 0;
  const address = ((((high & 0x7ff) << 11) | (low & 0x7ff)) << 1) - (position + 4);
  view.setUint16(at, 0xf000 | ((address >>> 12) & 0x7ff), true);
  view.setUint16(at + 2, 0xf800 | ((address >>> 1) & 0x7ff), true);
  return 2;
}

function sparc(view: DataView, at: number, position: number): number {
  const word = view.getUint32(at);
  const top = word >>> 22;
  if (top === 0x100 || top === 0x1ff) {
    const address = ((word << 2) - position) >>> 2;
    view.setUint32(at, (0x4000_0000 - (address & 0x40_0000)) | 0x4000_0000 | (address & 0x3f_ffff));
  }
  return 0;
}

function arm64(view: DataView, at: number, position: number): number {
  const word = view.getUint32(at, true);
  if (word >>> 26 === 0x25) {
    view.setUint32(at, 0x9400_0000 | ((word - (position >>> 2)) & 0x03ff_ffff), true);
  } else if ((word & 0x9f00_0000) >>> 0 === 0x9000_0000) {
    const page = ((word >>> 29) & 3) | ((word >>> 3) & 0x1f_fffc);
    // Pages further than 512 MiB were left as they are.
    if (((page + 0x2_0000) & 0x1c_0000) !== 0) return 0;
    const target = page - (position >>> 12);
    const signed = -(target & 0x2_0000) & 0xe0_0000;
    view.setUint32(at, (word & 0x9000_001f) | ((target & 3) << 29) | ((target & 0x3_fffc) << 3) | signed, true);
  }
  return 0;
}

/** Which of the three slots of a bundle are branches, by its template. */
const SLOTS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

function itanium(view: DataView, at: number, position: number): number {
  const slots = SLOTS[view.getUint8(at) & 0x1f] as number;
  for (let slot = 0, bit = 5; slot < 3; slot += 1, bit += 41) {
    if (((slots >> slot) & 1) === 0) continue;
    const place = at + (bit >> 3);
    const shift = BigInt(bit & 7);
    const six = BigInt(view.getUint32(place, true)) | (BigInt(view.getUint16(place + 4, true)) << 32n);
    const word = six >> shift;
    if (((word >> 37n) & 0xfn) !== 5n || ((word >> 9n) & 7n) !== 0n) continue;
    const stated = (Number((word >> 13n) & 0xf_ffffn) | (Number((word >> 36n) & 1n) << 20)) << 4;
    const address = BigInt((stated - position) >>> 4);
    const cleared = word & ~(0x8f_ffffn << 13n);
    const changed = cleared | ((address & 0xf_ffffn) << 13n) | ((address & 0x10_0000n) << 16n);
    const put = (six & ((1n << shift) - 1n)) | (changed << shift);
    view.setUint32(place, Number(put & 0xffff_ffffn), true);
    view.setUint16(place + 4, Number((put >> 32n) & 0xffffn), true);
  }
  return 0;
}
