import type { RunPlace } from "../model/detector.ts";
import type { Confidence } from "../model/finding.ts";
import { mayHear } from "../text/labels.ts";
import { PHONE_LABELS } from "../text/phone-words.ts";

const [TAB, RETURN, SPACE, QUOTE, APOSTROPHE] = [0x09, 0x0d, 0x20, 0x22, 0x27];
const [CLOSE, PLUS, COMMA, HYPHEN, POINT, COLON, SEMICOLON, BAR] = [0x29, 0x2b, 0x2c, 0x2d, 0x2e, 0x3a, 0x3b, 0x7c];
const [PERCENT, BACKSLASH, UNDERSCORE] = [0x25, 0x5c, 0x5f];
const [ZERO, ONE, FIVE, SIX] = [0x30, 0x31, 0x35, 0x36];

/** Lead digits of Singapore's numbers of eight digits: 3 6 8 9, as bits. */
const HOME_LEADS = (1 << 3) | (1 << 6) | (1 << 8) | (1 << 9);
/** Capitals that a signature puts before a number without a sign behind them: M T O H F D. */
const SIGNATURE = new Set(Array.from("MTOHFD", (letter) => letter.charCodeAt(0)));

/**
 * False where the digits cannot be read as a telephone number with at least this confidence, by
 * the bytes around them alone: most runs of eight digits in logs and tables have no label,
 * country code or grouping, and are numbers of orders and devices. `reach` is how far back a
 * label may begin; `labelled` says that the column or field is one of telephone numbers.
 */
export function mayBePhone(place: RunPlace, least: Confidence, labelled: boolean, reach: number): boolean {
  const { bytes, start, end, low, high } = place;
  const last = start > low ? (bytes[start - 1] as number) : 0;
  if (labelled || last === PLUS) return true;
  // Identifiers in logs are hexadecimal: a letter stands right before most of their long runs.
  if (goesOnWord(bytes, start, low, last))
    return mayBeSigned(bytes, start, low) || mayHear(bytes, low, start, PHONE_LABELS, reach);
  const first = bytes[start] as number;
  if (first === ZERO) return mayBeAccessPrefix(bytes, start);
  if (first === ONE && isTollFree(bytes, start, high)) return true;
  if (end - start === 10 && first === SIX && bytes[start + 1] === FIVE && isHomeLead(bytes[start + 2] as number)) return true;
  if (end - start <= 8 && isHomeLead(first) && mayBeHome(place, least, last)) return true;
  return mayBeSigned(bytes, start, low) || mayHear(bytes, low, start, PHONE_LABELS, reach);
}

/** A letter or `_` right before, which is not the end of an escape (`\\n`, `%0a`); see `isEscaped` of text. */
function goesOnWord(bytes: Uint8Array, start: number, low: number, last: number): boolean {
  if (last !== UNDERSCORE && !isLetter(last)) return false;
  if (start - 2 >= low && bytes[start - 2] === BACKSLASH) return false;
  return !(start - 3 >= low && bytes[start - 3] === PERCENT);
}

/** Eight digits that count without a label: in two groups of four, behind a country code, in a row about a person. */
function mayBeHome({ bytes, start, end, low, high }: RunPlace, least: Confidence, last: number): boolean {
  if (mayFollowCountry(bytes, start, low)) return true;
  // Alone in its cell a number has no neighbours in a row.
  if (end - start === 8) return least === "low" || (!(start === low && end === high) && mayBeCell(bytes, start, low, last));
  // Other groups count with a label or country code only.
  if (end - start !== 4 || end + 5 > high) return false;
  const gap = bytes[end] as number;
  return (gap === SPACE || gap === HYPHEN) && isDigit(bytes[end + 1]) && isDigit(bytes[end + 4]);
}

function isHomeLead(byte: number): boolean {
  return ((HOME_LEADS >> (byte - ZERO)) & 1) === 1;
}

/** Third digits behind `00`, `01` and `02`, as bits; see `mayBeAccessPrefix` of text. */
const ACCESS = [0b11_1111_1110, 0b11_0000_1110, 0b01_0000_0010];

function mayBeAccessPrefix(bytes: Uint8Array, start: number): boolean {
  const second = (bytes[start + 1] as number) - ZERO;
  const third = (bytes[start + 2] as number) - ZERO;
  // Behind 00 a blank may stand.
  if (second === 0 && !(third >= 0 && third <= 9)) return true;
  return third >= 0 && third <= 9 && (((ACCESS[second] ?? 0) >> third) & 1) === 1;
}

/** `65`, or a bracket that closes one, and up to two blanks, points and hyphens; see `mayFollowCountry` of text. */
function mayFollowCountry(bytes: Uint8Array, start: number, low: number): boolean {
  let at = start - 1;
  while (at >= low && at > start - 3 && (bytes[at] === SPACE || bytes[at] === POINT || bytes[at] === HYPHEN)) at -= 1;
  if (at < low) return false;
  return bytes[at] === CLOSE || (bytes[at] === FIVE && bytes[at - 1] === SIX);
}

/** What stands before a cell of a row: its border, or two blanks; up to two quotes and blanks more. */
function mayBeCell(bytes: Uint8Array, start: number, low: number, last: number): boolean {
  // Any blank that is not ASCII is let through.
  if (last > 0x7f) return true;
  let at = start - 1;
  while (at >= low && at >= start - 2 && (bytes[at] === SPACE || bytes[at] === QUOTE || bytes[at] === APOSTROPHE)) at -= 1;
  if (at < low) return true;
  const border = bytes[at] as number;
  if (border > 0x7f || border === COMMA || border === SEMICOLON || border === BAR) return true;
  return (
    (border >= TAB && border <= RETURN) ||
    border === SPACE ||
    (at === start - 3 && bytes[at + 1] === SPACE && bytes[at + 2] === SPACE)
  );
}

/** `1800`, `1900`, perhaps with a blank or hyphen behind the 1. */
function isTollFree(bytes: Uint8Array, start: number, high: number): boolean {
  const at = bytes[start + 1] === SPACE || bytes[start + 1] === HYPHEN ? start + 2 : start + 1;
  return at + 2 < high && (bytes[at] === 0x38 || bytes[at] === 0x39) && bytes[at + 1] === ZERO && bytes[at + 2] === ZERO;
}

/** A signature's abbreviation: a capital and a blank, or a letter and a colon, point or bracket; see `isSignatureLike`. */
function mayBeSigned(bytes: Uint8Array, start: number, low: number): boolean {
  let at = start - 1;
  while (at >= low && at > start - 3 && isBlank(bytes[at] as number)) at -= 1;
  if (at < low) return false;
  const sign = bytes[at] as number;
  if (sign > 0x7f || (at < start - 1 && SIGNATURE.has(sign))) return true;
  if (sign !== COLON && sign !== POINT && sign !== CLOSE) return false;
  if (at > low && isBlank(bytes[at - 1] as number)) at -= 1;
  const letter = at > low ? (bytes[at - 1] as number) : 0;
  return letter > 0x7f || isLetter(letter);
}

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || (byte >= TAB && byte <= RETURN);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39;
}
