import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, RunPlace, TextWindow } from "../model/detector.ts";
import { MASK_BYTES, maskBefore, type MaskedNumber } from "../text/card-mask.ts";
import {
  CARD_LAST_FOUR,
  LAST_FOUR,
  LAST_FOUR_HEADS,
  LAST_FOUR_LABELS,
  LAST_FOUR_PHRASES,
  NO_PAYMENT,
} from "../text/card-partial-words.ts";
import { CARD_LABELS, CARD_PHRASES } from "../text/card-words.ts";
import { firstAfter, inLabel, lastBefore, mayHear } from "../text/labels.ts";
import { isMachineLabel, machineText } from "../text/surroundings.ts";
import { fitsIssuer } from "../validators/card.ts";

/** How far before a number its card may be named, how far behind it (`尾号1234的信用卡`), and how near `ending in` must be. */
const CARD_REACH = 48;
const CARD_AFTER = 16;
const ENDING_REACH = 28;
/** What may lie between `ending in` and the digits. */
const GAP = /^(?:[\s:;#.,"'()[\]=*xX-]|(?:is|are|in|with|on|no|of|the|your|card|visa|为|是|為)(?![A-Za-z])){0,12}$/i;

/** How the four digits are introduced. */
type Form =
  | { readonly kind: "mask"; readonly start: number; readonly mask: MaskedNumber }
  | { readonly kind: "ending"; readonly start: number }
  | { readonly kind: "column"; readonly start: number };

function readForm({ text, at, atEnd, label, opensText, closesText }: TextWindow): Form | undefined {
  const mask = maskBefore(text, at);
  if (mask !== undefined) return { kind: "mask", start: mask.start, mask };
  const alone = opensText && closesText && text.slice(0, at).trim() === "" && text.slice(atEnd).trim() === "";
  if (alone && inLabel(label, LAST_FOUR_LABELS) !== undefined) return { kind: "column", start: at };
  const ending = lastBefore(text, at, LAST_FOUR, ENDING_REACH);
  if (ending === undefined || !GAP.test(text.slice(ending.end, at))) return undefined;
  return { kind: "ending", start: at };
}

/** True for the look of a whole card number: as many positions, in its groups, beginning as an issuer's does. */
function isWhole({ head, positions, hidden, regular, sign }: MaskedNumber): boolean {
  if (!regular || sign === "#" || hidden < 4 || (head !== "" && !fitsIssuer(head))) return false;
  if (head.length >= 6) return positions >= 14 && positions <= 19;
  return positions === 16 || positions === 15;
}

/** Few signs may be a list's or a formatter's: a card must stand right before them. */
function isShort({ hidden, sign }: MaskedNumber): boolean {
  return sign === "dots" || hidden < (sign === "#" ? 4 : 3);
}

function examine(asked: TextWindow): Candidate | undefined {
  const window = atDigits(asked);
  if (window === undefined) return undefined;
  const { text, at, atEnd, label } = window;
  if (atEnd - at !== 4 || goesOn(text, atEnd) || isMachineLabel(label)) return undefined;
  const form = readForm(window);
  if (form === undefined) return undefined;
  const { start } = form;
  const card = cardWord(window, form);
  const against = doubt(window, form, card?.end ?? -1);
  const confidence = weigh(form, card?.phrase, against, text);
  if (confidence === undefined || machineText(text, start, atEnd) !== undefined) return undefined;
  const evidence: Evidence[] = [
    { kind: "shape", shape: shapeOf(form) },
    ...(card === undefined ? [] : [{ kind: "label", label: card.phrase } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const head = form.kind === "mask" ? form.mask.head : "";
  return { type: "payment-card-partial", start, end: atEnd, value: head + text.slice(at, atEnd), confidence, evidence };
}

/** Of a word that hides digits, the window of the last four right behind it. */
function atDigits(window: TextWindow): TextWindow | undefined {
  const { text, at, atEnd } = window;
  if (/[0-9]/.test(text[at] ?? "")) return window;
  const behind = /^[ -]?[0-9]{4}(?![0-9])/.exec(text.slice(atEnd, atEnd + 6))?.[0];
  return behind === undefined ? undefined : { ...window, at: atEnd + behind.length - 4, atEnd: atEnd + behind.length };
}

/** True when the digits are a piece of something longer, or a letter follows as in a masked NRIC. */
function goesOn(text: string, end: number): boolean {
  return /^(?:[A-Za-z0-9*#\u2022%_@]|[.,:/-][0-9]|-[A-Za-z])/.test(text.slice(end, end + 2));
}

function shapeOf(form: Form): string {
  if (form.kind !== "mask") return "last four";
  return form.mask.head.length >= 6 ? "first six and last four" : form.mask.head === "" ? "last four" : "first and last four";
}

/** The word that says that it is a card: the column's, the nearest before, or one right behind. */
function cardWord({ text, atEnd, label }: TextWindow, form: Form): { readonly phrase: string; readonly end: number } | undefined {
  const column = inLabel(label, CARD_LABELS) ?? inLabel(label, CARD_LAST_FOUR);
  if (column !== undefined) return { phrase: column, end: form.start };
  const near = lastBefore(text, form.start, CARD_LABELS, CARD_REACH);
  // `cc` is also a field of a mail, `pan` also a tax number.
  if (near !== undefined && near.phrase !== "cc" && near.phrase !== "pan") return near;
  const after = firstAfter(text, atEnd, CARD_LABELS, CARD_AFTER);
  if (after === undefined || after.phrase === "cc" || !/^[^\n.;]*$/.test(text.slice(atEnd, after.start))) return undefined;
  // What is named behind the digits must give way to anything that is named right before them (`mobile no. ending 1234 for your card`).
  return { phrase: after.phrase, end: form.start - CARD_AFTER - ENDING_REACH };
}

/** Another thing named nearer to the digits than any card: an account, a telephone, a gift card. */
function doubt({ text, label }: TextWindow, form: Form, cardEnd: number): string | undefined {
  const column = inLabel(label, NO_PAYMENT);
  if (column !== undefined && inLabel(label, CARD_LABELS) === undefined) return column;
  const other = lastBefore(text, form.start, NO_PAYMENT, CARD_REACH);
  return other !== undefined && other.end >= cardEnd ? other.phrase : undefined;
}

function weigh(form: Form, card: string | undefined, against: string | undefined, text: string): Confidence | undefined {
  if (form.kind === "mask" && isWhole(form.mask)) return against !== undefined ? "low" : card === undefined ? "medium" : "high";
  if (card === undefined || against !== undefined) return undefined;
  if (form.kind !== "mask" || !isShort(form.mask)) return "medium";
  const near = lastBefore(text, form.start, CARD_LABELS, CARD_REACH);
  const gap = near === undefined ? "" : text.slice(near.end, form.start);
  return near !== undefined && /^(?:[ :(-]|(?:no|number|ending|in|with|card|credit|debit)(?![A-Za-z])){0,5}$/i.test(gap)
    ? "medium"
    : undefined;
}

/** What stands before four digits is a mask, or something is said to end with them. */
function accepts({ bytes, start, low, label }: RunPlace): boolean {
  if (start > low && MASK_BYTES.has(bytes[start - 1] as number)) return true;
  if (start - low > 1 && MASK_BYTES.has(bytes[start - 2] as number)) return true;
  if (label !== "" && inLabel(label, LAST_FOUR_LABELS) !== undefined) return true;
  return mayHear(bytes, low, start, LAST_FOUR, ENDING_REACH);
}

/** The last bytes of the signs that hide digits (UTF-8); a run of digits is asked about byte by byte. */
const MASK_ENDS = `xX${String.fromCharCode(...[...MASK_BYTES].filter((byte) => byte !== 0x58 && byte !== 0x78))}`;
/** Where four digits need a label: the last four of something, or a card with its mask in groups. */
const HEARS = [...LAST_FOUR_PHRASES, ...CARD_PHRASES, ...LAST_FOUR_HEADS].filter((phrase) => phrase !== "cc" && phrase !== "pan");
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const BEHIND = { notAfter: `${LETTERS}%_@*#`, joinsAfter: ".,:/-" };

/** Card numbers of which only the last four, or the first six and last four digits are shown. */
export const paymentCardPartial: Detector = {
  id: "payment-card-partial",
  pack: "sg",
  types: ["payment-card-partial"],
  description:
    "Truncated payment card numbers: masked but for the first six and last four digits, or the last four with a card's name",
  references: [
    "PCI DSS 4.0 requirement 3.4.1 (display of the primary account number)",
    "ISO/IEC 7812-1 (issuer identification numbers)",
  ],
  anchors: [
    { kind: "digits", run: [4, 4], before: MASK_ENDS, joinsBefore: ".", ...BEHIND },
    {
      kind: "digits",
      run: [4, 4],
      notBefore: `${LETTERS.replaceAll(/[xX]/g, "")}$+%_`,
      joinsBefore: ".,:/",
      ...BEHIND,
      hears: HEARS,
    },
    // Before the last group of a mask in groups (`4111 11XX XXXX 1234`).
    { kind: "word", words: ["xxxx"] },
  ],
  accepts,
  examine,
  examples: {
    match: [
      { text: "paid with 411111******1111", values: ["4111111111"] },
      { text: "4111 11XX XXXX 1111", values: ["4111111111"] },
      { text: "XXXX-XXXX-XXXX-1234", values: ["1234"] },
      { text: "card: **** **** **** 1234", values: ["1234"] },
      { text: "Your card ending in 1234 was charged", values: ["1234"] },
      { text: "DBS/POSB card ending 1234", values: ["1234"] },
      { text: "Visa x1234", values: ["1234"] },
      { text: "Mastercard ••••1234", values: ["1234"] },
      { text: "您尾号1234的信用卡", values: ["1234"] },
      { text: "card ****1234", values: ["1234"] },
      { text: "4242", label: "source.card.last4", values: ["4242"] },
      { text: "************1004", label: "card number", values: ["1004"] },
    ],
    reject: [
      { text: "call ****1234", values: [] },
      { text: "account ending 1234", values: [] },
      { text: "NRIC *****567D", values: [] },
      { text: "mobile no. ending 1234 for your card", values: [] },
      { text: "fax 1234, box 1234, Linux 2024", values: [] },
      { text: "gift card ending in 1234", values: [] },
      { text: "financial year ending 2024", values: [] },
      { text: "0x1234", values: [] },
      { text: "4242", label: "last4", values: [] },
      { text: "SSN XXX-XX-1234", values: [] },
      { text: "the card game of 2024", values: [] },
    ],
  },
};
