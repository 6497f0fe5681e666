import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import {
  ACCOUNT_LABELS,
  ACCOUNT_SHAPES,
  BANK_CONTEXT,
  BANK_LABELS,
  BANK_NAMES,
  BARE_LABELS,
  bankOf,
  saysBank,
  type Bank,
} from "../text/bank-words.ts";
import { OTHER_ACCOUNTS, PAY_WORDS } from "../text/account-words.ts";
import { firstAfter, inLabel, lastBefore, type Heard } from "../text/labels.ts";
import { isEscaped, isMachineLabel, machineText } from "../text/surroundings.ts";
import { isCard } from "../validators/card.ts";

/** How far before a number its label may end, and how far around it the bank may be named. */
const LABEL_REACH = 72;
const BANK_BEFORE = 140;
const BANK_AFTER = 70;
/** A bank named right beside the number needs no label. */
const BESIDE = 24;
const OTHER_REACH = 60;

const MIN_DIGITS = 7;
const MAX_DIGITS = 17;
const NUMBER = /[0-9]{1,18}(?:-[0-9]{1,12}){0,5}|[0-9]{1,6}(?: [0-9]{1,9}){1,5}/y;
const SPACED = /[0-9]{1,6}(?: [0-9]{1,9}){1,5}/y;

/** An account number as it is written. */
interface Written {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Sizes of its groups: `3-1-6`; one number for a solid one. */
  readonly shape: string;
  readonly hyphens: boolean;
}

function readNumber(text: string, at: number): Written | undefined {
  if (isPiece(text, at)) return undefined;
  NUMBER.lastIndex = at;
  let match = NUMBER.exec(text)?.[0] ?? "";
  if (match.length < MIN_DIGITS && !match.includes("-")) {
    SPACED.lastIndex = at;
    match = SPACED.exec(text)?.[0] ?? match;
  }
  const groups = match.split(/[ -]/);
  const digits = groups.join("");
  const end = at + match.length;
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS || goesOn(text, end, match.includes(" "))) return undefined;
  if (isDate(match) || isDull(digits)) return undefined;
  return { start: at, end, digits, shape: groups.map(({ length }) => length).join("-"), hyphens: match.includes("-") };
}

/** True when the run is not the beginning of a number: a sign of money, a plus, a letter or a further group stands before it. */
function isPiece(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  if (/[0-9][ .,/:-]$|[$€£¥+%@#]$/.test(before)) return true;
  return /[A-Za-z0-9]$/.test(before) && !isEscaped(text, at);
}

/** True when a letter (of an NRIC or UEN), a decimal, a further group or a percent sign follows. */
function goesOn(text: string, end: number, spaced: boolean): boolean {
  const after = text.slice(end, end + 4);
  return /^(?:[A-Za-z0-9%@#]|[.,:][0-9]|-[0-9]|_[0-9])/.test(after) || (spaced && /^ ?[0-9]/.test(after));
}

/** Dates (`2026-11-23`, `23-11-2026`, `20261123`), which stand where accounts are opened and closed. */
function isDate(written: string): boolean {
  return /^(?:(?:19|20)[0-9]{2}([ -]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12][0-9]|3[01])|(?:0?[1-9]|[12][0-9]|3[01])[ -](?:0?[1-9]|1[0-2])[ -](?:19|20)[0-9]{2})$/.test(
    written,
  );
}

/** One digit all through: the blank of a form. */
function isDull(digits: string): boolean {
  return digits === (digits[0] ?? "").repeat(digits.length);
}

/** Words that may stand between a label and its number, other numbers of a list included. */
const FILL =
  /(?<![A-Za-z])(?:nos?|number|numbers|num|is|are|was|the|my|his|her|our|your|below|follows|as|to|at|with|of|for|and|or|savings?|current|account|acct|a\/c|acc|plus|multiplier|statement|details?|sgd|usd|bank|pte|ltd|limited|singapore|及|和)(?![A-Za-z])|[0-9][0-9 -]{5,20}[0-9]|(?:为|是|為)/gi;
const ONLY_SIGNS = /^[\s:;#.,=_*"'()/[\]{}|<>&\\-]*$/;

/** True when nothing but names of banks, small words and signs lies between a label and the number. */
function leadsTo(text: string, labelEnd: number, start: number): boolean {
  const gap = text.slice(labelEnd, start);
  return ONLY_SIGNS.test(gap) || ONLY_SIGNS.test(gap.replaceAll(BANK_NAMES.pattern, " ").replaceAll(FILL, " "));
}

/** Everything that speaks for an account. */
interface Support {
  /** The label that leads to the number, or that of its column. */
  readonly label: string | undefined;
  /** A label farther off, with other text between. */
  readonly far: boolean;
  readonly bank: Bank | undefined;
  /** The bank's name touches the number. */
  readonly beside: boolean;
  /** A word of banking, a BIC of Singapore. */
  readonly context: string | undefined;
}

function supportOf({ text, label }: TextWindow, { start, end }: Written): Support {
  const near = lastBefore(text, start, ACCOUNT_LABELS, LABEL_REACH);
  const column = inLabel(label, ACCOUNT_LABELS);
  const leading = near !== undefined && leadsTo(text, near.end, start) ? near.phrase : undefined;
  const before = lastBefore(text, start, BANK_NAMES, BANK_BEFORE);
  const after = firstAfter(text, end, BANK_NAMES, BANK_AFTER);
  const named = inLabel(label, BANK_NAMES);
  const beside =
    (before !== undefined && start - before.end <= BESIDE && leadsTo(text, before.end, start)) ||
    (after !== undefined && after.start - end <= BESIDE && ONLY_SIGNS.test(text.slice(end, after.start)));
  const bank = bankOf(named ?? nearer(before, after, start, end)?.phrase ?? "");
  const word = inLabel(label, BANK_CONTEXT) ?? contextAround(text, start, end);
  return {
    label: better(leading, column),
    far: near !== undefined,
    bank,
    beside,
    context: word ?? (BIC.test(text.slice(Math.max(0, start - BANK_BEFORE), end + BANK_AFTER)) ? "bic" : undefined),
  };
}

/** Business identifier codes (ISO 9362) of Singapore. */
const BIC = /(?<![A-Za-z0-9])[A-Z]{4}SG[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/;

function contextAround(text: string, start: number, end: number): string | undefined {
  return (lastBefore(text, start, BANK_CONTEXT, BANK_BEFORE) ?? firstAfter(text, end, BANK_CONTEXT, BANK_AFTER))?.phrase;
}

/** The name before the number, unless that behind it stands nearer. */
function nearer(before: Heard | undefined, after: Heard | undefined, start: number, end: number): Heard | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  return after.start - end < start - before.end ? after : before;
}

/** Of two labels the one that says that the account is with a bank. */
function better(leading: string | undefined, column: string | undefined): string | undefined {
  if (leading === undefined || column === undefined) return leading ?? column;
  return saysBank(column) ? column : leading;
}

function examine(window: TextWindow): Candidate | undefined {
  const { text, at, label } = window;
  const written = readNumber(text, at);
  if (written === undefined || isMachineLabel(label)) return undefined;
  const { start, end, digits, shape, hyphens } = written;
  const support = supportOf(window, written);
  if (support.label === undefined && support.bank === undefined) return undefined;
  // A card's number is sought by its own detector, which knows the labels of cards.
  if (isCard(digits) && digits.length > 14) return undefined;
  const against = doubt(window, written, support);
  const confidence = weigh(written, support, against, lastBefore(text, start, PAY_WORDS, LABEL_REACH) !== undefined);
  if (confidence === undefined || machineText(text, start, end) !== undefined) return undefined;
  const word = support.bank?.name ?? support.context;
  const evidence: Evidence[] = [
    ...(support.label === undefined ? [] : [{ kind: "label", label: support.label } as const]),
    ...(word === undefined ? [] : [{ kind: "nearby", word } as const]),
    ...(hyphens || shape.includes("-") ? [{ kind: "shape", shape } as const] : []),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  if (evidence.length === 0) return undefined;
  return { type: "bank-account", start, end, value: digits, confidence, evidence };
}

/** What speaks against the number: whose account it is, or the look of a telephone number. */
function doubt({ text, label }: TextWindow, written: Written, support: Support): string | undefined {
  const { start, digits, hyphens } = written;
  // Eight digits that begin like a telephone number: no bank of Singapore has accounts of eight.
  if (digits.length === 8 && /^[3689]/.test(digits) && support.context !== "sort code") return "telephone";
  if (support.label !== undefined && saysBank(support.label)) return undefined;
  if (inLabel(label, OTHER_ACCOUNTS) !== undefined && support.bank === undefined) return inLabel(label, OTHER_ACCOUNTS);
  const other = lastBefore(text, start, OTHER_ACCOUNTS, OTHER_REACH);
  const before = lastBefore(text, start, BANK_NAMES, BANK_BEFORE);
  if (other === undefined || (before !== undefined && before.end >= other.end)) return undefined;
  return hyphens && support.bank !== undefined ? undefined : other.phrase;
}

function weigh(written: Written, support: Support, against: string | undefined, paying: boolean): Confidence | undefined {
  const { digits, shape, hyphens } = written;
  const { label, bank, beside } = support;
  const ofBank = bank !== undefined && (hyphens ? bank.shapes.includes(shape) : bank.lengths.includes(digits.length));
  if (label === undefined) {
    if (!ofBank || against !== undefined) return undefined;
    if (hyphens) return beside || support.far ? "medium" : "low";
    return beside ? (paying && shape === `${digits.length}` ? "medium" : "low") : undefined;
  }
  if (against !== undefined) return "low";
  if (ofBank && bank.shapes.length > 0) return "high";
  if (saysBank(label)) return "medium";
  if (bank !== undefined || support.context !== undefined) return "medium";
  return hyphens && ACCOUNT_SHAPES.has(shape) ? "medium" : "low";
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ALONE = {
  notBefore: `${LETTERS.replaceAll(/[DFdfnrt]/g, "")}$+%@#`,
  joinsBefore: " .,/:-",
  notAfter: `${LETTERS}%@#`,
  joinsAfter: ".,:",
} as const;

/** Numbers of accounts with banks: Singapore's by bank and grouping, others' by their label. */
export const bankAccount: Detector = {
  id: "bank-account",
  pack: "sg",
  types: ["bank-account"],
  description: "Bank account numbers by label, name of the bank and grouping; no bank of Singapore has a check digit",
  references: [
    "The Association of Banks in Singapore, GIRO and FAST: bank codes and account number structures",
    "ISO 9362 (business identifier codes)",
    "Personal Data Protection (Notification of Data Breaches) Regulations 2021, Schedule, Part 1, paragraph 4",
  ],
  anchors: [
    { kind: "digits", run: [1, 18], total: [7, 32], hears: [...BANK_LABELS, ...BARE_LABELS], ...ALONE },
    // Without a label: the groups of a bank, or its name before a solid number.
    { kind: "digits", run: [1, 3], total: [9, 32], ...ALONE, after: "-" },
    {
      kind: "digits",
      run: [7, 12],
      total: [7, 32],
      hears: ["dbs", "posb", "ocbc", "uob", "hsbc", "scb", "maybank", "cimb"],
      ...ALONE,
    },
  ],
  examine,
  examples: {
    match: [
      { text: "DBS account no. 123-4-567890", values: ["1234567890"] },
      { text: "POSB Savings A/C: 123-45678-9", values: ["123456789"] },
      { text: "Please credit my OCBC a/c 501-123456-001.", values: ["501123456001"] },
      { text: "UOB 123-456-789-0", values: ["1234567890"] },
      { text: "Bank: HSBC\nAccount Name: Tan Ah Kow\nAccount No: 147-123456-001", values: ["147123456001"] },
      { text: "Bank account number: 0123456789", values: ["0123456789"] },
      { text: "银行账号：6217001234", values: ["6217001234"] },
      { text: "No. akaun bank: 7612345678", values: ["7612345678"] },
      { text: "Account no. 0031234567, SWIFT DBSSSGSG", values: ["0031234567"] },
      { text: "0031234567", label: "payee.bankAccountNo", values: ["0031234567"] },
      { text: "Sort code 12-34-56, account number 12345678", values: ["12345678"] },
      { text: "can transfer to my POSB 123456789 thanks", values: ["123456789"] },
    ],
    reject: [
      { text: "SP Services account no. 8912345678", values: [] },
      { text: "Account no. 12345678", values: [] },
      { text: "Account balance: 1234567.89", values: [] },
      { text: "bank account opened 23-11-2026", values: [] },
      { text: "PayNow: 91234567", values: [] },
      { text: "bank account of S1234567D", values: [] },
      { text: "invoice 123-4-567890", values: [] },
      { text: "our bank hotline 6221 1111", values: [] },
      { text: "my account manager called, ref 1234567890", values: [] },
      { text: "DBS customer service 1800 111 1111", values: [] },
    ],
  },
};
