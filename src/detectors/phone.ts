import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { adjoins, inLabel, lastBefore, type Heard } from "../text/labels.ts";
import { digitRuns, goesOnBehind, isPlainBefore, mayBeAccessPrefix, mayFollowCountry } from "../text/phone-shape.ts";
import { rowPartner } from "../text/row.ts";
import { EVERYDAY, isSignatureLike, NO_PHONE, NO_PHONE_COLUMN, PHONE_LABELS, SIGNATURE_LETTER } from "../text/phone-words.ts";
import { isEscaped, isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import { isNric } from "../validators/nric.ts";
import { home, isHomeRange, valid } from "./numbering-plan.ts";
import { mayBePhone } from "./phone-bytes.ts";

const LABEL_REACH = 40;
/** Longest international number (ITU-T E.164). */
const MOST_DIGITS = 15;

/** A number with its place, before context is weighed. */
interface Spelled {
  readonly start: number;
  readonly end: number;
  readonly e164: string;
  /** `plus` and `idd` state the country; `country` is 65 without a plus; the others are as a Singaporean writes at home. */
  readonly form: "plus" | "idd" | "country" | "toll-free" | "4-4" | "solid" | "other groups" | "foreign";
  readonly solid: boolean;
}

/** The longest sequence of runs that is a valid number after `skip` digits of an access prefix. */
function international(text: string, at: number, skip: number): { readonly e164: string; readonly end: number } | undefined {
  for (const { digits, end } of digitRuns(text, at, MOST_DIGITS + skip).upTo.toReversed()) {
    const e164 = digits.length - skip < 7 ? undefined : valid(`+${digits.slice(skip)}`);
    if (e164 !== undefined) return { e164, end };
  }
  return undefined;
}

function readPlus(text: string, at: number): Spelled | undefined {
  const number = international(text, at, 0);
  if (number === undefined || /[0-9+]\+$/.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  const start = text[at - 2] === "(" && text.slice(at, number.end).includes(")") ? at - 2 : at - 1;
  return { ...number, start, form: "plus", solid: false };
}

/** Access prefixes: 00 of most countries, and those of carriers in Singapore (IMDA numbering plan). */
function readAccessPrefix(text: string, at: number, end: number): Spelled | undefined {
  if (!mayBeAccessPrefix(text, at)) return undefined;
  const solid = end - at > 8;
  // 001-65-9123 4567: with 00 as the prefix it would be a number of North America.
  const here = /^0[01][128][ -]?65[ -]?[3689]/.test(text.slice(at, at + 8)) ? international(text, at, 3) : undefined;
  const number = here ?? (text.startsWith("00", at) ? international(text, at, 2) : undefined);
  const carried = number ?? (/^0(?:0[128]|1[389]|2[18])/.test(text.slice(at, at + 3)) ? international(text, at, 3) : undefined);
  return carried === undefined ? undefined : { ...carried, start: at, form: "idd", solid };
}

/** The ways eight digits of Singapore are grouped. Two-two-four is a date and no group here. */
const HOME_SHAPES: readonly {
  readonly form: "solid" | "4-4" | "other groups";
  /** Digits of the first group. */
  readonly first: number;
  readonly pattern: RegExp;
}[] = [
  { form: "solid", first: 8, pattern: /[3689][0-9]{7}(?![0-9])/y },
  { form: "4-4", first: 4, pattern: /[3689][0-9]{3}[ -][0-9]{4}(?![0-9])/y },
  { form: "other groups", first: 2, pattern: /[3689][0-9](?:[ -][0-9]{2}){3}(?![0-9])/y },
  { form: "other groups", first: 3, pattern: /[3689][0-9]{2}[ -][0-9]{3}[ -][0-9]{2}(?![0-9])/y },
  { form: "other groups", first: 3, pattern: /[3689][0-9]{2}[ -][0-9]{2}[ -][0-9]{3}(?![0-9])/y },
  { form: "other groups", first: 3, pattern: /[3689][0-9]{2}[ -][0-9]{5}(?![0-9])/y },
  { form: "other groups", first: 4, pattern: /[3689][0-9]{3}(?:[.]| - |  )[0-9]{4}(?![0-9])/y },
  { form: "other groups", first: 1, pattern: /[3689](?: [0-9]){7}(?! ?[0-9])/y },
];
const HOME_LEADS = "3689";
const HOME_GAPS = " -.";
const COUNTRY_BEFORE = /(?:^|[^0-9+])((?:\(?\+?\(?|\(?00)65\)?[ .-]{0,2}(?:\(0\)[ .-]?)?)$/;

function readHome(text: string, at: number, runEnd: number): Spelled | undefined {
  const length = runEnd - at;
  if (length > 8 || !HOME_LEADS.includes(text[at] ?? "x")) return undefined;
  if (length === 8 ? !isHomeRange(text, at) : !HOME_GAPS.includes(text[runEnd] ?? "x")) return undefined;
  for (const { form, first, pattern } of HOME_SHAPES) {
    if (first !== length) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const e164 = home(form === "solid" ? match[0] : match[0].replaceAll(/[^0-9]/g, ""));
    if (e164 === undefined) return undefined;
    const country = mayFollowCountry(text, at) ? COUNTRY_BEFORE.exec(text.slice(Math.max(0, at - 14), at))?.[1] : undefined;
    const number = {
      start: at - (country?.length ?? 0),
      end: at + match[0].length,
      e164,
      solid: form === "solid" && country === undefined,
    };
    if (country === undefined) return { ...number, form };
    return { ...number, form: country.includes("+") ? "plus" : "country" };
  }
  return undefined;
}

/** Toll-free numbers, and ten digits in one run that begin with 65. */
function readOther(text: string, at: number, end: number): Spelled | undefined {
  const solid = end - at > 8;
  if (solid && end - at === 10 && /^65[3689]/.test(text.slice(at, at + 3))) {
    const e164 = home(text.slice(at + 2, end));
    return e164 === undefined ? undefined : { start: at, end, e164, form: "country", solid };
  }
  if (text[at] !== "1") return undefined;
  const tollFree = /^1[ -]?[89]00[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])/.exec(text.slice(at, at + 20))?.[0];
  const e164 = tollFree === undefined ? undefined : home(tollFree.replaceAll(/[^0-9]/g, ""));
  return e164 === undefined ? undefined : { start: at, end: at + (tollFree?.length ?? 0), e164, form: "toll-free", solid };
}

/** A foreign number with its country code and no plus: only a label tells it from any other number. */
function readForeign(text: string, at: number, end: number, label: string): Spelled | undefined {
  if (columnOf(label) === undefined && labelOf(text, at) === undefined) return undefined;
  const number = international(text, at, 0);
  // Ten digits may as well be a national number of a country that nobody names.
  if (number === undefined || number.e164.length < 12) return undefined;
  return { ...number, start: at, form: "foreign", solid: end - at > 8 };
}

const EXTENSION = /^[xX] ?[0-9]{1,6}(?![0-9])/;
const FILE_ENDING = /^[.](?:pdf|docx?|xlsx?|csv|txt|jpe?g|png|gif|heic|zip|eml|msg|html?|json|xml|log|mp[34])(?![a-z])/i;
const CURRENCY = /(?:[$£¥€#@]|(?<![A-Za-z])(?:SGD|USD|MYR|RM|EUR|GBP|AUD))\s?$/;

/** True when what stands behind `end` makes the digits a piece of something else. */
function isPieceOfNext(text: string, end: number): boolean {
  if (!goesOnBehind(text, end)) return false;
  const after = text.slice(end, end + 12);
  if (/^[\p{Script=Latin}0-9%@_]/u.test(after) && !EXTENSION.test(after)) return true;
  return /^[.-][0-9]|^:[0-9]/.test(after) || FILE_ENDING.test(after);
}

/** True when the digits are a piece of something else: a longer number, a word, a file name, an amount. */
function isPiece(text: string, { start, end, form }: Spelled, near: Heard | undefined): boolean {
  if (form === "solid" && isPlainBefore(text, start)) return isInFraction(text, end);
  let before = text.slice(Math.max(0, start - 10), start);
  const after = text.slice(end, end + 12);
  // `contact me @ 91234567`, `Hp#91234567`: the sign belongs to the label.
  if (near !== undefined && /^[a-z ]{0,8}(?:# ?|@ )$/i.test(text.slice(near.end, start))) before = "";
  if (isEscaped(text, start)) before = "";
  if (form === "plus") return /[0-9]$/.test(before);
  // `HP91234567`, `tel_91234567`, `Fax#61234567`: the label itself touches the digits.
  const touched = near !== undefined && /^[_#]?$/.test(text.slice(near.end, start));
  if (!touched && (CURRENCY.test(before) || /[\p{Script=Latin}_]$/u.test(before))) return true;
  // A decimal, a date, a thousand; and a foreign country code, whose number is found at its own start.
  if (/[0-9][.:'-]$|(?:^|[^0-9])[0-9]{1,3},$|(?:^|[^0-9])[0-9]{1,4}\/$|\+[0-9][0-9 ().-]{0,7}$/.test(before)) return true;
  if (form === "idd" || form === "foreign") return form === "idd" && /[0-9]{4}[ -]$/.test(before);
  if (isInFraction(text, end)) return true;
  if (near === undefined && isAmongHex(before, after, form)) return true;
  // The groups of a longer number go on, unless a label makes two numbers of them.
  return form === "4-4" && near === undefined && (/[0-9]{3}[ -]$/.test(before) || /^[ -][0-9]{4}(?![0-9])/.test(after));
}

/** A date or sum goes on behind a slash; two numbers of four and four stand on both sides of one. */
function isInFraction(text: string, end: number): boolean {
  if (text[end] !== "/" && text[end + 1] !== "/") return false;
  const after = text.slice(end, end + 12);
  return /^ ?\/ ?[0-9]{2,7}(?![0-9])/.test(after) && !/^ ?\/ ?[0-9]{4}[ -][0-9]{4}/.test(after);
}

/** True for groups of hexadecimal digits: a fingerprint (`8AA3 6115 2586 B8EF`), bytes (`2d 65 64 20 50 65 6e`). */
function isAmongHex(before: string, after: string, form: Spelled["form"]): boolean {
  if (form === "country")
    return /(?:^|[^A-Za-z0-9])[0-9A-Fa-f]{2} $/.test(before) || /^ [0-9A-Fa-f]{2}(?![A-Za-z0-9])/.test(after);
  if (form !== "4-4") return false;
  return (
    /(?:^|\s)(?=[A-F]{0,3}[0-9])(?=[0-9]{0,3}[A-F])[0-9A-F]{4} $/i.test(before) ||
    /^ (?=[A-F]{0,3}[0-9])(?=[0-9]{0,3}[A-F])[0-9A-F]{4}(?![A-Za-z0-9])/i.test(after)
  );
}

/** What a column's name says, unless it names something about a telephone (`contact_id`). */
function columnOf(label: string): string | undefined {
  const column = inLabel(label, PHONE_LABELS);
  return column !== undefined && NO_PHONE_COLUMN.test(label) ? undefined : column;
}

/** How lines of a log begin. */
const LOG_LINE = /^\[?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}/;

/** A label right before the digits, letters touching or a signature's abbreviation, or any within reach. */
function labelOf(text: string, start: number): Heard | undefined {
  const abbreviation = isSignatureLike(text, start) ? SIGNATURE_LETTER.exec(text.slice(Math.max(0, start - 12), start)) : null;
  if (abbreviation !== null) return { phrase: "signature", start: start - abbreviation[0].length, end: start };
  const near = lastBefore(text, start, PHONE_LABELS, LABEL_REACH);
  if (near === undefined) return undefined;
  const line = lineStart(text, start);
  // `INFO mobile-api req 69300289`, `DEBUG call 66288563 finished`.
  const inLog = near.start >= line && LOG_LINE.test(text.slice(line, line + 20));
  const plain = inLog && !/[=:]["' ]{0,2}$/.test(text.slice(near.end, start));
  return plain && (EVERYDAY.has(near.phrase) || !adjoins(text, near.end, start)) ? undefined : near;
}

function doubt(text: string, spelled: Spelled, label: string, near: Heard | undefined): string | undefined {
  const { start, end, form, solid, e164 } = spelled;
  if (isMachineLabel(label)) return "message-id";
  const machine = machineText(text, start, end);
  // Links that dial: https://wa.me/6591234567, ?phone=6591234567.
  if (
    machine !== undefined &&
    !(machine === "url" && near !== undefined && /^(?:[/=:]|%2B)$/.test(text.slice(near.end, start)))
  ) {
    return machine;
  }
  if (form === "plus" || columnOf(label) !== undefined) return undefined;
  const word = lastBefore(text, start, NO_PHONE, LABEL_REACH, lineStart(text, start));
  const own = near !== undefined && word !== undefined && /^(?:#|nos?)$/.test(word.phrase) && adjoins(text, near.end, word.start);
  if (word !== undefined && !own && word.end > (near?.end ?? -1) && adjoins(text, word.end, start)) return word.phrase;
  if (near !== undefined) return undefined;
  const column = inLabel(label, NO_PHONE);
  if (column !== undefined) return column;
  // Sheets are full of numbers with eight decimals.
  if (form === "country" && /^65[.][0-9]{8}$/.test(text.slice(start, end))) return "decimal";
  const national = e164.slice(3);
  if (solid && /^3[01](?:0[1-9]|1[0-2])(?:19|20)/.test(national)) return "date";
  // Round amounts beside a year: `6000 2025`.
  if (form === "4-4" && text[end - 5] === " " && /^[0-9]{2}00(?:19|20)[0-9]{2}$/.test(national)) return "year";
  const span = Number(national.slice(4)) - Number(national.slice(0, 4));
  return form === "4-4" && text[end - 5] === "-" && span > 0 && span < 1000 ? "range" : undefined;
}

function weigh({ form, solid, e164 }: Spelled, labelled: boolean, doubted: boolean, inRow: boolean): Confidence | undefined {
  if (doubted) return "low";
  if (inRow) return "medium";
  if (labelled) return form === "foreign" ? "medium" : "high";
  if (form === "plus") return e164.startsWith("+65") ? "high" : "medium";
  if (form === "other groups" || form === "foreign") return undefined;
  if (solid) return "low";
  // Internet telephony (3xxx xxxx) is rare, numbers that begin with 3 are not.
  return form === "4-4" && e164.startsWith("+653") ? "low" : "medium";
}

function read(text: string, at: number, end: number, label: string): Spelled | undefined {
  if (text[at - 1] === "+") return readPlus(text, at);
  if (text[at] === "0") return readAccessPrefix(text, at, end);
  return readHome(text, at, end) ?? readOther(text, at, end) ?? readForeign(text, at, end, label);
}

/** True when the digits go on a word (of ASCII letters) that is no label: asked first, for identifiers are full of such digits. */
function isPieceOfWord(text: string, at: number): boolean {
  if (!/[A-Za-z_]/.test(text[at - 1] ?? "") || isEscaped(text, at)) return false;
  const near = labelOf(text, at);
  return near === undefined || !/^[_#]?$/.test(text.slice(near.end, at));
}

function examine({ text, at, atEnd, label }: TextWindow): Candidate | undefined {
  if (isPieceOfWord(text, at)) return undefined;
  const spelled = read(text, at, atEnd, label);
  if (spelled === undefined) return undefined;
  const { start, end, e164, form } = spelled;
  if (isPieceOfNext(text, end)) return undefined;
  const near = labelOf(text, start);
  if (isPiece(text, spelled, near)) return undefined;
  const named = columnOf(label) ?? near?.phrase;
  const against = doubt(text, spelled, label, near);
  const row =
    named === undefined && form === "solid" && !e164.startsWith("+653") ? rowPartner(text, start, end, isNric) : undefined;
  const confidence = weigh(spelled, named !== undefined, against !== undefined, row !== undefined);
  if (confidence === undefined || (against !== undefined && form === "other groups")) return undefined;
  const evidence: Evidence[] = [
    { kind: "issuer-range", range: "numbering-plan" },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(row === undefined ? [] : [{ kind: "nearby", word: row } as const]),
    { kind: "shape", shape: form },
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  return { type: "phone", start, end, value: e164, confidence, evidence };
}

/** What may not stand behind any number: all letters but the x of an extension; a time. */
const END = { notAfter: "ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz%@_", joinsAfter: ":" } as const;
/** Nor before one without a plus. */
const HOME = { notBefore: "$@", joinsBefore: ":'", ...END } as const;
/** Nor before one that no country code of Singapore can stand before. */
const WHOLE = { notBefore: "$@", joinsBefore: ":'.-", ...END } as const;

/** Telephone numbers of Singapore, and of other countries where the country is stated. */
export const phone: Detector = {
  id: "phone",
  pack: "sg",
  types: ["phone"],
  description: "Telephone numbers: Singapore's by label, country code or grouping; others with +, an access prefix or a label",
  references: [
    "ITU-T E.164 (international numbering plan)",
    "ITU-T E.123 (notation of telephone numbers)",
    "IMDA National Numbering Plan (Singapore), 2017",
  ],
  anchors: [
    { kind: "digits", run: [1, 15], total: [7, 32], before: "+", ...END },
    // As Singaporeans write at home, perhaps behind the country code.
    { kind: "digits", run: [8, 8], total: [8, 10], lead: "3689", ...HOME, joinsAfter: ":.-" },
    { kind: "digits", run: [8, 8], total: [11, 32], lead: "3689", ...HOME },
    { kind: "digits", run: [4, 4], total: [8, 10], lead: "3689", ...HOME, after: " -." },
    { kind: "digits", run: [4, 4], total: [11, 32], lead: "3689", ...HOME },
    { kind: "digits", run: [1, 3], total: [8, 8], lead: "3689", ...HOME, after: " -" },
    { kind: "digits", run: [2, 3], total: [11, 15], lead: "3689", ...HOME },
    // Toll-free, behind an access prefix, foreign.
    { kind: "digits", run: [10, 10], total: [10, 10], starts: ["65"], ...WHOLE },
    { kind: "digits", run: [10, 10], total: [11, 32], lead: "6", ...WHOLE },
    { kind: "digits", run: [4, 4], total: [11, 32], lead: "1", ...WHOLE },
    { kind: "digits", run: [1, 1], total: [11, 11], lead: "1", ...WHOLE },
    { kind: "digits", run: [11, 11], lead: "1", ...WHOLE },
    { kind: "digits", run: [2, 17], total: [10, 32], starts: ["00", "01", "02"], ...WHOLE },
    { kind: "digits", run: [2, 3], total: [11, 15], lead: "247", ...WHOLE },
    { kind: "digits", run: [11, 13], total: [11, 15], lead: "2346789", ...WHOLE },
  ],
  accepts: (place, least) => mayBePhone(place, least, columnOf(place.label) !== undefined, LABEL_REACH),
  examine,
  examples: {
    match: [
      { text: "Tel: 6123 4567", values: ["+6561234567"] },
      { text: "HP:91234567 / 81234567", values: ["+6591234567", "+6581234567"] },
      { text: "+65 9123 4567", values: ["+6591234567"] },
      { text: "(65) 9123-4567", values: ["+6591234567"] },
      { text: "0065 91234567", values: ["+6591234567"] },
      { text: "please ring me, 9123 4567", values: ["+6591234567"] },
      { text: "电话６１２３４５６７。", values: ["+6561234567"] },
      { text: "HP91234567", values: ["+6591234567"] },
      { text: "91234567", label: "contact.mobileno", values: ["+6591234567"] },
      { text: "Mobile: 91 23 45 67", values: ["+6591234567"] },
      { text: "1800 123 4567", values: ["+6518001234567"] },
      { text: "+44 (0)20 7946 0958 or +1 (650) 333-6000", values: ["+442079460958", "+16503336000"] },
      { text: "WhatsApp 60 12-345 6789", values: ["+60123456789"] },
      { text: "M: 9123 4567 | T: 61234567", values: ["+6591234567", "+6561234567"] },
      { text: "https://wa.me/6591234567", values: ["+6591234567"] },
      { text: "Tan Ah Kow\tS1234567D\t09/07/1970\t63419787", values: ["+6563419787"] },
      { text: "| ann@example.com | 91234567 |", values: ["+6591234567"] },
      { text: "001-65-91234567 or +65 (0) 9123 4568", values: ["+6591234567", "+6591234568"] },
    ],
    reject: [
      { text: "91234567", values: [] },
      { text: "31-12-2020 31.12.2020 60-12-2020", values: [] },
      { text: "Invoice 31012021", values: [] },
      { text: "Ref: 9123 4567", values: [] },
      { text: "https://example.com/91234567", values: [] },
      { text: "file_91234567.pdf", values: [] },
      { text: "S$91234567 and $9123 4567", values: [] },
      { text: "4539 8787 6362 1486", values: [] },
      { text: "ports 9000-9100", values: [] },
      { text: "81234567-1", values: [] },
      { text: "$65.99 65.98718784 0.23", values: [] },
      { text: "in order no. 81234567", values: [] },
      { text: "9123 4567", label: "invoice_no", values: [] },
      { text: "91234567", label: "contact_id", values: [] },
      { text: "2026-11-23 08:00:00 DEBUG call 91234567 finished", values: [] },
      { text: "A21F AB74 B008 8AA3 6115 2586 B8EF", values: [] },
    ],
  },
};
