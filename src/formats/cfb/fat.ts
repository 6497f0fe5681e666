import type { Next } from "./chain.ts";
import { MAX_SECTOR, type Header } from "./header.ts";
import type { Sectors } from "./extents.ts";

/** The sector allocation table ([MS-CFB] 2.3), its sectors read when they are asked for. */
export function openFat(header: Header, at: Sectors): { readonly next: Next; readonly damaged: boolean } {
  const { places, damaged } = fatPlaces(header, at);
  const perSector = at.sectorBytes / 4;
  const held = new Map<number, Uint32Array>();
  const tableAt = (index: number): Uint32Array | undefined => {
    const known = held.get(index);
    if (known !== undefined) return known;
    const place = places[index];
    if (place === undefined) return undefined;
    const table = readNumbers(at, place);
    held.set(index, table);
    return table;
  };
  return { next: (sector) => tableAt(Math.floor(sector / perSector))?.[sector % perSector], damaged };
}

/** Sector numbers of the table itself: those in the header, then the chain of the DIFAT ([MS-CFB] 2.5). */
function fatPlaces({ fat, difat }: Header, at: Sectors): { places: number[]; damaged: boolean } {
  const places = [...fat];
  const perSector = at.sectorBytes / 4;
  const limit = Math.ceil(at.source.size / at.sectorBytes / perSector);
  const seen = new Set<number>();
  let damaged = false;
  for (let sector = difat; sector < MAX_SECTOR && places.length < limit;) {
    const numbers = readNumbers(at, sector);
    // A chain that comes back to itself, or leads out of the file.
    if (seen.has(sector) || numbers.length < perSector) {
      damaged = true;
      break;
    }
    seen.add(sector);
    for (const place of numbers.subarray(0, perSector - 1)) if (place < MAX_SECTOR) places.push(place);
    sector = numbers[perSector - 1] as number;
  }
  return { places, damaged };
}

/** The numbers of a sector; fewer where the file ends. */
function readNumbers({ source, base, sectorBytes }: Sectors, sector: number): Uint32Array {
  const start = base + sector * sectorBytes;
  if (start >= source.size) return new Uint32Array(0);
  return numbersIn(source.read(start, sectorBytes));
}

/** Bytes as little-endian 32-bit numbers. */
export function numbersIn(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const numbers = new Uint32Array(bytes.length >> 2);
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = view.getUint32(index * 4, true);
  return numbers;
}
