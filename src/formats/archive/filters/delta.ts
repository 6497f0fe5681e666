import type { Filter } from "./filter.ts";

/** Undoes the delta filter (xz file format section 5.3.3): each byte is the difference to the one `distance` (1 to 256) before. */
export function delta(distance: number): Filter {
  const before = new Uint8Array(distance);
  let at = 0;
  return (bytes, end) => {
    for (let index = 0; index < end; index += 1) {
      const byte = ((bytes[index] as number) + (before[at] as number)) & 0xff;
      bytes[index] = byte;
      before[at] = byte;
      at = at + 1 === distance ? 0 : at + 1;
    }
    return end;
  };
}
