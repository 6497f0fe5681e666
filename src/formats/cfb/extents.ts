import type { ByteSource } from "../../model/bytes.ts";

/** A chain of sectors as runs of neighbours: most streams lie in one piece. */
export interface Extents {
  /** Sector at which each run begins. */
  readonly sectors: readonly number[];
  /** How many sectors of the chain are before each run. */
  readonly before: readonly number[];
  /** Sectors in all. */
  readonly length: number;
}

export const NO_EXTENTS: Extents = { sectors: [], before: [], length: 0 };

/** Where sectors are: sector 0 begins at `base` of the source. */
export interface Sectors {
  readonly source: ByteSource;
  readonly base: number;
  readonly sectorBytes: number;
}

/** Bytes of the chain that the source really has, up to its last sector that is there. */
export function bytesThere({ source, base, sectorBytes }: Sectors, { sectors, before, length }: Extents): number {
  for (let run = sectors.length - 1; run >= 0; run -= 1) {
    const start = base + (sectors[run] as number) * sectorBytes;
    if (start >= source.size) continue;
    const first = before[run] as number;
    const count = (before[run + 1] ?? length) - first;
    return first * sectorBytes + Math.min(count * sectorBytes, source.size - start);
  }
  return 0;
}

/** The first `size` bytes of a chain. A sector that the source lacks, with others behind it, reads as zeros. */
export function chainSource(at: Sectors, extents: Extents, size: number): ByteSource {
  const { source, base, sectorBytes } = at;
  const { sectors, before, length } = extents;
  return {
    size,
    read(offset, wanted) {
      const from = Math.max(0, Math.min(size, offset));
      const end = Math.min(size, from + Math.max(0, wanted));
      let run = runAt(before, Math.floor(from / sectorBytes));
      const place = (position: number): number =>
        base + (sectors[run] as number) * sectorBytes + position - (before[run] as number) * sectorBytes;
      const runEnd = (): number => (before[run + 1] ?? length) * sectorBytes;
      if (from >= end) return new Uint8Array(0);
      if (end <= runEnd() && place(from) + end - from <= source.size) return source.read(place(from), end - from);
      const out = new Uint8Array(end - from);
      for (let position = from; position < end; run += 1) {
        const stop = Math.min(end, runEnd());
        if (place(position) < source.size) out.set(source.read(place(position), stop - position), position - from);
        position = stop;
      }
      return out;
    },
  };
}

/** The last run that begins at or before a sector of the chain. */
function runAt(before: readonly number[], sector: number): number {
  let low = 0;
  let high = before.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((before[middle] as number) <= sector) low = middle;
    else high = middle - 1;
  }
  return low;
}
