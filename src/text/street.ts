import { NAME_PARTICLES, PLAIN_STREET_PREFIXES, PLAIN_STREET_TYPES, STREET_PREFIXES, STREET_TYPES } from "./address-words.ts";

/** A house or block number with a street behind it; half-open indexes into the text. */
export interface Street {
  readonly start: number;
  readonly end: number;
  /** House or block number, capitals. */
  readonly number: string;
  /** `typed`: a street type or prefix was seen; `named`: only capitalised words. */
  readonly kind: "typed" | "named";
}

interface Word {
  readonly start: number;
  readonly end: number;
  /** Without the punctuation around it. */
  readonly bare: string;
}

const HOUSE_NUMBER = /^[0-9]{1,4}[A-Za-z]?(?:[/-][0-9]{1,4}[A-Za-z]?)?$/;
/** Most words between the number and the street type. */
const NAME_WORDS = 6;

/**
 * The last street in `[from, to)`: a number, the words of a name, and a street type (`31 Toa
 * Payoh Lor 8`), or a number before a Malay prefix (`12 Jalan Besar`). Failing that, a number
 * before two or more capitalised words that end the range (`88 Geylang Bahru`).
 */
export function lastStreet(text: string, from: number, to: number): Street | undefined {
  const words = wordsOf(text, from, to);
  for (let at = words.length - 2; at >= 0; at -= 1) {
    const number = words[at]?.bare ?? "";
    const end = HOUSE_NUMBER.test(number) && !isStreetNumber(words, at) ? typedEnd(words, at) : undefined;
    if (end !== undefined) return { start: words[at]?.start ?? 0, end, number: number.toUpperCase(), kind: "typed" };
  }
  return named(words);
}

/** The number of `Ave 4` or `Lorong 8` is not that of a house. */
function isStreetNumber(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.bare.toLowerCase() ?? "";
  return STREET_TYPES.has(before) || before === "lorong" || before === "lor" || before === "jalan";
}

/** End of the street that begins with the house number at `at`, with the number behind its type. */
function typedEnd(words: readonly Word[], at: number): number | undefined {
  const first = words[at + 1]?.bare ?? "";
  const prefixed =
    STREET_PREFIXES.has(first.toLowerCase()) && (isCapital(first) || PLAIN_STREET_PREFIXES.has(first.toLowerCase()));
  let end = prefixed && words[at + 2] !== undefined && !first.includes("#") ? words[at + 2]?.end : undefined;
  for (let next = at + 1; next <= at + NAME_WORDS + 1 && next < words.length; next += 1) {
    const word = words[next]?.bare ?? "";
    if (next > at + 1 && isType(word)) {
      const tail = words[next + 1];
      end = tail !== undefined && /^[0-9]{1,3}[A-Za-z]?$/.test(tail.bare) ? tail.end : words[next]?.end;
      // `Upper Serangoon View Road`: a type inside the name is not its end.
      if (!isType(words[next + 1]?.bare ?? "")) break;
    } else if (!isNameWord(word)) break;
  }
  return end;
}

function isType(word: string): boolean {
  const plain = word.toLowerCase();
  return STREET_TYPES.has(plain) && (isCapital(word) || PLAIN_STREET_TYPES.has(plain));
}

function isNameWord(word: string): boolean {
  return /^[\p{L}'’.-]{1,24}$/u.test(word) || NAME_PARTICLES.has(word);
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function named(words: readonly Word[]): Street | undefined {
  let at = words.length - 1;
  while (at > 0 && words.length - at <= 4 && /^\p{Lu}[\p{L}'’-]{1,20}$/u.test(words[at]?.bare ?? "")) at -= 1;
  const number = words[at];
  if (number === undefined || words.length - 1 - at < 1 || !/^[0-9]{1,4}[A-Za-z]?$/.test(number.bare)) return undefined;
  return { start: number.start, end: words.at(-1)?.end ?? number.end, number: number.bare.toUpperCase(), kind: "named" };
}

function wordsOf(text: string, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (const { index, 0: word } of text.slice(from, to).matchAll(/[^\s,;:()"<>|]+/g)) {
    const bare = word.replace(/[.]+$/, "");
    if (bare !== "") words.push({ start: from + index, end: from + index + bare.length, bare });
  }
  return words;
}
