import {
  AT,
  CHAIN_GAP,
  EVENT_FIELDS,
  isDigit,
  isSeparator,
  MAX_RUN,
  rowAfter,
  rowBefore,
  rowLead,
  WORD,
  type AnchorFilter,
  type Anchors,
  type Kernel,
  type Listening,
} from "./kernel.ts";
import { groupsOf, isLetter, mayBeWord, type WordFilter } from "./word-filter.ts";

const AT_SIGN = 0x40;
const DIGIT = Uint8Array.from({ length: 256 }, (_, byte) => (isDigit(byte) ? 1 : 0));
/** A byte that a word may begin with. */
const OPENING = 2;
/** Runs and `@` that one call looks at. */
const ROOM = 8192;

/** The reference twin: plain TypeScript, every byte looked at once. `room` bounds the runs of one call. */
export function createTypescriptKernel(room = ROOM): Kernel {
  const starts = new Uint32Array(room);
  const lengths = new Uint32Array(room);
  const totals = new Uint8Array(room);
  const events = new Uint32Array(room * EVENT_FIELDS);
  return {
    id: "ts",
    events,
    anchors(bytes, from, to, filter) {
      const { count, next } = findRuns(bytes, from, to, filter, starts, lengths);
      chainRuns(bytes, starts, lengths, totals, count);
      return { first: 0, count: keepWanted(bytes, starts, lengths, totals, count, filter, events), next };
    },
  };
}

/** The twin that everybody may share. */
export const typescriptKernel = createTypescriptKernel();

function findRuns(
  bytes: Uint8Array,
  from: number,
  to: number,
  filter: AnchorFilter,
  starts: Uint32Array,
  lengths: Uint32Array,
): Pick<Anchors, "count" | "next"> {
  let at = from > 0 && isDigit(bytes[from - 1]) ? endOfRun(bytes, from) : from;
  let count = 0;
  const stops = stopsOf(filter);
  while (at < to) {
    while (at < to && stops[bytes[at] as number] === 0) at += 1;
    if (at >= to) break;
    const isWord = stops[bytes[at] as number] === OPENING;
    if (isWord && !mayBeWord(bytes, at, filter.words as WordFilter)) {
      at += 1;
      continue;
    }
    if (count === starts.length) return { count, next: at };
    const end = isWord || bytes[at] === AT_SIGN ? at : endOfRun(bytes, at);
    starts[count] = at;
    lengths[count] = isWord ? WORD : end - at;
    count += 1;
    at = Math.max(end, at + 1);
  }
  return { count, next: Math.max(at, to) };
}

const STOPS = new WeakMap<AnchorFilter, Uint8Array>();

/** What the bytes may be the beginning of. */
function stopsOf(filter: AnchorFilter): Uint8Array {
  const known = STOPS.get(filter);
  if (known !== undefined) return known;
  const stops = DIGIT.slice();
  if (filter.words !== undefined) {
    for (let byte = 0; byte < 256; byte += 1) {
      if ((isLetter(byte) || byte > 0x7f) && groupsOf(filter.words.halves, 0, byte) !== 0) stops[byte] = OPENING;
    }
  }
  stops[AT_SIGN] = filter.at ? 1 : 0;
  STOPS.set(filter, stops);
  return stops;
}

/** Walks the runs backwards for the digits of their chains; the last chain may go on beyond them. */
function chainRuns(bytes: Uint8Array, starts: Uint32Array, lengths: Uint32Array, totals: Uint8Array, count: number): void {
  let chained = 0;
  let nextStart = -1;
  for (let run = count - 1; run >= 0; run -= 1) {
    const start = starts[run] as number;
    const length = lengths[run] as number;
    totals[run] = 0;
    if (length === AT || length === WORD) continue;
    if (nextStart < 0) chained = digitsBeyond(bytes, start + length);
    else if (!isChained(bytes, start + length, nextStart)) chained = 0;
    chained = Math.min(MAX_RUN, chained + Math.min(length, MAX_RUN));
    totals[run] = chained;
    nextStart = start;
  }
}

function keepWanted(
  bytes: Uint8Array,
  starts: Uint32Array,
  lengths: Uint32Array,
  totals: Uint8Array,
  count: number,
  filter: AnchorFilter,
  events: Uint32Array,
): number {
  const { listening } = filter;
  const isHeard = listening === undefined ? undefined : createEar(bytes, listening);
  let kept = 0;
  for (let run = 0; run < count; run += 1) {
    const start = starts[run] as number;
    const length = lengths[run] as number;
    const total = totals[run] as number;
    const isRun = length !== AT && length !== WORD;
    const bits = isRun ? bitsOf(bytes, start, length, total, filter, 0, bytes.length) : 0;
    let listens = 0;
    if (isRun && listening !== undefined) {
      listens = bitsOf(bytes, start, length, total, listening.tables, 0, bytes.length);
      if (listens !== 0 && isHeard?.(start) !== true) listens = 0;
    }
    if (isRun && (bits | listens) === 0) continue;
    events.set([start, length, total, bits, listens], kept * EVENT_FIELDS);
    kept += 1;
  }
  return kept;
}

/** Whether a phrase may begin within reach before a place; asked in ascending order, so that no byte is looked at twice. */
function createEar(bytes: Uint8Array, { openings, reach }: Listening): (place: number) => boolean {
  let listened = 0;
  let last = -1;
  return (place) => {
    for (let at = Math.max(listened, place - reach, 0); at < place; at += 1) if (mayBeWord(bytes, at, openings)) last = at;
    listened = Math.max(listened, place);
    return last >= 0 && last >= place - reach;
  };
}

/** The bits of a run in the text `[low, high)` of `bytes`. */
export function bitsOf(
  bytes: Uint8Array,
  start: number,
  length: number,
  total: number,
  filter: Listening["tables"],
  low: number,
  high: number,
): number {
  const bits =
    (filter.run[Math.min(length, MAX_RUN)] as number) &
    (filter.total[total] as number) &
    (filter.lead[rowLead(bytes, start, length)] as number);
  if (bits === 0) return 0;
  return (
    bits &
    (filter.before[rowBefore(bytes, start, low)] as number) &
    (filter.after[rowAfter(bytes, start + length, high)] as number)
  );
}

/** Digits of a chain that stand behind the last run of a call. */
function digitsBeyond(bytes: Uint8Array, from: number): number {
  let digits = 0;
  let at = from;
  while (digits < MAX_RUN) {
    let gap = 0;
    while (gap < CHAIN_GAP && isSeparator(bytes[at + gap])) gap += 1;
    at += gap;
    const start = at;
    while (at - start < MAX_RUN && isDigit(bytes[at])) at += 1;
    if (at === start || gap === 0) return digits;
    digits += at - start;
  }
  return digits;
}

function isChained(bytes: Uint8Array, end: number, nextStart: number): boolean {
  if (nextStart - end > CHAIN_GAP) return false;
  for (let at = end; at < nextStart; at += 1) if (!isSeparator(bytes[at])) return false;
  return true;
}

/** End of the run that holds `from`. */
export function endOfRun(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isDigit(bytes[at])) at += 1;
  return at;
}
