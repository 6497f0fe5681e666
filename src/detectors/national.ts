import { CONFIDENCES, type Candidate, type Confidence, type Evidence, type FindingType } from "../model/finding.ts";
import type { Anchor, Detector, DetectorExample, Pack, TextWindow } from "../model/detector.ts";
import { adjoins, inLabel, lastBefore, vocabulary, type Vocabulary } from "../text/labels.ts";
import { OTHER_NUMBERS } from "../text/number-words.ts";
import { isEscaped, isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";

/** One of the ways in which a national number is written. */
export interface NumberForm {
  /** Its name in the evidence: `solid`, `6-2-4`. */
  readonly shape: string;
  /** Where the sweep asks; phrases to be heard are added where `alone` is missing. */
  readonly anchor: Omit<Extract<Anchor, { readonly kind: "digits" }>, "kind" | "hears">;
  /** What belongs to the number before its first digit: ends with `$`, at most HEAD_MAX characters. */
  readonly head?: RegExp;
  /** From the first digit to the end: sticky (`y`), linear. */
  readonly body: RegExp;
  /** Confidence without any label; where it is missing a label is a must. */
  readonly alone?: Confidence;
  /** Confidence under a label of its own; `high` where it is missing. */
  readonly own?: Confidence;
  /** Confidence under a label that other numbers share; one less than `own` where it is missing. */
  readonly shared?: Confidence;
}

/** What a validator has read. */
export interface NumberReading {
  /** Canonical value: digits and capitals without separators. */
  readonly value: string;
  /** What was checked; at least one. */
  readonly evidence: readonly Evidence[];
  /** Why it is at most low all the same: a company's number, a published specimen. */
  readonly against?: string;
  /** Nothing but its shape is right: a label is a must, and makes it one less certain than the form says. */
  readonly unproved?: true;
}

/** A country's number as data: how it is written, what it is called, what makes it right. */
export interface NationalNumber {
  /** Names the detector, and is the type of what it finds. */
  readonly id: FindingType;
  readonly pack: Pack;
  readonly description: string;
  readonly references: readonly string[];
  /** Labels (lower case) that name this number and no other country's. */
  readonly labels: readonly string[];
  /** Labels that other countries' numbers share: `ic no`, `national id`. */
  readonly shared?: readonly string[];
  /** The first that fits is taken; so the longest first. */
  readonly forms: readonly NumberForm[];
  /** Reads the number as written, in capitals, with letters and digits only; `undefined` where it is none. */
  readonly read: (compact: string) => NumberReading | undefined;
  readonly examples: { readonly match: readonly DetectorExample[]; readonly reject: readonly DetectorExample[] };
}

/** Longest piece of a number before its first digit. */
const HEAD_MAX = 12;
/** How far before a number its label may end. */
const LABEL_REACH = 48;
/** Longest label that may touch its number (`NIK3171...`). */
const GLUED_REACH = 24;

/** How far before a generic label the name of a thing may end that makes it the thing's. */
const OWNER_REACH = 16;

/** Labels that people's and things' numbers share: the word before them decides (`transaction id`). */
const GENERIC = /^(?:id|identification)/;

const NEXT_LESS: Readonly<Record<Confidence, Confidence>> = { high: "medium", medium: "low", low: "low" };

/** A form of a number, found around an anchor. */
interface Written {
  readonly form: NumberForm;
  readonly start: number;
  readonly end: number;
  readonly reading: NumberReading;
}

/** A label and whether no other country's number bears it. */
interface Named {
  readonly phrase: string;
  readonly own: boolean;
  /** Where it ends in the text; -1 for the label of a column, key or header. */
  readonly end: number;
}

interface Labels {
  readonly own: Vocabulary;
  readonly shared: Vocabulary;
  readonly all: Vocabulary;
}

/**
 * Makes the detector of a national number. A number counts if a form fits, nothing goes on
 * beside it and `read` accepts it; a label of its own then makes it more certain than one that
 * other countries share, so that of two countries' numbers with the same digits the one that
 * the text names wins.
 */
export function nationalNumber(number: NationalNumber): Detector {
  const { id, pack, description, references, examples, forms } = number;
  const phrases = [...number.labels, ...(number.shared ?? [])];
  const labels: Labels = {
    own: vocabulary(number.labels),
    shared: vocabulary(number.shared ?? []),
    all: vocabulary(phrases),
  };
  const anchors = forms.map(({ anchor, alone }): Anchor => ({
    kind: "digits",
    ...anchor,
    ...(alone === undefined ? { hears: phrases } : {}),
  }));
  const examine = (window: TextWindow): Candidate | undefined => examineNumber(window, number, labels);
  return { id, pack, types: [id], description, references, anchors, examine, examples };
}

function examineNumber({ text, at, label }: TextWindow, number: NationalNumber, labels: Labels): Candidate | undefined {
  const written = readForm(text, at, number, labels.all);
  if (written === undefined) return undefined;
  const { form, start, end, reading } = written;
  const named = nameInLabel(label, labels) ?? nameBefore(text, start, labels);
  if (named === undefined && (form.alone === undefined || reading.unproved === true)) return undefined;
  const against = reading.against ?? doubt(text, written, label, named);
  // What the text calls something else, and nothing calls ours, is a coincidence of digits.
  if (against !== undefined && named === undefined) return undefined;
  const evidence: Evidence[] = [
    ...reading.evidence,
    ...(named === undefined ? [] : [{ kind: "label", label: named.phrase } as const]),
    ...(form.shape === "solid" ? [] : [{ kind: "shape", shape: form.shape } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const said = weigh(form, named);
  const confidence = against !== undefined ? "low" : reading.unproved === true ? NEXT_LESS[said] : said;
  return { type: number.id, start, end, value: reading.value, confidence, evidence };
}

function weigh({ alone = "low", own = "high", shared = NEXT_LESS[own] }: NumberForm, named: Named | undefined): Confidence {
  if (named === undefined) return alone;
  const said = named.own ? own : shared;
  // A label takes nothing away from a form that needs none.
  return CONFIDENCES.indexOf(said) < CONFIDENCES.indexOf(alone) ? alone : said;
}

function readForm(text: string, at: number, { forms, read }: NationalNumber, labels: Vocabulary): Written | undefined {
  for (const form of forms) {
    const start = form.head === undefined ? at : headStart(text, at, form.head);
    if (start < 0) continue;
    form.body.lastIndex = at;
    const body = form.body.exec(text)?.[0];
    if (body === undefined) continue;
    const end = at + body.length;
    const reading = read(
      text
        .slice(start, end)
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]/g, ""),
    );
    if (reading !== undefined && !goesOn(text, start, end, labels)) return { form, start, end, reading };
  }
  return undefined;
}

function headStart(text: string, at: number, head: RegExp): number {
  const found = head.exec(text.slice(Math.max(0, at - HEAD_MAX), at));
  return found === null ? -1 : at - found[0].length;
}

/** True when the number is a piece of something longer: a letter or digit touches it, or its groups go on. */
function goesOn(text: string, start: number, end: number, labels: Vocabulary): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 8);
  if (/[0-9][.-]$/.test(before) || /[0-9]$/.test(before) || before.endsWith("+") || /^[A-Za-z0-9]|^[.-][0-9]/.test(after))
    return true;
  if (/[A-Za-z]$/.test(before) && !isEscaped(text, start) && lastBefore(text, start, labels, GLUED_REACH)?.end !== start)
    return true;
  // One more group of three or more on either side makes it another number: a card, an account. A year or a row's number does not.
  const grouped = text.slice(start, end).includes(" ");
  return grouped && (/(?:^|[^0-9.,/-])[0-9]{3,} $/.test(before) || /^ [0-9]{3,}/.test(after));
}

function nameInLabel(label: string, { own, shared }: Labels): Named | undefined {
  if (label === "") return undefined;
  const phrase = inLabel(label, own);
  if (phrase !== undefined) return { phrase, own: true, end: -1 };
  const common = inLabel(label, shared);
  return common === undefined || (GENERIC.test(common) && inLabel(label, OTHER_NUMBERS) !== undefined)
    ? undefined
    : { phrase: common, own: false, end: -1 };
}

/** The label before the number, or before the list of numbers that it stands in, unless the label has its value already. */
function nameBefore(text: string, start: number, { own, shared }: Labels): Named | undefined {
  const first = listStart(text, start);
  const mine = lastBefore(text, first, own, LABEL_REACH);
  const heard = mine ?? lastBefore(text, first, shared, LABEL_REACH);
  if (heard === undefined || /[0-9]{4}/.test(text.slice(heard.end, first))) return undefined;
  if (mine === undefined && GENERIC.test(heard.phrase)) {
    const owner = lastBefore(text, heard.start, OTHER_NUMBERS, OWNER_REACH);
    if (owner !== undefined && adjoins(text, owner.end, heard.start)) return undefined;
  }
  return { phrase: heard.phrase, own: mine !== undefined, end: heard.end };
}

/** Where the list begins of which the number at `start` is a member: numbers, row numbers and what stands between them. */
function listStart(text: string, start: number): number {
  let first = start;
  for (;;) {
    let end = first;
    while (end > 0 && BETWEEN.includes(text[end - 1] as string)) end -= 1;
    let begin = end;
    while (begin > 0 && MEMBER.test(text[begin - 1] as string)) begin -= 1;
    const token = text.slice(begin, end);
    if (!/^(?:[0-9]{1,3}\)?|and|dan|&|[A-Za-z]{0,5}[0-9(][0-9()-]{3,}[A-Za-z)]{0,2})$/.test(token)) return first;
    first = begin;
  }
}

const BETWEEN = " \t\r\n,;/.";
const MEMBER = /[A-Za-z0-9()&-]/;

/** What speaks against the number: another label that is nearer, or machine-made text around it. */
function doubt(text: string, { start, end }: Written, label: string, named: Named | undefined): string | undefined {
  if (isMachineLabel(label)) return "message-id";
  if (named !== undefined && named.end < 0) return undefined;
  const other = lastBefore(text, start, OTHER_NUMBERS, LABEL_REACH, lineStart(text, start));
  if (other !== undefined && other.end > (named?.end ?? -1) && adjoins(text, other.end, start)) return other.phrase;
  const machine = machineText(text, start, end);
  if (named !== undefined) return machine === "url" ? undefined : machine;
  if (/[A-Za-z][-_.]$/.test(text.slice(Math.max(0, start - 2), start))) return "prefix";
  return machine ?? inLabel(label, OTHER_NUMBERS);
}

/** Evidence of a check digit or sign; `rule` names the algorithm. */
export function checkedBy(rule: string): Evidence {
  return { kind: "checksum", rule };
}

/** Evidence of parts that an authority assigns: `place and date of birth`. */
export function inRange(range: string): Evidence {
  return { kind: "issuer-range", range };
}
