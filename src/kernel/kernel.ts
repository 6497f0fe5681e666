import type { WordFilter } from "./word-filter.ts";

/** Longest run and chain that are told apart; longer ones count as this. */
export const MAX_RUN = 32;
/** Runs are chained over at most this many separators. */
export const CHAIN_GAP = 3;
/** Entries of `AnchorFilter.lead`: two digits, then the single digits. */
export const LEADS = 110;
/** Index into `AnchorFilter.before` and `after` at the border of the text. */
export const BORDER = 512;

/**
 * What is asked for, as sets of up to 31 bits: a run of digits is an anchor of those bits that
 * its row in each of the five tables has.
 */
export interface AnchorFilter {
  /** By length of the run, 0 to MAX_RUN. */
  readonly run: Uint32Array;
  /** By the first two digits as a number; 100 and the digit for a run of one. */
  readonly lead: Uint32Array;
  /** By the digits of the chain that begins with the run, 0 to MAX_RUN. */
  readonly total: Uint32Array;
  /** By the byte before the run, plus 256 when a digit stands before that; BORDER at the start of the text. */
  readonly before: Uint32Array;
  /** By the byte behind the run, plus 256 when a digit stands behind that; BORDER at the end of the text. */
  readonly after: Uint32Array;
  /** Each `@` is an anchor. */
  readonly at: boolean;
  /** Words that are anchors. */
  readonly words?: WordFilter;
  /** Runs that are anchors only where a phrase may begin not far before them. */
  readonly listening?: Listening;
}

/** The five tables of an `AnchorFilter`, what phrases begin with, and how many bytes before a run (`REACH_MOST` at most) one may begin. */
export interface Listening {
  readonly tables: Pick<AnchorFilter, "run" | "lead" | "total" | "before" | "after">;
  readonly openings: WordFilter;
  readonly reach: number;
}

/** How far back a kernel sees. */
export const REACH_MOST = 120;

/** Numbers of one event in `Kernel.events`: offset, length of the run, digits of the chain, bits, bits of those that listen. */
export const EVENT_FIELDS = 5;
/** In place of a run's length: the anchor is an `@`. */
export const AT = 0;
/** In place of a run's length: the anchor may be a word. */
export const WORD = 0xffff_ffff;

export interface Anchors {
  /** Index into `Kernel.events` of the first event. */
  readonly first: number;
  /** How many events there are. */
  readonly count: number;
  /** Where to go on. */
  readonly next: number;
}

/**
 * The inner loop of the sweep. Two twins stand behind this interface; both give the same
 * events on every input and every way of cutting it.
 */
export interface Kernel {
  readonly id: "ts" | "wasm";
  /** Events of the last call, EVENT_FIELDS numbers each; the next call overwrites them. */
  readonly events: Uint32Array;
  /**
   * Finds the anchors that begin in `[from, to)`, in ascending order, as far as there is room:
   * `next` is where to go on, `to` when all is done. `bytes` is the whole text; a run that
   * began before `from` is left out, chains are followed beyond `to`.
   */
  anchors(bytes: Uint8Array, from: number, to: number, filter: AnchorFilter): Anchors;
}

/** Row of `before` for a run that begins at `start` in a text that begins at `low`. */
export function rowBefore(bytes: Uint8Array, start: number, low: number): number {
  if (start <= low) return BORDER;
  const joined = start - 1 > low && isDigit(bytes[start - 2]);
  return (bytes[start - 1] as number) + (joined ? 256 : 0);
}

/** Row of `after` for a run that ends at `end` (half-open) in a text that ends at `high`. */
export function rowAfter(bytes: Uint8Array, end: number, high: number): number {
  if (end >= high) return BORDER;
  const joined = end + 1 < high && isDigit(bytes[end + 1]);
  return (bytes[end] as number) + (joined ? 256 : 0);
}

/** Row of `lead` for a run of `length` digits at `start`. */
export function rowLead(bytes: Uint8Array, start: number, length: number): number {
  const first = (bytes[start] as number) - 0x30;
  return length === 1 ? 100 + first : first * 10 + (bytes[start + 1] as number) - 0x30;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

const SEPARATORS = new Uint8Array(256);
for (const character of " -./()") SEPARATORS[character.charCodeAt(0)] = 1;

/** True for a byte that may stand between the runs of a chain. */
export function isSeparator(byte: number | undefined): boolean {
  return byte !== undefined && SEPARATORS[byte] === 1;
}
