import { END_OF_CHAIN, MAX_SECTOR } from "./header.ts";
import { NO_EXTENTS, type Extents } from "./extents.ts";

/** The sector that follows one, a mark, or `undefined` where the table that says so is missing. */
export type Next = (sector: number) => number | undefined;

export interface Chain {
  readonly extents: Extents;
  /** It ended where it should: at its mark, or with as many sectors as were wanted. */
  readonly whole: boolean;
  /** Sectors from here on were taken to be neighbours, as the table does not tell; `Infinity` when it does. */
  readonly guessedFrom: number;
}

/**
 * Follows a chain of sectors from `first` for at most `limit` sectors ([MS-CFB] 2.3). A loop ends it before
 * the first sector that comes twice; where the table is missing the next sector is taken.
 */
export function followChain(first: number, limit: number, next: Next): Chain {
  if (first >= MAX_SECTOR) return { extents: NO_EXTENTS, whole: first === END_OF_CHAIN || limit === 0, guessedFrom: Infinity };
  const sectors: number[] = [];
  const before: number[] = [];
  let length = 0;
  let guessedFrom = Infinity;
  let sector = first;
  let expected = -1;
  // Brent's algorithm: a sector is remembered at each power of two, and meeting it again is a loop.
  let remembered = -1;
  let power = 1;
  while (length < limit && sector < MAX_SECTOR) {
    if (sector === remembered) {
      const cut = loopLength(first, sector, next);
      return { extents: firstOf({ sectors, before, length }, cut), whole: false, guessedFrom };
    }
    if (length === power) {
      remembered = sector;
      power *= 2;
    }
    if (sector !== expected) {
      sectors.push(sector);
      before.push(length);
    }
    length += 1;
    expected = sector + 1;
    const follows = next(sector);
    if (follows === undefined) guessedFrom = Math.min(guessedFrom, length);
    sector = follows ?? expected;
  }
  const whole = guessedFrom === Infinity && (sector === END_OF_CHAIN || length === limit);
  return { extents: { sectors, before, length }, whole, guessedFrom };
}

/** How many different sectors a chain with a loop has; `inside` is one of the loop's. */
function loopLength(first: number, inside: number, next: Next): number {
  const step = (sector: number): number => next(sector) ?? sector + 1;
  let period = 1;
  for (let at = step(inside); at !== inside; at = step(at)) period += 1;
  let ahead = first;
  for (let count = 0; count < period; count += 1) ahead = step(ahead);
  let lead = 0;
  for (let behind = first; behind !== ahead; behind = step(behind)) {
    ahead = step(ahead);
    lead += 1;
  }
  return lead + period;
}

function firstOf({ sectors, before, length }: Extents, count: number): Extents {
  if (count >= length) return { sectors, before, length };
  const runs = before.findIndex((start) => start >= count);
  const kept = runs < 0 ? before.length : runs;
  return { sectors: sectors.slice(0, kept), before: before.slice(0, kept), length: count };
}
