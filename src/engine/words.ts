import { Buffer } from "node:buffer";
import { isLetter } from "../kernel/index.ts";

/** Words by what they begin with, and who asks about each. */
export interface WordList<Asker> {
  /** By the first three bytes in lower case, as a number. */
  readonly openings: ReadonlyMap<number, readonly Word<Asker>[]>;
  /** As the kernel wants them. */
  readonly all: readonly string[];
  /** Whether one of those of ASCII letters stands in a short text. */
  readonly mentioned: (text: string) => boolean;
}

interface Word<Asker> {
  /** UTF-8, ASCII letters in lower case. */
  readonly bytes: Uint8Array;
  /** Of ASCII letters: not found inside a longer word. */
  readonly whole: boolean;
  readonly askers: Asker[];
}

/** Throws RangeError for a word that no anchor can be: shorter than three bytes, or neither letters nor of another script. */
export function createWordList<Asker>(asked: readonly { readonly word: string; readonly asker: Asker }[]): WordList<Asker> {
  const openings = new Map<number, Word<Asker>[]>();
  const known = new Map<string, Word<Asker>>();
  for (const { word, asker } of asked) {
    const bytes = Buffer.from(word, "utf8");
    const whole = /^[a-z]+$/.test(word);
    if (bytes.length < 3 || (!whole && (bytes[0] as number) < 0x80)) throw new RangeError(`no anchor: ${word}`);
    const before = known.get(word);
    if (before !== undefined) {
      if (!before.askers.includes(asker)) before.askers.push(asker);
      continue;
    }
    const entry = { bytes, whole, askers: [asker] };
    known.set(word, entry);
    const opening = openingAt(bytes, 0);
    const list = openings.get(opening);
    if (list === undefined) openings.set(opening, [entry]);
    else list.push(entry);
  }
  const ascii = [...known.keys()].filter((word) => /^[a-z]+$/.test(word));
  const pattern = new RegExp(`(?<![a-z])(?:${ascii.join("|")})(?![a-z])`, "i");
  return { openings, all: [...known.keys()], mentioned: (text) => ascii.length > 0 && pattern.test(text) };
}

/** The words that stand at `at` in the text `[.., high)` of `bytes`. */
export function wordsAt<Asker>(
  { openings }: WordList<Asker>,
  bytes: Uint8Array,
  at: number,
  high: number,
): readonly Word<Asker>[] {
  const list = openings.get(openingAt(bytes, at));
  return list === undefined ? [] : list.filter((word) => stands(word, bytes, at, high));
}

function stands<Asker>({ bytes: word, whole }: Word<Asker>, bytes: Uint8Array, at: number, high: number): boolean {
  const end = at + word.length;
  if (end > high || (whole && end < high && isLetter(bytes[end]))) return false;
  for (let index = 0; index < word.length; index += 1) {
    const byte = bytes[at + index] as number;
    if ((byte < 0x80 ? byte | 0x20 : byte) !== word[index]) return false;
  }
  return true;
}

function openingAt(bytes: Uint8Array, at: number): number {
  return lower(bytes[at]) | (lower(bytes[at + 1]) << 8) | (lower(bytes[at + 2]) << 16);
}

function lower(byte: number | undefined): number {
  return byte === undefined ? 0 : byte < 0x80 ? byte | 0x20 : byte;
}
