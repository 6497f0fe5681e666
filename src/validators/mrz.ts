/** Weights of a check digit, repeated (ICAO Doc 9303 part 3, section 4.9). */
const WEIGHTS = [7, 3, 1] as const;

/**
 * The check digit of a field of a machine-readable zone: digits count as they are, letters A to Z
 * 10 to 35, `<` nothing (ICAO Doc 9303 part 3, section 4.9). `undefined` for other characters.
 */
export function mrzCheckDigit(field: string): string | undefined {
  let sum = 0;
  for (let at = 0; at < field.length; at += 1) {
    const value = valueOf(field.charCodeAt(at));
    if (value < 0) return undefined;
    sum += value * (WEIGHTS[at % 3] as number);
  }
  return String(sum % 10);
}

function valueOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x5a) return code - 0x37;
  return code === 0x3c ? 0 : -1;
}

/** What the check digits of a machine-readable zone prove. */
export interface Mrz {
  /** Three lines of 30 (TD1), two of 36 (TD2), two of 44 (TD3). */
  readonly size: "td1" | "td2" | "td3";
  /** Document number without fillers; empty where only the lower line of a TD1 is there. */
  readonly number: string;
  /** Index in the text at which the document number begins. */
  readonly start: number;
  /** `YYMMDD`. */
  readonly birth: string;
  /** First letter of the first line (`P` passport, `V` visa, `I`, `A`, `C` cards); empty where that line is not there. */
  readonly kind: string;
}

/** Characters of one line without blanks, in capitals, and where each stood in the text. */
interface Packed {
  readonly text: string;
  readonly places: readonly number[];
}

/** Longest line of a zone, with a blank behind each character and some room for what stands beside it. */
const LINE_MAX = 120;

/**
 * Reads the machine-readable zone whose birth date and its check digit are the seven digits at
 * `[at, at + 7)` of `text`: TD3 and TD2 by their second line alone, TD1 by its first two. Blanks
 * and small letters of bad recognition are taken, fillers may be missing where nothing but fillers
 * was; the check digits of number, birth, expiry and of the whole must all be right.
 */
export function readMrz(text: string, at: number): Mrz | undefined {
  const birth = text.slice(at, at + 6);
  if (mrzCheckDigit(birth) !== text[at + 6]) return undefined;
  const behind = pack(text, at + 7, Math.min(lineEnd(text, at), at + 7 + LINE_MAX)).text;
  const tail = /^[MFX<]([0-9]{6})([0-9])([A-Z0-9<]{0,40})/.exec(behind);
  if (tail === null || mrzCheckDigit(tail[1] as string) !== tail[2]) return undefined;
  const expiry = `${tail[1]}${tail[2]}`;
  const rest = tail[3] as string;
  const first = lineStart(text, at);
  const before = pack(text, Math.max(first, at - LINE_MAX), at);
  const lower = /(?:^|[^A-Z0-9<])([A-Z0-9<]*)$/.exec(before.text)?.[1] ?? "";
  if (lower.length >= 9) return readTwoLines(text, first, before, `${birth}${text[at + 6]}`, expiry, rest);
  return lower === "" ? readThreeLines(text, first, `${birth}${text[at + 6]}`, expiry, rest) : undefined;
}

/** Number, check digit and nationality before the birth date; behind the expiry optional data and check digits. */
function readTwoLines(text: string, first: number, before: Packed, birth: string, expiry: string, rest: string): Mrz | undefined {
  const head = /([A-Z0-9<]{5,9})([0-9])[A-Z<]{3}$/.exec(before.text);
  if (head === null) return undefined;
  const [, field = "", check = ""] = head;
  const number = field.padEnd(9, "<");
  if (!/^[A-Z0-9]{5,9}<{0,4}$/.test(number) || mrzCheckDigit(number) !== check) return undefined;
  const whole = `${number}${check}${birth}${expiry}`;
  const size = isTd2(whole, rest) ? "td2" : isTd3(whole, rest) ? "td3" : undefined;
  if (size === undefined) return undefined;
  const above = lineAbove(text, first);
  const kind = /^(?:.*[^A-Z0-9<])?([A-Z])[A-Z<][A-Z<]{3}[A-Z<]{10,39}$/.exec(above.text)?.[1] ?? "";
  const start = before.places[head.index] as number;
  return { size, number: number.replace(/<+$/, ""), start, birth: birth.slice(0, 6), kind };
}

/** Fourteen characters, their check digit (or a filler where there are none), and that of the whole. */
function isTd3(whole: string, rest: string): boolean {
  const full = /^([A-Z0-9<]{14})([0-9<])([0-9])$/.exec(rest);
  const [, optional = "", check = "", composite = ""] = full ?? /^(<{3,20}|)([0<])([0-9])$/.exec(rest) ?? [];
  if (composite === "") return false;
  const isEmpty = /^<*$/.test(optional);
  if (check === "<" ? !isEmpty : mrzCheckDigit(optional) !== check) return false;
  return mrzCheckDigit(`${whole}${optional}${check}`) === composite;
}

/** Seven characters and the check digit of the whole. */
function isTd2(whole: string, rest: string): boolean {
  const [, optional = "", composite = ""] = /^([A-Z0-9<]{7})([0-9])$/.exec(rest) ?? [];
  return composite !== "" && mrzCheckDigit(`${whole}${optional}`) === composite;
}

/** A TD1: the number stands in the line above, and the check digit of the whole covers both lines. */
function readThreeLines(text: string, first: number, birth: string, expiry: string, rest: string): Mrz | undefined {
  const lower = /^[A-Z<]{3}([A-Z0-9<]{11})([0-9])$/.exec(rest);
  if (lower === null) return undefined;
  const [, optional = "", composite = ""] = lower;
  const above = lineAbove(text, first);
  const upper = /([ACI])[A-Z0-9<][A-Z<]{3}([A-Z0-9<]{9})([0-9<])([A-Z0-9<]{15})$/.exec(above.text);
  if (upper === null) return undefined;
  const [, kind = "", field = "", check = "", more = ""] = upper;
  if (mrzCheckDigit(`${field}${check}${more}${birth}${expiry}${optional}`) !== composite) return undefined;
  const number = check === "<" ? longNumber(field, more) : mrzCheckDigit(field) === check ? field.replace(/<+$/, "") : undefined;
  if (number === undefined || !/^[A-Z0-9]{4,22}$/.test(number)) return undefined;
  const start = above.places[upper.index + 5] as number;
  return { size: "td1", number, start, birth: birth.slice(0, 6), kind };
}

/** A number of more than nine characters goes on in the optional data, with its check digit (Doc 9303 part 5, note j). */
function longNumber(field: string, more: string): string | undefined {
  const [, end = "", check = ""] = /^([A-Z0-9]{1,13})([0-9])</.exec(more) ?? [];
  return check !== "" && mrzCheckDigit(`${field}${end}`) === check ? `${field}${end}` : undefined;
}

/** The line above the one that begins at `first`, or the one above that where an empty line parts them. */
function lineAbove(text: string, first: number): Packed {
  let above: Packed = { text: "", places: [] };
  let end = first - 1;
  for (let lines = 0; lines < 2 && end > 0 && above.text === ""; lines += 1) {
    const start = lineStart(text, end);
    above = pack(text, Math.max(start, end - LINE_MAX), end);
    end = start - 1;
  }
  return above;
}

function pack(text: string, start: number, end: number): Packed {
  let packed = "";
  const places: number[] = [];
  for (let at = start; at < end; at += 1) {
    const sign = text[at] as string;
    if (sign === " " || sign === "\t" || sign === "\r") continue;
    packed += sign >= "a" && sign <= "z" ? sign.toUpperCase() : sign;
    places.push(at);
  }
  return { text: packed, places };
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
