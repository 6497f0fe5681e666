import { Buffer } from "node:buffer";
import { isLetter } from "../kernel/index.ts";
import { inLabel, vocabulary, type Vocabulary } from "../text/labels.ts";

/** Lists of phrases are told apart by so many bits; with more lists some share one. */
const BITS = 31;

/** Lists of phrases (`Anchor.hears`), each a bit, and how to find them. */
export interface Hearing {
  readonly lists: readonly { readonly bit: number; readonly words: Vocabulary; readonly phrases: readonly string[] }[];
  /** By the first two bytes in lower case. */
  readonly phrases: ReadonlyMap<number, readonly Phrase[]>;
  /** What phrases begin with, in each spelling, for the kernel: three to six bytes, one character each. */
  readonly openings: readonly string[];
  /** 1 for each byte that a phrase may begin with. */
  readonly first: Uint8Array;
  /** What labels said before: a table asks about the same few. */
  readonly labels: Map<string, number>;
}

interface Phrase {
  /** UTF-8, ASCII letters in lower case. */
  readonly bytes: Uint8Array;
  /** Of words: not found inside longer ones. */
  readonly whole: boolean;
  bits: number;
}

/** Key paths of hostile JSON are all different: the memory of them is dropped at this size. */
const LABELS_MAX = 1_000;
const BLANK = 0x20;
/** What may stand in place of a blank, up to two of them; as in text/labels.ts. */
const SEPARATORS = " \t_.-";
const IS_SEPARATOR = new Uint8Array(256);
for (const separator of SEPARATORS) IS_SEPARATOR[separator.charCodeAt(0)] = 1;

/**
 * Prepares the lists; `bitOf` gives the bit of each. Throws RangeError for a phrase without two letters:
 * it could not be looked for.
 */
export function createHearing(lists: readonly (readonly string[])[]): {
  hearing: Hearing;
  bitOf: (list: readonly string[]) => number;
} {
  const bits = new Map<string, number>();
  const phrases = new Map<number, Phrase[]>();
  const openings = new Set<string>();
  const heard: { bit: number; words: Vocabulary; phrases: readonly string[] }[] = [];
  for (const list of lists) {
    const name = list.join("\n");
    if (bits.has(name)) continue;
    const bit = 1 << (bits.size % BITS);
    bits.set(name, bit);
    for (const phrase of list) {
      // The kernel stops at letters and other scripts: `2fa code` is heard by `fa code`.
      const bytes = Buffer.from(phrase.replace(/^[^a-z\u0080-\uffff]+/, ""), "utf8");
      if (bytes.length < 2) throw new RangeError(`cannot be heard: ${phrase}`);
      addPhrase(phrases, bytes, /^[a-z0-9].*[a-z0-9.]$/.test(phrase), bit);
      for (const opening of openingsOf(bytes.toString("latin1"))) openings.add(opening);
    }
    heard.push({ bit, words: vocabulary(list), phrases: list });
  }
  const first = new Uint8Array(256);
  for (const opening of openings) for (const byte of [opening, opening.toUpperCase()]) first[byte.charCodeAt(0)] = 1;
  const hearing = { lists: heard, phrases, openings: [...openings], first, labels: new Map<string, number>() };
  return { hearing, bitOf: (list) => bits.get(list.join("\n")) as number };
}

function addPhrase(phrases: Map<number, Phrase[]>, bytes: Uint8Array, whole: boolean, bit: number): void {
  // Behind one letter a blank may be left out or be another sign.
  const seconds = bytes[1] === BLANK ? [...Buffer.from(SEPARATORS), bytes[2] as number] : [bytes[1] as number];
  for (const second of seconds) {
    const key = keyOf(bytes[0], second);
    const list = phrases.get(key) ?? [];
    phrases.set(key, list);
    const known = list.find((one) => Buffer.compare(one.bytes, bytes) === 0);
    if (known === undefined) list.push({ bytes, whole, bits: bit });
    else known.bits |= bit;
  }
}

/** The first three to six bytes of a phrase, with each separator that may stand in place of a blank. */
export function openingsOf(phrase: string): string[] {
  const whole: string[] = [];
  const spell = (written: string, rest: string): void => {
    if (written.length >= 6 || (rest === "" && written.length >= 3)) whole.push(written.slice(0, 6));
    else if (rest === "") whole.push(`${written} `);
    else if (rest[0] !== " ") spell(written + (rest[0] as string), rest.slice(1));
    else {
      spell(written, rest.slice(1));
      for (const one of SEPARATORS) {
        spell(written + one, rest.slice(1));
        for (const two of SEPARATORS) spell(written + one + two, rest.slice(1));
      }
    }
  };
  spell("", phrase);
  return whole;
}

/** The lists with a phrase in a label (lower case). */
export function heardInLabel({ lists, labels }: Hearing, label: string): number {
  if (label === "" || lists.length === 0) return 0;
  const known = labels.get(label);
  if (known !== undefined) return known;
  let bits = 0;
  for (const { bit, words } of lists) if (inLabel(label, words) !== undefined) bits |= bit;
  if (labels.size >= LABELS_MAX) labels.clear();
  labels.set(label, bits);
  return bits;
}

/** The lists of which a phrase stands at `at`, ASCII letter or other script, in the text `[.., high)`. */
export function heardAt({ phrases, first }: Hearing, bytes: Uint8Array, at: number, high: number): number {
  if (first[bytes[at] as number] === 0) return 0;
  const list = phrases.get(keyOf(bytes[at], bytes[at + 1]));
  let bits = 0;
  if (list !== undefined) for (const phrase of list) if (stands(phrase, bytes, at, high)) bits |= phrase.bits;
  return bits;
}

function stands({ bytes: phrase, whole }: Phrase, bytes: Uint8Array, from: number, high: number): boolean {
  if (whole && isLetter(bytes[from - 1])) return false;
  let at = from;
  for (let index = 0; index < phrase.length; index += 1) {
    const wanted = phrase[index] as number;
    if (wanted === BLANK) {
      for (let signs = 0; signs < 2 && at < high && IS_SEPARATOR[bytes[at] as number] === 1; signs += 1) at += 1;
      continue;
    }
    if (at >= high || lower(bytes[at]) !== wanted) return false;
    at += 1;
  }
  return !whole || at >= high || !isLetter(bytes[at]);
}

function keyOf(first: number | undefined, second: number | undefined): number {
  return lower(first) | (lower(second) << 8);
}

function lower(byte: number | undefined): number {
  return byte === undefined ? 0 : isLetter(byte) ? byte | 0x20 : byte;
}
