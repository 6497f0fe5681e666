import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { ANY_ID, CARD_COMPANY, CARD_LABELS, NO_CARD } from "../text/card-words.ts";
import { OTHER_CARDS } from "../text/card-partial-words.ts";
import { besideCard, trackOf } from "../text/card-track.ts";
import { adjoins, firstAfter, inLabel, lastBefore, type Heard } from "../text/labels.ts";
import { PHONE_LABELS } from "../text/phone-words.ts";
import { isEscaped, isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import {
  cardBrand,
  isCard,
  isPatternedCard,
  labelledBrand,
  TEST_CARDS,
  type CardBrand,
  type LabelledBrand,
} from "../validators/card.ts";
import { isLuhn } from "../validators/luhn.ts";

const LABEL_REACH = 40;
const COMPANY_REACH = 60;

/** The ways a number is written, each with its own name; the separator is one and the same throughout. */
const GROUPINGS: readonly {
  readonly shape: string;
  /** Digits of the first group, at least. */
  readonly first: number;
  readonly pattern: RegExp;
  readonly digits: readonly number[];
}[] = [
  { shape: "solid", first: 12, pattern: /[0-9]{12,19}/y, digits: [12, 13, 14, 15, 16, 17, 18, 19] },
  { shape: "4-4-4-4-3", first: 4, pattern: /[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}\1[0-9]{3}/y, digits: [19] },
  { shape: "4-4-4-4", first: 4, pattern: /[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}/y, digits: [16] },
  { shape: "4-6-5", first: 4, pattern: /[0-9]{4}([ -])[0-9]{6}\1[0-9]{5}/y, digits: [15] },
  { shape: "4-6-4", first: 4, pattern: /[0-9]{4}([ -])[0-9]{6}\1[0-9]{4}/y, digits: [14] },
  { shape: "single digits", first: 1, pattern: /[0-9](?: [0-9]){13,18}/y, digits: [14, 15, 16, 19] },
];

interface Written {
  readonly shape: string;
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly brand: CardBrand | LabelledBrand;
  readonly checked: boolean;
  /** The number is a card's only where a label says so: no check digit, or a range that is too wide. */
  readonly onlyLabelled: boolean;
}

/** The first grouping at `at` whose digits fit an issuer; without the check digit only UnionPay, some of whose cards fail it. */
function readNumber(text: string, at: number, runEnd: number): Written | undefined {
  const run = Math.min(runEnd - at, 12);
  for (const { shape, first, pattern, digits: lengths } of GROUPINGS) {
    if (first !== run) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const end = at + match[0].length;
    const digits = run === 12 ? match[0] : match[0].replaceAll(/[ -]/g, "");
    const checked = isLuhn(digits);
    // Nine numbers in ten end here.
    if (!checked && digits[0] !== "6" && digits[0] !== "8") continue;
    const known = cardBrand(digits);
    if (!checked && known !== "unionpay") continue;
    const brand = known ?? labelledBrand(digits);
    if (brand === undefined || !lengths.includes(digits.length) || goesOn(text, at, end, match[1] ?? " ", shape)) continue;
    return { shape, start: at, end, digits, brand, checked, onlyLabelled: !checked || known === undefined };
  }
  return undefined;
}

/** True when the number is a piece of something longer: a digit or word touches it, or its pattern of groups goes on. */
function goesOn(text: string, start: number, end: number, separator: string, shape: string): boolean {
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.slice(end, end + 6);
  if (/[0-9][.-]$/.test(before) || /^[.-][0-9]/.test(after)) return true;
  // Track 1 of a magnetic stripe begins with %B (ISO/IEC 7813).
  if (/[A-Za-z0-9]$/.test(before) && !/(?:^|[^A-Za-z0-9])B$/.test(before) && !isEscaped(text, start)) return true;
  if (before.endsWith("B") && after[0] !== "^") return true;
  if (/^[A-Za-z0-9]/.test(after) && trackOf(text, end) === undefined) return true;
  if (shape === "solid") return false;
  if (shape === "single digits") return /[0-9] $/.test(before) || /^ [0-9]/.test(after);
  // The year of a date before the number (`02/11/2026 4539 ...`) is no group of it.
  const left = separator === " " ? /(?:^|[^0-9./-])[0-9]{4} $/ : /[0-9]-$/;
  const right = separator === " " ? /^ [0-9]{4}(?![0-9])/ : /^-[0-9]/;
  return (left.test(before) && !MONTH.test(text.slice(Math.max(0, start - 16), start))) || right.test(after);
}

const MONTH = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.,]?[ -](?:19|20)[0-9]{2} $/i;

function examine({ text, at, atEnd, label }: TextWindow): Candidate | undefined {
  const written = readNumber(text, at, atEnd);
  if (written === undefined) return undefined;
  const { start, end, digits, brand, checked, onlyLabelled, shape } = written;
  const near = lastBefore(text, start, CARD_LABELS, LABEL_REACH);
  const named = inLabel(label, CARD_LABELS) ?? near?.phrase;
  const track = trackOf(text, end);
  const beside = besideCard(text, start, end);
  const word = company(text, start, end) ?? beside[0];
  const against = track === undefined ? doubt(written, text, label, near?.end ?? -1, word !== undefined) : undefined;
  if (onlyLabelled && track === undefined && (against !== undefined || !isLabelled(written, text, label, near))) return undefined;
  const test = TEST_CARDS.has(digits) || isPatternedCard(digits);
  const evidence: Evidence[] = [
    ...(checked ? [{ kind: "checksum", rule: "luhn" } as const] : []),
    { kind: "issuer-range", range: brand },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(track === undefined ? [] : [{ kind: "nearby", word: track } as const]),
    ...[...new Set([...beside, ...(word === undefined ? [] : [word])])].map((each) => ({ kind: "nearby", word: each }) as const),
    ...(shape === "solid" ? [] : [{ kind: "shape", shape } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const confidence =
    track === undefined || !checked ? weigh(written, named !== undefined, word !== undefined, against !== undefined) : "high";
  return { type: test ? "payment-card-test" : "payment-card", start, end, value: digits, confidence, evidence };
}

/** In a range that is too wide the label must lead to the number; a UnionPay number may have it anywhere near. */
function isLabelled({ start, checked }: Written, text: string, label: string, near: Heard | undefined): boolean {
  if (inLabel(label, CARD_LABELS) !== undefined) return true;
  return near !== undefined && (!checked || adjoins(text, near.end, start));
}

function weigh({ digits, onlyLabelled, shape }: Written, named: boolean, company: boolean, doubted: boolean): Confidence {
  if (doubted) return "low";
  if (onlyLabelled) return "medium";
  if (named || (company && shape !== "single digits")) return "high";
  // Thirteen digits beginning with 4 are goods of German and Japanese makers far oftener than cards of the 1990s.
  if (digits.length === 13 && !TEST_CARDS.has(digits)) return "low";
  return shape === "single digits" ? "low" : "medium";
}

/** The nearest word of the trade before or behind the number. */
function company(text: string, start: number, end: number): string | undefined {
  return (lastBefore(text, start, CARD_COMPANY, COMPANY_REACH) ?? firstAfter(text, end, CARD_COMPANY, COMPANY_REACH))?.phrase;
}

/** What speaks against the number: another label that is nearer, machine-made text, the look of two telephone numbers. */
function doubt(written: Written, text: string, label: string, labelEnd: number, supported: boolean): string | undefined {
  const { start, end, digits, shape } = written;
  if (isMachineLabel(label)) return "message-id";
  const card = inLabel(label, OTHER_CARDS) ?? otherCard(text, start, labelEnd);
  if (card !== undefined) return card;
  if (inLabel(label, CARD_LABELS) !== undefined) return undefined;
  const other = otherLabel(text, start);
  // A word farther off (`in order to pay`) counts only where nothing but the check digit speaks for a card.
  const bare = labelEnd < 0 && shape === "solid" && !supported;
  if (other !== undefined && other.end > labelEnd && (bare || adjoins(text, other.end, start))) return other.phrase;
  const column = inLabel(label, NO_CARD);
  if (labelEnd >= 0) return undefined;
  if (column !== undefined) return column;
  const around = text.slice(Math.max(0, start - 2), start) + text.slice(end, end + 2);
  if (text[start - 1] === "_" || text[end] === "_") return "underscore";
  if (shape === "solid" && !supported && /[A-Za-z]-|-[A-Za-z]/.test(around)) return "hyphen";
  // Two telephone numbers of eight digits side by side (`Tel 6512 3456 9123 4568`) pass one time in a hundred.
  const halves = shape === "4-4-4-4" && !TEST_CARDS.has(digits) && text[start + 4] === " " && /^[689].{7}[3689]/.test(digits);
  if (halves && (!supported || lastBefore(text, start, PHONE_LABELS, LABEL_REACH, lineStart(text, start)) !== undefined))
    return "telephone";
  const any = lastBefore(text, start, ANY_ID, LABEL_REACH, lineStart(text, start));
  if (any !== undefined && adjoins(text, any.end, start)) return any.phrase;
  return machineText(text, start, end) ?? (supported ? undefined : coincidence(written, text, label));
}

/** The label is that of a card that pays nothing: `membership card no.` */
function otherCard(text: string, start: number, labelEnd: number): string | undefined {
  const other = labelEnd < 0 ? undefined : lastBefore(text, start, OTHER_CARDS, LABEL_REACH);
  return other !== undefined && labelEnd - other.end <= " number".length ? other.phrase : undefined;
}

/** The nearest label of another thing; `in order to pay` labels nothing. */
function otherLabel(text: string, start: number): Heard | undefined {
  const other = lastBefore(text, start, NO_CARD, LABEL_REACH, lineStart(text, start));
  return other?.phrase === "order" && /^ to [a-z]/i.test(text.slice(other.end, start)) ? undefined : other;
}

/** What a number may be that passes the check by luck: a time stamp, some years, one of a list of numbers. */
function coincidence({ digits, shape, start }: Written, text: string, label: string): string | undefined {
  if (inLabel(label, ANY_ID) !== undefined) return "id";
  if (shape === "4-4-4-4")
    return (digits.match(/.{4}/g) ?? []).filter((group) => YEAR.test(group)).length > 1 ? "years" : undefined;
  if (shape !== "solid") return undefined;
  if (TIME_STAMP.test(digits)) return "date";
  // Seventeen digits and more are numbers of databases far oftener than cards, but for China's debit cards.
  if (digits.length > 16 && !digits.startsWith("62") && !TEST_CARDS.has(digits)) return "length";
  return isOutnumbered(digits, text, start) ? "neighbours" : undefined;
}

/**
 * A shop's or system's numbers come in lists of one length, of which one in ten passes; of cards
 * nearly all do. A single other number tells it where both stand at the same place of their lines.
 */
function isOutnumbered(digits: string, text: string, start: number): boolean {
  const others = new Set<string>();
  let cards = 0;
  let isAlike = false;
  for (const { 0: other, index } of text.matchAll(ofLength(digits.length))) {
    if (other === digits || others.has(other)) continue;
    others.add(other);
    if (isCard(other)) cards += 1;
    else isAlike ||= introOf(text, index) === introOf(text, start);
  }
  return cards * 2 < others.size && (others.size >= 2 || isAlike);
}

/** The last signs before a number on its line, letters and digits all alike. */
function introOf(text: string, at: number): string {
  const intro = text.slice(Math.max(lineStart(text, at), at - 4), at);
  return intro.replaceAll(/[0-9]/g, "0").replaceAll(/[A-Za-z]/g, "a");
}

const OF_LENGTH = new Map<number, RegExp>();

/** Numbers of as many digits, alone. */
function ofLength(length: number): RegExp {
  let pattern = OF_LENGTH.get(length);
  if (pattern === undefined) {
    pattern = new RegExp(`(?<![0-9A-Za-z.-])[0-9]{${length}}(?![0-9A-Za-z])`, "g");
    OF_LENGTH.set(length, pattern);
  }
  return pattern;
}

const YEAR = /^(?:19|20)[0-9]{2}$/;
/** `ddmmyyyyhhmmss` and what may follow. */
const TIME_STAMP = /^(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]/;

/** First two digits of the issuer ranges. */
const STARTS = ["4", "22", "23", "24", "25", "26", "27", "30", "34", "35", "36", "37", "38", "39"].concat([
  "51",
  "52",
  "53",
  "54",
  "55",
  "60",
  "62",
  "64",
  "65",
  "81",
]);
/** Where only a label tells a card, and the words of which one must be heard for it. */
const LABELLED_STARTS = ["1", "21", "22", "50", "56", "57", "58", "6", "82", "97"];
const HEARD = [
  "card",
  "card no",
  "card number",
  "cc number",
  "credit card",
  "debit card",
  "bank card",
  "atm card",
  "maestro",
].concat(["rupay", "uatp", "jcb", "cards", "creditcard", "debitcard", "kad kredit", "kad debit", "信用卡", "卡号", "银行卡"]);
/** Letters but for the B of a magnetic stripe. */
const LETTERS = "ACDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** What no number has before it; some letters end an escape (`\\n`, `%3D`, `%2F`). */
const ALONE = { notBefore: LETTERS.replaceAll(/[DFdfnrt]/g, ""), joinsBefore: ".-" } as const;

/** Payment card numbers of the international brands. */
export const paymentCard: Detector = {
  id: "payment-card",
  pack: "sg",
  types: ["payment-card", "payment-card-test"],
  description: "Payment card numbers by issuer range, length, grouping and check digit; published test numbers apart",
  references: [
    "ISO/IEC 7812-1 (issuer identification numbers, Luhn check digit)",
    "ISO/IEC 7813 (magnetic stripe tracks)",
    "PCI DSS 4.0 requirement 3 (primary account number)",
  ],
  anchors: [
    { kind: "digits", run: [13, 19], starts: STARTS, ...ALONE, notAfter: `${LETTERS.replace("D", "")}B`, joinsAfter: ".-" },
    { kind: "digits", run: [12, 19], starts: LABELLED_STARTS, ...ALONE, notAfter: `${LETTERS}B`, joinsAfter: ".-", hears: HEARD },
    { kind: "digits", run: [4, 4], total: [14, 32], starts: LABELLED_STARTS, ...ALONE, after: " -", hears: HEARD },
    { kind: "digits", run: [4, 4], total: [14, 32], starts: STARTS, ...ALONE, after: " -" },
    { kind: "digits", run: [1, 1], total: [14, 19], starts: STARTS, ...ALONE, joinsBefore: " .-", after: " " },
  ],
  examine,
  examples: {
    match: [
      { text: "Visa 4929 1234 5678 9012 no; visa 4539 5787 6362 1486 yes", values: ["4539578763621486"] },
      { text: "please charge 4539578763621486 today", values: ["4539578763621486"] },
      { text: "5425-2334-3010-9903 exp 04/27", values: ["5425233430109903"] },
      { text: "3742 454554 00126", values: ["374245455400126"] },
      { text: "信用卡4539578763621486，谢谢", values: ["4539578763621486"] },
      { text: "４５３９　５７８７　６３６２　１４８６", values: ["4539578763621486"] },
      { text: "%B4539578763621486^TAN/AH KOW^27121011000000000000?", values: ["4539578763621486"] },
      { text: "4539578763621486", label: "payment.creditcardno", values: ["4539578763621486"] },
      { text: "card: 4111 1111 1111 1111", values: ["4111111111111111"] },
      { text: "card no 4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6", values: ["4539578763621486"] },
      { text: "UnionPay card 6212345678901234", values: ["6212345678901234"] },
      { text: "02/11/2026 4539 5787 6362 1486 120.00", values: ["4539578763621486"] },
      { text: 'msg="charge\\n4539578763621486\\nthanks"', values: ["4539578763621486"] },
    ],
    reject: [
      { text: "4539578763621487", values: [] },
      { text: "order no. 4539578763621486", values: [] },
      { text: "Tracking number: 4539578763621486", values: [] },
      { text: "https://example.com/o/4539578763621486", values: [] },
      { text: "4539 5787 6362 1486 1234", values: [] },
      { text: "4539 57876362 1486", values: [] },
      { text: "4539 5787-6362 1486", values: [] },
      { text: "0.4539578763621486", values: [] },
      { text: "a4539578763621486", values: [] },
      { text: "4539578763621486", label: "order_id", values: [] },
      { text: "20261123080000123", values: [] },
      { text: "2509203206143838", values: [] },
      { text: "6512 3456 9123 4568", values: [] },
      { text: "testcase-minimized-fuzzer-5390364397928448", values: [] },
      { text: "4539578763621486\n4539578763621487\n4539578763621488\n", values: [] },
      { text: "6212345678901234", values: [] },
    ],
  },
};
