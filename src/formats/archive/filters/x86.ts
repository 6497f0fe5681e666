import type { Filter } from "./filter.ts";

/** By the places of the last three opcodes: may an address stand here, and which of its bytes is an opcode? */
const ALLOWED = [true, true, true, false, true, false, false, false];
const BYTE_OF = [0, 1, 2, 2, 3, 3, 3, 3];

/** Undoes the filter for x86 programs (xz file format section 5.3.2, "BCJ"): addresses of calls and jumps become relative. */
export function x86(start: number): Filter {
  let position = start;
  let mask = 0;
  return (bytes, end) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const last = end - 4;
    if (last <= 0) return 0;
    let before = -1;
    let at = 0;
    for (; at < last; at += 1) {
      if (((bytes[at] as number) & 0xfe) !== 0xe8) continue;
      const gone = at - before;
      before = at;
      if (gone > 3) mask = 0;
      else {
        mask = (mask << (gone - 1)) & 7;
        if (mask !== 0 && (ALLOWED[mask] === false || isSign(bytes[at + 4 - (BYTE_OF[mask] as number)]))) {
          mask = (mask << 1) | 1;
          continue;
        }
      }
      if (!isSign(bytes[at + 4])) {
        mask = (mask << 1) | 1;
        continue;
      }
      view.setUint32(at + 1, relative(view.getUint32(at + 1, true), (position + at + 5) >>> 0, mask), true);
      at += 4;
    }
    const gone = at - before;
    mask = gone > 3 ? 0 : mask << (gone - 1);
    position = (position + at) >>> 0;
    return at;
  };
}

function relative(address: number, from: number, mask: number): number {
  let found = (address - from) | 0;
  // Without an opcode just before there is nothing to undo. A loop that the evidence chooses must have an end: an
  // encoder makes two rounds at most.
  const bits = (BYTE_OF[mask] as number) * 8;
  for (let round = mask === 0 ? 3 : 0; round < 3; round += 1) {
    if (!isSign((found >>> (24 - bits)) & 0xff)) break;
    found = ((found ^ (2 ** (32 - bits) - 1)) - from) | 0;
  }
  return (found & 0x01ff_ffff) | -(found & 0x0100_0000);
}

function isSign(byte: number | undefined): boolean {
  return byte === 0 || byte === 0xff;
}
