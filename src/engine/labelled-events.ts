import { EVENT_FIELDS, type AnchorFilter, type Kernel } from "../kernel/index.ts";

/** Runs that listen, in a text whose labels say what they listen for: they are asked about whatever stands before them. */
export interface LabelledEvents {
  /** These events and those of the runs before `next` that were not given out yet, in ascending order. */
  mergedBefore(next: number, events: Uint32Array): Uint32Array;
}

/** The bits of the events stand where those of runs that listen do. */
export function eventsOf(
  kernel: Kernel,
  bytes: Uint8Array,
  core: { readonly start: number; readonly end: number },
  filter: AnchorFilter,
): LabelledEvents {
  const pieces: Uint32Array[] = [];
  for (let from = core.start; from < core.end;) {
    const { first, count, next } = kernel.anchors(bytes, from, core.end, filter);
    pieces.push(kernel.events.slice(first * EVENT_FIELDS, (first + count) * EVENT_FIELDS));
    from = next;
  }
  const all = new Uint32Array(pieces.reduce((size, { length }) => size + length, 0));
  let filled = 0;
  for (const piece of pieces) {
    all.set(piece, filled);
    filled += piece.length;
  }
  let given = 0;
  return {
    mergedBefore(next, events) {
      const merged = new Uint32Array(events.length + all.length - given);
      let to = 0;
      let at = 0;
      const isLeft = (): boolean => given < all.length && (all[given] as number) < next;
      while (at < events.length || isLeft()) {
        const mine = isLeft() ? (all[given] as number) : Number.POSITIVE_INFINITY;
        const theirs = at < events.length ? (events[at] as number) : Number.POSITIVE_INFINITY;
        if (theirs <= mine) {
          merged.set(events.subarray(at, at + EVENT_FIELDS), to);
          at += EVENT_FIELDS;
        } else merged.set(all.subarray(given, given + 3), to);
        if (mine <= theirs) {
          merged[to + 4] = (merged[to + 4] as number) | (all[given + 3] as number);
          given += EVENT_FIELDS;
        }
        to += EVENT_FIELDS;
      }
      return merged.subarray(0, to);
    },
  };
}
