import { HEARING } from "../model/detector.ts";

/** Where phrases were heard in a text: places in ascending order, each with the lists that it is in. */
export interface Heard {
  /** Heard at a place from here on, whatever lies between: the head of a table, the label of the whole. */
  readonly from: number;
  readonly places: readonly number[];
  readonly lists: readonly number[];
}

/** The stretches in which somebody listens; half-open, ascending, apart. */
export function* stretches({ from, places }: Heard, start: number, end: number): Generator<readonly [from: number, to: number]> {
  const rest = Math.max(from, start);
  let at = start;
  let to = start;
  for (const place of places) {
    if (place >= rest) break;
    if (place > to) {
      if (to > at) yield [at, to];
      at = place;
    }
    to = Math.max(to, Math.min(place + HEARING, rest, end));
  }
  if (rest < end) {
    if (rest > to) {
      if (to > at) yield [at, to];
      at = rest;
    }
    to = end;
  }
  if (to > at) yield [at, to];
}

/** Listens before places of one text, in ascending order. */
export interface Listener {
  /** The lists of which a phrase begins in the `HEARING` bytes before `place`, and not before `low`. */
  before(place: number, low: number): number;
}

export function createListener({ places, lists }: Heard): Listener {
  const last = new Int32Array(32).fill(-1);
  let next = 0;
  let all = 0;
  return {
    before(place, low) {
      for (; next < places.length && (places[next] as number) < place; next += 1) {
        const bits = lists[next] as number;
        all |= bits;
        for (let left = bits; left !== 0; left &= left - 1) last[31 - Math.clz32(left & -left)] = places[next] as number;
      }
      const from = Math.max(low, place - HEARING);
      let heard = 0;
      for (let left = all; left !== 0; left &= left - 1) {
        const bit = left & -left;
        if ((last[31 - Math.clz32(bit)] as number) >= from) heard |= bit;
      }
      return heard;
    },
  };
}
