import { cardBrand } from "../validators/card.ts";
import { isLuhn } from "../validators/luhn.ts";
import { isNric } from "../validators/nric.ts";

/** A piece of the text that was put right: half-open, in UTF-16 units. */
export interface Repaired {
  readonly start: number;
  readonly end: number;
}

/** What machines read in place of a digit. */
const DIGIT: Readonly<Record<string, string>> = {
  O: "0",
  o: "0",
  Q: "0",
  D: "0",
  I: "1",
  l: "1",
  i: "1",
  "|": "1",
  Z: "2",
  z: "2",
  A: "4",
  S: "5",
  s: "5",
  G: "6",
  b: "6",
  T: "7",
  B: "8",
  g: "9",
  q: "9",
};
/** What machines read in place of the first letter of an identity number. */
const SERIES: Readonly<Record<string, string>> = { "5": "S", $: "S", s: "S", "7": "T", t: "T", f: "F", "6": "G", g: "G", m: "M" };
/** What machines read in place of its check letter. */
const CHECK: Readonly<Record<string, readonly string[]>> = {
  "0": ["D", "Q"],
  O: ["D", "Q"],
  "1": ["I", "J"],
  l: ["I", "J"],
  "|": ["I"],
  "2": ["Z"],
  "4": ["A"],
  "5": ["G"],
  "6": ["G"],
  "7": ["Z", "T"],
  "8": ["B", "R"],
};

/** Nine characters that an identity number can have been read as. */
const NUMBER = /(?<![\w$|])[STFGMstfgm567$][0-9OoQDIil|ZzASsGbTBgq]{7}[A-Za-z0-8|](?![\w$|])/g;
const LABEL = /\b(?:nric|fin|ic|identity|id|work permit|s pass|card)\b/i;
const LABEL_CHARACTERS = 60;
/** More than this many changes prove nothing: one number in eleven has the right letter by chance. */
const MOST_CHANGES = 3;

/** Sixteen digits in whatever groups, as they can have been read: blanks get lost and are made up. */
const CARD = /(?<![\w$|])(?:[0-9OoQDIil|ZzASsGbTBgq][ -]?){15}[0-9OoQDIil|ZzASsGbTBgq](?![\w$|])/g;
const GROUPED = /^\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}$/;
const MOST_CARD_CHANGES = 2;

/**
 * Puts right what a machine misread in identity and card numbers, where the check letter or digit
 * proves it: exactly one reading may be right.
 */
export function repair(text: string): { readonly text: string; readonly repaired: readonly Repaired[] } {
  const found: { readonly start: number; readonly end: number; readonly value: string }[] = [];
  for (const { 0: read, index } of text.matchAll(NUMBER)) {
    const labelled = LABEL.test(text.slice(Math.max(0, index - LABEL_CHARACTERS), index));
    const value = identityNumber(read, labelled);
    if (value !== undefined) found.push({ start: index, end: index + read.length, value });
  }
  for (const { 0: read, index } of text.matchAll(CARD)) {
    const value = cardNumber(read);
    if (value !== undefined) found.push({ start: index, end: index + read.length, value });
  }
  const repaired: Repaired[] = [];
  let out = "";
  let from = 0;
  for (const { start, end, value } of found.sort((left, right) => left.start - right.start)) {
    if (start < from) continue;
    out += text.slice(from, start);
    repaired.push({ start: out.length, end: out.length + value.length });
    out += value;
    from = end;
  }
  return { text: out + text.slice(from), repaired };
}

function identityNumber(read: string, labelled: boolean): string | undefined {
  if (isNric(read.toUpperCase())) return undefined;
  const first = read.slice(0, 1);
  const last = read.slice(8);
  const series = SERIES[first] ?? first;
  const digits = digitsOf(read.slice(1, 8));
  if (digits === undefined) return undefined;
  const checks = /[A-Za-z]/.test(last) ? [last.toUpperCase(), ...(CHECK[last] ?? [])] : (CHECK[last] ?? []);
  // A run of digits alone is any number: it is an identity number only where somebody says so.
  if (!labelled && !/[A-Za-z]/.test(first) && !/[A-Za-z]/.test(last)) return undefined;
  const right = [...new Set(checks)].map((check) => series + digits + check).filter(isNric);
  const [only] = right;
  return only !== undefined && right.length === 1 && changes(read.toUpperCase(), only) <= MOST_CHANGES ? only : undefined;
}

function cardNumber(read: string): string | undefined {
  const characters = read.replaceAll(/[ -]/g, "");
  const digits = digitsOf(characters);
  if (digits === undefined || !isLuhn(digits) || cardBrand(digits) === undefined) return undefined;
  if (GROUPED.test(read) || changes(characters, digits) > MOST_CARD_CHANGES) return undefined;
  return digits.replaceAll(/\d{4}(?=\d)/g, "$& ");
}

function digitsOf(read: string): string | undefined {
  let digits = "";
  for (const one of read) {
    const digit = /[0-9]/.test(one) ? one : DIGIT[one];
    if (digit === undefined) return undefined;
    digits += digit;
  }
  return digits;
}

function changes(left: string, right: string): number {
  let count = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) count += 1;
  return count;
}
