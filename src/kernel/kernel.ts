import { Buffer } from "node:buffer";

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
  /** Words that are events. */
  readonly words?: WordFilter;
}

/** What a first look at a mail goes by, besides the anchors. */
export interface LookFilter extends AnchorFilter {
  /** Words that are anchors. */
  readonly words: WordFilter;
  /** What the phrases begin with of which one must be heard before some anchors. */
  readonly openings: WordFilter;
  /** Those anchors. */
  readonly listening: AnchorFilter;
  /** How many bytes before an anchor a phrase may begin. */
  readonly reach: number;
}

/**
 * Words by their first bytes: a place where they stand, and no ASCII letter before an ASCII letter, is an
 * event; that the rest of the word follows is for the caller to see.
 */
export interface WordFilter {
  /** Those of ASCII letters, whole. */
  readonly whole: readonly string[];
  /** A bit for each `wordHash`: of three bytes, for words that have no more, then of four. */
  readonly table: Uint32Array;
  /** Four tables of 16: by the low and the high half of the first byte, then of the second, the bits of the words' groups. */
  readonly halves: Uint8Array;
}

/** Numbers of one event in `Kernel.events`: offset, length of the run, digits of the chain, bits. */
export const EVENT_FIELDS = 4;
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

/** Bits of `wordHash`. */
const WORD_BITS = 13;
/** Numbers of the table of words of three bytes; as many follow for those of four. */
export const WORD_TABLE = 2 ** WORD_BITS / 32;

/** Of the first bytes of a word, in any case, as a number; by Knuth's multiplier (TAOCP 6.4). */
export function wordHash(bytes: number): number {
  return Math.imul(bytes, 0x9e37_79b1) >>> (32 - WORD_BITS);
}

/**
 * `words` in lower case, of three bytes or more each and beginning with a letter or another script; those that
 * are not given as text but as bytes (`openings`) have one character for each byte.
 */
export function createWordFilter(words: readonly string[], openings: readonly string[] = []): WordFilter {
  const table = new Uint32Array(2 * WORD_TABLE);
  const halves = new Uint8Array(64);
  const all = [...words.map((word) => Buffer.from(word, "utf8")), ...openings.map((bytes) => Buffer.from(bytes, "latin1"))];
  for (const word of all) {
    const [first, second, third, fourth] = Array.from(word.subarray(0, 4), (byte) => byte | 0x20) as [
      number,
      number,
      number,
      number?,
    ];
    const three = first | (second << 8) | (third << 16);
    const hash = fourth === undefined ? wordHash(three) : wordHash(three | (fourth << 24)) + WORD_TABLE * 32;
    table[hash >> 5] = (table[hash >> 5] as number) | (1 << (hash & 31));
    // Words that begin alike share a group, so that a group has few beginnings.
    const group = 1 << ((first * 5 + (second >> 3)) & 7);
    for (const [index, byte] of [first, second].entries()) {
      const low = index * 32 + (byte & 15);
      const high = index * 32 + 16 + (byte >> 4);
      halves[low] = (halves[low] as number) | group;
      halves[high] = (halves[high] as number) | group;
    }
  }
  return { whole: words.filter((word) => /^[a-z]+$/.test(word)), table, halves };
}

/** Whether one of the words may begin at `at`. */
export function mayBeWord(bytes: Uint8Array, at: number, { table, halves }: WordFilter): boolean {
  const first = bytes[at] as number;
  const second = bytes[at + 1] ?? 0;
  if (first < 0x80 && (!isLetter(first) || isLetter(bytes[at - 1]))) return false;
  if ((groupsOf(halves, 0, first) & groupsOf(halves, 32, second)) === 0) return false;
  const three = first | (second << 8) | ((bytes[at + 2] ?? 0) << 16) | 0x20_2020;
  const four = three | ((bytes[at + 3] ?? 0) << 24) | 0x2000_0000;
  return isIn(table, wordHash(three)) || isIn(table, wordHash(four) + WORD_TABLE * 32);
}

function isIn(table: Uint32Array, hash: number): boolean {
  return (((table[hash >> 5] as number) >>> (hash & 31)) & 1) === 1;
}

/** The groups of words with this byte in the place whose tables begin at `from`. */
export function groupsOf(halves: Uint8Array, from: number, byte: number): number {
  const small = byte | 0x20;
  return (halves[from + (small & 15)] as number) & (halves[from + 16 + (small >> 4)] as number);
}

/** An ASCII letter. */
export function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte | 0x20) - 0x61) >>> 0 < 26;
}
