import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { adjoins, firstAfter, inLabel, lastBefore } from "../text/labels.ts";
import { NOT_NRIC } from "../text/nric-words.ts";
import { isEscaped, isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import { COMPANY_WORDS, UEN_LABELS, UEN_PHRASES } from "../text/uen-words.ts";
import { uenKind, type UenKind } from "../validators/uen.ts";

const LABEL_REACH = 60;
const COMPANY_REACH = 60;

type Kind = UenKind | "foreign company";

interface Written {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly kind: Kind;
  /** Nothing between its characters, letters in capitals. */
  readonly plain: boolean;
}

/** Eight or nine digits and a letter. */
const NUMBERED = /([0-9]{8,9})([ -]?)([A-Z])/iy;
/** The letters and digits before the last run: `T08LL`. */
const CODED_HEAD = /[TSR][0-9]{2}[ -]?[A-Z]{2}[ -]?$/i;
const CODED_TAIL = /[0-9]{4}[ -]?[A-Z]/iy;
/** Foreign companies before 2009: `F`, three zeros or blanks, five digits, a letter without a known rule. */
const FOREIGN_HEAD = /F(?: {3}| ?)$/i;
const FOREIGN_TAIL = /(?:000)?[0-9]{5}[ -]?[A-Z]/iy;
/** What may be joined to a number: serial numbers of employers and of payees, sub-funds. */
const SUFFIX = /^(?:[ -]?(?:PTE|AMS|VCT|VSE|MSE|SEP|SF)-?[0-9]{2,3})(?![A-Za-z0-9])/i;

/** Reads a number of any kind around the anchor. */
function readNumber(text: string, at: number, length: number): Written | undefined {
  if (length === 4) return readCoded(text, at);
  if (length === 9 || (length === 8 && !/[Ff] {0,3}$/.test(text.slice(at - 4, at)))) {
    NUMBERED.lastIndex = at;
    const match = NUMBERED.exec(text);
    if (match === null || match[1]?.length !== length) return undefined;
    const value = (match[1] + (match[3] ?? "")).toUpperCase();
    return checked({ start: at, end: NUMBERED.lastIndex, value }, text);
  }
  return readForeign(text, at, length);
}

function readCoded(text: string, at: number): Written | undefined {
  const head = CODED_HEAD.exec(text.slice(Math.max(0, at - 7), at));
  CODED_TAIL.lastIndex = at;
  const tail = CODED_TAIL.exec(text);
  if (head === null || tail === null) return undefined;
  const value = (head[0] + tail[0]).replaceAll(/[ -]/g, "").toUpperCase();
  return checked({ start: at - head[0].length, end: CODED_TAIL.lastIndex, value }, text);
}

function readForeign(text: string, at: number, length: number): Written | undefined {
  const head = FOREIGN_HEAD.exec(text.slice(Math.max(0, at - 4), at));
  FOREIGN_TAIL.lastIndex = at;
  const tail = FOREIGN_TAIL.exec(text);
  // Five digits need the three blanks, eight the zeros.
  if (head === null || tail === null || (length === 5) !== (head[0].length === 4)) return undefined;
  if (length === 8 && !tail[0].startsWith("000")) return undefined;
  const start = at - head[0].length;
  const value = `F${tail[0].replaceAll(/[ -]/g, "").padStart(9, "0")}`.toUpperCase();
  return { start, end: FOREIGN_TAIL.lastIndex, value, kind: "foreign company", plain: false };
}

function checked(
  found: { readonly start: number; readonly end: number; readonly value: string },
  text: string,
): Written | undefined {
  const kind = uenKind(found.value);
  return kind === undefined ? undefined : { ...found, kind, plain: text.slice(found.start, found.end) === found.value };
}

/** True when the number is a piece of something longer. */
function goesOn(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 10);
  if (/[A-Za-z0-9]$/.test(before) && !isEscaped(text, start)) return true;
  if (SUFFIX.test(after)) return false;
  return /^[A-Za-z0-9]/.test(after) || /[0-9][./-]$/.test(before) || /^[-/][0-9]/.test(after);
}

function examine({ text, at, atEnd, label }: TextWindow): Candidate | undefined {
  const written = readNumber(text, at, atEnd - at);
  if (written === undefined || goesOn(text, written.start, written.end)) return undefined;
  const { start, end, value, kind, plain } = written;
  const near = lastBefore(text, start, UEN_LABELS, LABEL_REACH);
  const named = inLabel(label, UEN_LABELS) ?? near?.phrase;
  if (named === undefined && !plain) return undefined;
  const against = named === undefined || near !== undefined ? doubt(written, text, label, near?.end ?? -1) : undefined;
  if (kind === "foreign company" && (named === undefined || against !== undefined)) return undefined;
  const word = (lastBefore(text, start, COMPANY_WORDS, COMPANY_REACH) ?? firstAfter(text, end, COMPANY_WORDS, COMPANY_REACH))
    ?.phrase;
  const evidence: Evidence[] = [
    ...(kind === "foreign company" ? [] : [{ kind: "checksum", rule: "uen" } as const]),
    { kind: "shape", shape: kind === "business" ? "business, perhaps of one person" : kind },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(word === undefined ? [] : [{ kind: "nearby", word } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const confidence = weigh(kind, named, word !== undefined, against !== undefined);
  return { type: "sg-uen", start, end, value, confidence, evidence };
}

/** Labels that numbers of other things have. */
const SHARED = /^(?:reg|paynow|注|註)/;

function weigh(kind: Kind, named: string | undefined, company: boolean, doubted: boolean): Confidence {
  if (doubted) return "low";
  if (kind === "foreign company") return "medium";
  // Students, cars and courses are registered, too, and PayNow takes other numbers.
  if (named !== undefined) return kind === "business" && !company && SHARED.test(named) ? "medium" : "high";
  // One in eleven of the numbers of this shape passes.
  return kind !== "business" || company ? "medium" : "low";
}

/** What speaks against the number: another thing's label nearer than its own, or machine-made text around it. */
function doubt({ start, end }: Written, text: string, label: string, labelEnd: number): string | undefined {
  if (isMachineLabel(label)) return "message-id";
  const word = lastBefore(text, start, NOT_NRIC, 40, lineStart(text, start));
  if (word !== undefined && word.start >= labelEnd && adjoins(text, word.end, start)) return word.phrase;
  if (labelEnd >= 0) return undefined;
  return inLabel(label, NOT_NRIC) ?? machineText(text, start, end);
}

/** Letters before the four digits of a coded number: the second ones of the types of entity, in both cases. */
const TYPE_ENDS = "CDHLMPSXBNAQRFUcdhlmpsxbnaqrfu";
const CODED_LETTERS = "ABCDEFGHJKLabcdefghjkl";
const NUMBERED_LETTERS = "XMKECAWLJDBZNRGHxmkecawljdbznrgh";

/** Singapore Unique Entity Numbers: of organisations, never of people. */
export const sgUen: Detector = {
  id: "sg-uen",
  pack: "sg",
  types: ["sg-uen"],
  description: "Singapore Unique Entity Numbers (UEN) of businesses, companies and other organisations, by their check letter",
  references: [
    "Accounting and Corporate Regulatory Authority (Singapore): format of the Unique Entity Number since 1 January 2009",
    "OECD: information on tax identification numbers, Singapore",
  ],
  anchors: [
    { kind: "digits", run: [8, 9], after: NUMBERED_LETTERS },
    { kind: "digits", run: [8, 9], after: " -", hears: UEN_PHRASES },
    { kind: "digits", run: [4, 4], before: TYPE_ENDS, after: CODED_LETTERS },
    { kind: "digits", run: [4, 4], before: `${TYPE_ENDS} -`, after: `${CODED_LETTERS} -`, hears: UEN_PHRASES },
    { kind: "digits", run: [8, 8], before: "Ff ", hears: UEN_PHRASES },
    { kind: "digits", run: [5, 5], before: " ", hears: UEN_PHRASES },
  ],
  examine,
  examples: {
    match: [
      { text: "UEN: 201221074R", values: ["201221074R"] },
      { text: "Acme Pte Ltd (Co. Reg. No. 199206031W)", values: ["199206031W"] },
      { text: "our company 201221074r, UEN 201221074r", values: ["201221074R"] },
      { text: "T08LL0001K", values: ["T08LL0001K"] },
      { text: "ROB No. 53012345B", values: ["53012345B"] },
      { text: "Lim Trading Enterprise 53012345B", values: ["53012345B"] },
      { text: "公司注册号：201221074R", values: ["201221074R"] },
      { text: "53012345B", label: "gst_reg_no", values: ["53012345B"] },
      { text: "RCB No F00012345X", values: ["F00012345X"] },
      { text: "CPF submission no. 201221074R-PTE-01", values: ["201221074R"] },
      { text: "UEN T20VC0006B-SF005", values: ["T20VC0006B"] },
      { text: "UEN 201221074-R", values: ["201221074R"] },
    ],
    reject: [
      { text: "53012345B", values: [] },
      { text: "UEN 201221074A", values: [] },
      { text: "UEN 203551721W", values: [] },
      { text: "invoice no. 201221074R", values: [] },
      { text: "F00012345X", values: [] },
      { text: "UEN X201221074R 1201221074R 201221074R1", values: [] },
      { text: "T01ZZ6132D", values: [] },
      { text: "https://example.com/c/201221074R", values: [] },
      { text: "GST M9-0312345-X", values: [] },
    ],
  },
};
