import { AT, BORDER, EVENT_FIELDS, LEADS, MAX_RUN, type AnchorFilter, type Kernel } from "../../src/kernel/index.ts";
import type { Random } from "../random.ts";

/** Offset, length, chain digits, bits, bits of those that listen. */
export type Event = readonly [start: number, length: number, total: number, bits: number, listens: number];

/** The anchors by regular expressions: slow and plainly right. */
export function plainAnchors(text: string, filter: AnchorFilter): Event[] {
  const events: Event[] = [];
  const chain = /[0-9]+(?:[ \-./()]{1,3}[0-9]+)*/y;
  for (const { index, 0: run } of text.matchAll(/[0-9]+|@/g)) {
    if (run === "@") {
      if (filter.at) events.push([index, AT, 0, 0, 0]);
      continue;
    }
    chain.lastIndex = index;
    // More digits than are told apart lie within this many characters.
    const total = Math.min(MAX_RUN, (chain.exec(text)?.[0] ?? "").replaceAll(/[^0-9]/g, "").length);
    const end = index + run.length;
    const bits =
      at(filter.run, Math.min(run.length, MAX_RUN)) &
      at(filter.total, total) &
      at(filter.lead, run.length === 1 ? 100 + Number(run) : Number(run.slice(0, 2))) &
      at(filter.before, side(text[index - 1], text[index - 2])) &
      at(filter.after, side(text[end], text[end + 1]));
    if (bits !== 0) events.push([index, run.length, total, bits, 0]);
  }
  return events;
}

function at(table: Uint32Array, row: number): number {
  return table[row] as number;
}

function side(beside: string | undefined, beyond: string | undefined): number {
  return beside === undefined ? BORDER : beside.charCodeAt(0) + (/[0-9]/.test(beyond ?? "") ? 256 : 0);
}

/** All events of a kernel, asked in pieces of `size` bytes. */
export function eventsOf(kernel: Kernel, bytes: Uint8Array, filter: AnchorFilter, size = bytes.length): Event[] {
  const events: Event[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    const to = Math.min(bytes.length, start + size);
    for (let from = start; from < to;) {
      const { first, count, next } = kernel.anchors(bytes, from, to, filter);
      for (let event = first; event < first + count; event += 1) {
        events.push([...kernel.events.subarray(event * EVENT_FIELDS, (event + 1) * EVENT_FIELDS)] as unknown as Event);
      }
      from = next;
    }
  }
  return events;
}

/** A filter of which each row of each table has some of the bits. */
export function randomFilter(random: Random, share = 0.7): AnchorFilter {
  const table = (rows: number): Uint32Array =>
    Uint32Array.from({ length: rows }, () => {
      let bits = 0;
      for (let bit = 0; bit < 31; bit += 1) if (random.below(1000) < share * 1000) bits |= 1 << bit;
      return bits;
    });
  return {
    run: table(MAX_RUN + 1),
    lead: table(LEADS),
    total: table(MAX_RUN + 1),
    before: table(BORDER + 1),
    after: table(BORDER + 1),
    at: random.below(4) > 0,
  };
}

/** Every run of digits and every `@`. */
export const EVERYTHING: AnchorFilter = {
  run: new Uint32Array(MAX_RUN + 1).fill(1),
  lead: new Uint32Array(LEADS).fill(1),
  total: new Uint32Array(MAX_RUN + 1).fill(1),
  before: new Uint32Array(BORDER + 1).fill(1),
  after: new Uint32Array(BORDER + 1).fill(1),
  at: true,
};
