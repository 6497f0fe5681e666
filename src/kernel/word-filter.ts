import { Buffer } from "node:buffer";

/**
 * Words by their first bytes: a place where they stand, and no ASCII letter before an ASCII letter, may be one;
 * that the rest of the word follows is for the caller to see.
 */
export interface WordFilter {
  /** Those of ASCII letters, whole. */
  readonly whole: readonly string[];
  /** The first three or four bytes of each, and a hash of up to six, in the slot of their own hash or behind it; 0 for an empty slot. */
  readonly table: Uint32Array;
  /** Six tables of 16: by the low and the high half of the first byte, of the second and of the third, the bits of the words' groups. */
  readonly halves: Uint8Array;
}

/** Slots of the table: several times as many as there are words. */
const SLOT_BITS = 14;
const SLOTS = 2 ** SLOT_BITS;
/** In place of a third byte that is neither a letter nor of another script: a word of two letters ends there. */
const ENDED = 1;
const GROUPS = 8;

/**
 * `words` in lower case, of three bytes or more each and beginning with a letter or another script; what is
 * not given as text but as bytes (`openings`) has one character for each byte. Throws RangeError for more words
 * than there is room for.
 */
export function createWordFilter(words: readonly string[], openings: readonly string[] = []): WordFilter {
  const table = new Uint32Array(SLOTS);
  const halves = new Uint8Array(96);
  const all = [...words.map((word) => Buffer.from(word, "utf8")), ...openings.map((bytes) => Buffer.from(bytes, "latin1"))];
  // Words that begin alike share a group, so that a group has few beginnings.
  all.sort((left, right) => Buffer.compare(left, right));
  for (const [index, word] of all.entries()) {
    const [first, second, third] = word as unknown as readonly [number, number, number];
    const fourth = word[3];
    if (fourth === undefined) put(table, three(first, second, third));
    else {
      const opening = four(first, second, third, fourth);
      put(table, opening);
      put(table, longer(opening, word[4] ?? 0, word[5] ?? 0, Math.min(word.length, 6)));
    }
    const group = 1 << Math.floor((index * GROUPS) / all.length);
    setHalves(halves, 0, first, group);
    setHalves(halves, 32, second, group);
    if (isInWord(third)) setHalves(halves, 64, third, group);
    else for (let half = 64; half < 96; half += 1) halves[half] = (halves[half] as number) | group;
  }
  return { whole: words.filter((word) => /^[a-z]+$/.test(word)), table, halves };
}

function setHalves(halves: Uint8Array, from: number, byte: number, group: number): void {
  const small = byte | 0x20;
  const [low, high] = [from + (small & 15), from + 16 + (small >> 4)];
  halves[low] = (halves[low] as number) | group;
  halves[high] = (halves[high] as number) | group;
}

function isInWord(byte: number): boolean {
  return isLetter(byte) || byte > 0x7f;
}

function three(first: number, second: number, third: number): number {
  return first | 0x20 | ((second | 0x20) << 8) | ((isInWord(third) ? third | 0x20 : ENDED) << 16);
}

function four(first: number, second: number, third: number, fourth: number): number {
  return first | (second << 8) | (third << 16) | (fourth << 24) | 0x2020_2020;
}

/** Whether one of the words may begin at `at`. */
export function mayBeWord(bytes: Uint8Array, at: number, { table, halves }: WordFilter): boolean {
  const first = bytes[at] as number;
  if (!isInWord(first) || (first < 0x80 && isLetter(bytes[at - 1]))) return false;
  const second = bytes[at + 1] ?? 0;
  const third = bytes[at + 2] ?? 0;
  if ((groupsOf(halves, 0, first) & groupsOf(halves, 32, second) & groupsOf(halves, 64, third)) === 0) return false;
  if (isIn(table, three(first, second, third)) && !(first < 0x80 && isLetter(third) && isLetter(bytes[at + 3]))) return true;
  const opening = four(first, second, third, bytes[at + 3] ?? 0);
  if (!isIn(table, opening)) return false;
  const [fifth, sixth] = [bytes[at + 4] ?? 0, bytes[at + 5] ?? 0];
  if (isIn(table, longer(opening, fifth, sixth, 6))) return true;
  return (
    (!isLetter(fifth) && isIn(table, longer(opening, 0, 0, 4))) || (!isLetter(sixth) && isIn(table, longer(opening, fifth, 0, 5)))
  );
}

/** Of a word that has four bytes, five, or six and more; another number than that of its first four. */
function longer(opening: number, fifth: number, sixth: number, length: number): number {
  const rest = length === 4 ? 0 : length === 5 ? fifth | 0x20 : fifth | 0x20 | ((sixth | 0x20) << 8);
  return (Math.imul(opening, 0x85eb_ca6b) ^ Math.imul((rest << 3) | length, 0xc2b2_ae35)) | 1;
}

/** The slot of the first bytes of a word, as a number; by Knuth's multiplier (TAOCP 6.4). */
function slotOf(bytes: number): number {
  return Math.imul(bytes, 0x9e37_79b1) >>> (32 - SLOT_BITS);
}

/** An empty slot ends the search; `put` leaves some. */
function isIn(table: Uint32Array, bytes: number): boolean {
  const wanted = bytes >>> 0;
  for (let slot = slotOf(bytes); ; slot = (slot + 1) & (SLOTS - 1)) {
    const held = table[slot] as number;
    if (held === wanted) return true;
    if (held === 0) return false;
  }
}

function put(table: Uint32Array, bytes: number): void {
  let slot = slotOf(bytes);
  for (let tries = 0; table[slot] !== 0 && table[slot] !== bytes >>> 0; tries += 1) {
    if (tries > SLOTS / 4) throw new RangeError("too many words");
    slot = (slot + 1) & (SLOTS - 1);
  }
  table[slot] = bytes;
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
