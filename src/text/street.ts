import {
  NAME_PARTICLES,
  NO_NAME,
  PLAIN_STREET_PREFIXES,
  PLAIN_STREET_TYPES,
  STREET_PREFIXES,
  STREET_TYPES,
} from "./address-words.ts";

/** A house or block number with a street behind it; half-open indexes into the text. */
export interface Street {
  readonly start: number;
  readonly end: number;
  /** House or block number, capitals. */
  readonly number: string;
  /**
   * `typed`: a street type or prefix was seen; `plain`: one that is an everyday word, in small
   * letters (`16 loyang link`); `named`: only capitalised words.
   */
  readonly kind: "typed" | "plain" | "named";
  /** All its words begin with a capital, or none does: not a sentence that a name follows. */
  readonly even: boolean;
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
  let plain: Street | undefined;
  for (let at = words.length - 2; at >= 0; at -= 1) {
    const number = words[at]?.bare ?? "";
    if (!HOUSE_NUMBER.test(number) || isStreetNumber(words, at)) continue;
    const street = typed(words, at, isType, "typed") ?? (plain === undefined ? typed(words, at, isAnyType, "plain") : undefined);
    if (street?.kind === "typed") return street;
    plain ??= street;
  }
  return plain ?? named(words);
}

/** Pairs of letters (first * 128 + second) that a street's type or prefix, or a block, begins with. */
const PAIRS = new Uint8Array(128 * 128);
for (const word of [...STREET_TYPES, ...STREET_PREFIXES, "blk", "block"]) {
  for (const first of [word.charCodeAt(0), word.charCodeAt(0) - 0x20])
    for (const second of [word.charCodeAt(1), word.charCodeAt(1) - 0x20]) PAIRS[first * 128 + second] = 1;
}
const LONGEST = 10;

/**
 * False where `[from, to)` holds no unit, block or street, at a small part of the cost of reading
 * them: no `#`, no word of street names, and no capitalised word at the end.
 */
export function mayHoldParts(text: string, from: number, to: number): boolean {
  let wordAt = -1;
  let last = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === HASH || code > 0x7f) return true;
    if (!isLetter(code)) {
      wordAt = -1;
    } else if (wordAt < 0) {
      wordAt = at;
      const next = at + 1 < to ? text.charCodeAt(at + 1) : 0;
      if (next > 0x7f || (PAIRS[code * 128 + next] === 1 && isOfStreet(text, at, to))) return true;
    }
    if (!isDelimiter(code)) last = isDelimiter(at > from ? text.charCodeAt(at - 1) : 0x20) ? code : last;
  }
  return last >= 0x41 && last <= 0x5a;
}

const HASH = 0x23;

function isLetter(code: number): boolean {
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x7a;
}

/** As between the words of `wordsOf`, which drops full stops behind one. */
function isDelimiter(code: number): boolean {
  return code <= 0x20 || DELIMITERS[code] === 1;
}

const DELIMITERS = new Uint8Array(128);
for (const sign of '.,;:()"<>|') DELIMITERS[sign.charCodeAt(0)] = 1;

function isOfStreet(text: string, at: number, to: number): boolean {
  let end = at + 1;
  while (end < to && end - at <= LONGEST && isLetter(text.charCodeAt(end))) end += 1;
  const word = text.slice(at, end).toLowerCase();
  return STREET_TYPES.has(word) || STREET_PREFIXES.has(word) || word === "blk" || word === "block";
}

/** The number of `Ave 4` or `Lorong 8` is not that of a house. */
function isStreetNumber(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.bare.toLowerCase() ?? "";
  return STREET_TYPES.has(before) || before === "lorong" || before === "lor" || before === "jalan";
}

/** The street that begins with the house number at `at`, with the number behind its type. */
function typed(
  words: readonly Word[],
  at: number,
  isType: (word: string) => boolean,
  kind: "typed" | "plain",
): Street | undefined {
  const first = words[at + 1]?.bare ?? "";
  const prefixed =
    STREET_PREFIXES.has(first.toLowerCase()) &&
    (kind === "plain" || isCapital(first) || PLAIN_STREET_PREFIXES.has(first.toLowerCase()));
  let last = at + 2;
  // `Jalan Limau Purut`: the name goes on as long as its words do.
  if (prefixed) while (last < at + 4 && isNextName(words[last], words[last + 1])) last += 1;
  let end = prefixed && !first.includes("#") ? words[last]?.end : undefined;
  for (let next = at + 1; next <= at + NAME_WORDS + 1 && next < words.length; next += 1) {
    const word = words[next]?.bare ?? "";
    if (next > at + 1 && isType(word)) {
      const tail = words[next + 1];
      end = tail !== undefined && /^[0-9]{1,3}[A-Za-z]?$/.test(tail.bare) ? tail.end : words[next]?.end;
      last = next;
      // `Upper Serangoon View Road`: a type inside the name is not its end.
      if (!isType(words[next + 1]?.bare ?? "")) break;
    } else if (!isNameWord(word)) break;
  }
  if (end === undefined) return undefined;
  const name = words.slice(at + 1, last + 1).filter(({ bare }) => /^\p{L}/u.test(bare) && !NAME_PARTICLES.has(bare));
  const capitals = name.filter(({ bare }) => isCapital(bare)).length;
  const number = words[at]?.bare.toUpperCase() ?? "";
  return { start: words[at]?.start ?? 0, end, number, kind, even: capitals === 0 || capitals === name.length };
}

/** A capitalised word one blank behind another one. */
function isNextName(word: Word | undefined, next: Word | undefined): boolean {
  return word !== undefined && next?.start === word.end + 1 && /^\p{Lu}[\p{L}'’]/u.test(next.bare) && isCapital(word.bare);
}

function isAnyType(word: string): boolean {
  return STREET_TYPES.has(word.toLowerCase());
}

function isType(word: string): boolean {
  const plain = word.toLowerCase();
  return STREET_TYPES.has(plain) && (isCapital(word) || PLAIN_STREET_TYPES.has(plain));
}

function isNameWord(word: string): boolean {
  // `4 x Garden chairs`: a single small letter names nothing.
  return (!NO_NAME.has(word) && /^[\p{L}'’.-]{1,24}$/u.test(word) && !/^\p{Ll}$/u.test(word)) || NAME_PARTICLES.has(word);
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function named(words: readonly Word[]): Street | undefined {
  let at = words.length - 1;
  while (at > 0 && words.length - at <= 4 && /^\p{Lu}[\p{L}'’-]{1,20}$/u.test(words[at]?.bare ?? "")) at -= 1;
  const number = words[at];
  if (number === undefined || words.length - 1 - at < 1 || !/^[0-9]{1,4}[A-Za-z]?$/.test(number.bare)) return undefined;
  return {
    start: number.start,
    end: words.at(-1)?.end ?? number.end,
    number: number.bare.toUpperCase(),
    kind: "named",
    even: true,
  };
}

function wordsOf(text: string, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (const { index, 0: word } of text.slice(from, to).matchAll(/[^\s,;:()"<>|]+/g)) {
    const bare = word.replace(/[.]+$/, "");
    if (bare !== "") words.push({ start: from + index, end: from + index + bare.length, bare });
  }
  return words;
}
