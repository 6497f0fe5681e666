import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { GAP_MAX, readGap } from "../text/label-gap.ts";
import { inLabel, lastBefore, type Heard } from "../text/labels.ts";
import { slotBefore } from "../text/label-slots.ts";
import { NOT_THE_NUMBER, NUMBERED, NUMBER_FILLERS, PASSPORT_LABELS, PASSPORT_SHAPES } from "../text/passport-words.ts";
import { isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import { isCalendarDate } from "../validators/calendar.ts";
import { readMrz } from "../validators/mrz.ts";
import { isNric } from "../validators/nric.ts";

/** A number and how it is written; half-open. */
interface Written {
  readonly start: number;
  readonly end: number;
  /** Capitals without separators. */
  readonly value: string;
  readonly solid: boolean;
  readonly capitals: boolean;
}

/** What says that a number is that of a passport. */
interface Ground {
  readonly label: string;
  /** Says that a number follows: `no.`, a colon, a column. A bare `passport` also stands before other things. */
  readonly numbered: boolean;
  /** Several labels share the line or the cell. */
  readonly shared: boolean;
}

const TOKEN = /[A-Za-z0-9]{6,10}/y;
const TOKEN_MAX = 10;
/** Letters, digits and perhaps a letter with a blank or hyphen between them, or three groups of three digits. */
const SPACED =
  /(?:[A-Za-z]{1,2}[ -]?(?:[0-9]{6,8}|[0-9]{3,4} [0-9]{3,4})(?:[ -]?[A-Za-z])?|[0-9]{3}([ -])[0-9]{3}\1[0-9]{3})(?![A-Za-z0-9])/y;
const LETTERS_BEFORE = /(?:^|[^A-Za-z0-9])([A-Z]{1,2})[ -]$/;
/** Words, not the letters of a number: `PASSPORT NO 12345678`. */
const SHORT_WORD = /^(?:NO|ID|IS|AS|OF|OR)$/;
const ALNUM = /[A-Za-z0-9]/;
const SINGAPORE = /^[EK][0-9]{7}[A-Z]$/;
const NRIC_SHAPE = /^[STFGM][0-9]{7}[A-Z]$/;

function examine(window: TextWindow): Candidate | undefined {
  const { text, at, label } = window;
  if (isMachineLabel(label)) return undefined;
  const isZone = window.atEnd - at === 7 && "MFX<mfx".includes(text[window.atEnd] ?? "x");
  const zone = isZone ? inMrz(window) : undefined;
  if (zone !== undefined) return zone;
  const column = columnOf(label);
  const near = column === undefined ? lastLabel(text, at) : undefined;
  const written = column === undefined && near === undefined ? unlabelled(window) : readNumber(text, at);
  if (written === undefined) return undefined;
  const ground = column === undefined ? near && behindLabel(text, written, near) : inColumn(window, written, column);
  return ground === undefined ? alone(window) : labelled(text, written, ground, label);
}

/** The token around the anchor, which is its first digits; else groups of letters and digits. */
function readNumber(text: string, at: number): Written | undefined {
  let start = at;
  while (start > 0 && at - start < TOKEN_MAX && ALNUM.test(text[start - 1] ?? "")) start -= 1;
  if (/[0-9]/.test(text.slice(start, at))) return undefined;
  // The letters of `E 1234567 N` stand before the anchor and a separator.
  const letters = start === at ? LETTERS_BEFORE.exec(text.slice(Math.max(0, at - 4), at))?.[1] : undefined;
  if (letters !== undefined && !SHORT_WORD.test(letters)) {
    const from = at - 1 - letters.length;
    const spaced = sticky(SPACED, text, from);
    if (spaced !== undefined) return written(text, from, from + spaced.length);
  }
  const solid = sticky(TOKEN, text, start);
  if (solid !== undefined && !ALNUM.test(text[start + solid.length] ?? "") && !isGroup(text, start + solid.length)) {
    return written(text, start, start + solid.length);
  }
  const spaced = sticky(SPACED, text, start);
  return spaced === undefined ? undefined : written(text, start, start + spaced.length);
}

/** A single letter behind a blank or hyphen belongs to the digits before it: `E1234567 N`. */
function isGroup(text: string, end: number): boolean {
  return /^[ -][A-Z](?![A-Za-z0-9])/.test(text.slice(end, end + 3)) && !/[A-Za-z]/.test(text[end - 1] ?? "");
}

function written(text: string, start: number, end: number): Written | undefined {
  const raw = text.slice(start, end);
  const value = raw.replaceAll(/[ -]/g, "").toUpperCase();
  const digits = value.replaceAll(/[^0-9]/g, "").length;
  if (value.length < 6 || value.length > TOKEN_MAX || digits < 4) return undefined;
  const around = (text[start - 1] ?? " ") + (text[end] ?? " ");
  // A piece of a longer identifier, path, version or decimal.
  if (
    /[@/\\$%&+]/.test(around[0] ?? "") ||
    /[@\\$%+]/.test(around[1] ?? "") ||
    /^[-_.:/][A-Za-z0-9]/.test(text.slice(end, end + 2))
  ) {
    if (!/^\/[A-Za-z ]/.test(text.slice(end, end + 2))) return undefined;
  }
  if (/[A-Za-z0-9][-_.]$/.test(text.slice(Math.max(0, start - 2), start))) return undefined;
  return { start, end, value, solid: raw === raw.replaceAll(/[ -]/g, ""), capitals: raw === raw.toUpperCase() };
}

function sticky(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function lastLabel(text: string, start: number): Heard | undefined {
  return lastBefore(text, start, PASSPORT_LABELS, GAP_MAX);
}

function behindLabel(text: string, { start, end }: Written, near: Heard): Ground | undefined {
  const gap = readGap(text, near.end, start, NUMBER_FILLERS);
  if (gap !== undefined) {
    const said = text.slice(near.start, start);
    const numbered = NUMBERED.test(said) || /[:=#\t|"]/.test(said) || gap.lines > 0;
    if (gap.lines > 0 && !isField(text, near)) return undefined;
    return { label: near.phrase, numbered, shared: false };
  }
  const slot = slotBefore(text, start, end);
  if (slot === undefined || inLabel(slot, PASSPORT_LABELS) === undefined || NOT_THE_NUMBER.test(slot)) return undefined;
  return { label: near.phrase, numbered: true, shared: true };
}

/** Above a number stands a label that is a field's name, not the end of a sentence. */
function isField(text: string, near: Heard): boolean {
  const above = text.slice(lineStart(text, near.start), near.start);
  return (above.match(/[A-Za-z]+/g)?.length ?? 0) <= 4 || /(?:[\t|:]|\s{2})\s*$/.test(above);
}

function columnOf(label: string): string | undefined {
  if (label === "") return undefined;
  const said = inLabel(label, PASSPORT_LABELS);
  return said === undefined || NOT_THE_NUMBER.test(label.replaceAll(/\([^)]{0,40}\)/g, "")) ? undefined : said;
}

/** The number is what the cell begins with; a cell of several things holds it among them. */
function inColumn({ text, opensText, label }: TextWindow, { start, end }: Written, column: string): Ground | undefined {
  const near = lastLabel(text, start);
  if (near !== undefined) return behindLabel(text, { start, end } as Written, near);
  const before = text.slice(0, start);
  if (opensText && /^[\s"'(*:#-]{0,4}(?:[A-Za-z][A-Za-z ]{1,24}[:,/-] ?)?$/.test(before))
    return { label: column, numbered: true, shared: /[/,|&]/.test(label) };
  return undefined;
}

function labelled(text: string, number: Written, { label, numbered, shared }: Ground, column: string): Candidate | undefined {
  const { start, end, value, solid, capitals } = number;
  // A label of both (`NRIC/Passport No.`) stands before either.
  if (isNric(value)) return undefined;
  const shape = PASSPORT_SHAPES.find(([, pattern]) => pattern.test(value))?.[0];
  const machine = numbered ? undefined : machineText(text, start, end);
  if (machine !== undefined) return undefined;
  const against = doubt(value, shape, capitals, numbered, label + column);
  const evidence: Evidence[] = [
    { kind: "label", label },
    ...(shape === undefined ? [] : [{ kind: "shape", shape } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const certain = numbered || (shape === "singapore" && solid && capitals);
  const confidence: Confidence =
    against !== undefined || (shape === undefined && !numbered)
      ? "low"
      : shape !== undefined && certain && !shared
        ? "high"
        : "medium";
  return { type: "passport", start, end, value, confidence, evidence };
}

function doubt(
  value: string,
  shape: string | undefined,
  capitals: boolean,
  numbered: boolean,
  label: string,
): string | undefined {
  if (NRIC_SHAPE.test(value)) return /nric|fin|ic/.test(label) ? "check-letter" : "nric shape";
  if (/^[0-9]{8}$/.test(value) && isDay(value)) return "date";
  if (/^[0-9]+$/.test(value) && !numbered) return "digits only";
  if (/^(?:19|20)[0-9]{4}$/.test(value) || /^(.)\1+$/.test(value.replace(/^[A-Z]+/, ""))) return "pattern";
  return capitals || shape !== undefined ? undefined : "small letters";
}

function isDay(digits: string): boolean {
  const part = (from: number, to: number): number => Number(digits.slice(from, to));
  const isYear = (year: number): boolean => year >= 1900 && year < 2100;
  return (
    (isYear(part(0, 4)) && isCalendarDate(part(0, 4), part(4, 6), part(6, 8))) ||
    (isYear(part(4, 8)) &&
      (isCalendarDate(part(4, 8), part(2, 4), part(0, 2)) || isCalendarDate(part(4, 8), part(0, 2), part(2, 4))))
  );
}

/** The shape of Singapore's passports by itself: seldom anything else, but nothing proves it. */
function alone(window: TextWindow): Candidate | undefined {
  const number = unlabelled(window);
  if (number === undefined) return undefined;
  const { start, end, value } = number;
  if (machineText(window.text, start, end) !== undefined) return undefined;
  return { type: "passport", start, end, value, confidence: "low", evidence: [{ kind: "shape", shape: "singapore" }] };
}

function unlabelled({ text, at, atEnd }: TextWindow): Written | undefined {
  if (atEnd - at !== 7) return undefined;
  const number = readNumber(text, at);
  return number !== undefined && number.solid && number.capitals && SINGAPORE.test(number.value) ? number : undefined;
}

/** The number of a machine-readable zone, with its check digit and what stands up to the birth date, where the anchor is. */
function inMrz({ text, at }: TextWindow): Candidate | undefined {
  const mrz = readMrz(text, at);
  // The number of a visa is not its holder's, that of some identity cards is that of the person.
  if (mrz === undefined || mrz.number === "" || mrz.kind === "V" || isNric(mrz.number)) return undefined;
  const evidence: Evidence[] = [
    { kind: "checksum", rule: "icao-9303" },
    { kind: "shape", shape: `mrz ${mrz.size}` },
  ];
  return { type: "passport", start: mrz.start, end: at, value: mrz.number, confidence: "high", evidence };
}

const HEARS = [
  "passport",
  "passports",
  "passportno",
  "passportnumber",
  "ppt",
  "pp no",
  "travel doc",
  "travel document",
  "pasport",
].concat(
  ["paspor", "dokumen perjalanan", "护照", "護照", "旅行证件", "旅券番号", "여권", "கடவுச்சீட்டு", "หนังสือเดินทาง", "hộ chiếu"],
  ["पासपोर्ट", "reisepass", "reisepassnummer", "passeport", "pasaporte", "passaporto", "passaporte"],
);

/** Passports and other travel documents by their machine-readable zone or their label. */
export const passport: Detector = {
  id: "passport",
  pack: "sg",
  types: ["passport"],
  description: "Passport and travel document numbers by machine-readable zone with check digits, or by label and shape",
  references: [
    "ICAO Doc 9303 parts 3 to 6 (machine-readable zones and their check digits)",
    "Microsoft Purview sensitive information types (passport numbers by country)",
    "Council of the European Union, PRADO (travel documents)",
  ],
  anchors: [
    { kind: "digits", run: [1, 9], hears: HEARS },
    { kind: "digits", run: [7, 7], after: "MFX<mfx" },
    { kind: "digits", run: [7, 7], before: "EK", after: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", most: "low" },
  ],
  examine,
  examples: {
    match: [
      { text: "Passport No.: E1234567N", values: ["E1234567N"] },
      { text: "Passport number is K 1234567 E", values: ["K1234567E"] },
      { text: "No. Pasport: A12345678", values: ["A12345678"] },
      { text: "护照号码：E12345678", values: ["E12345678"] },
      { text: "Passport (India): Z1234567", values: ["Z1234567"] },
      { text: "UK passport no 123456789", values: ["123456789"] },
      { text: "P1234567A", label: "passport_no", values: ["P1234567A"] },
      { text: "E3546387W", label: "passportnumber.value", values: ["E3546387W"] },
      { text: "Passport No: AB12C345", values: ["AB12C345"] },
      { text: "L898902C36UTO7408122F1204159ZE184226B<<<<<10", values: ["L898902C3"] },
      {
        text: "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        values: ["D23145890"],
      },
    ],
    reject: [
      { text: "Passport/NRIC: S1234567D", values: [] },
      { text: "Passport expiry date: 31/12/2030", values: [] },
      { text: "Passport No.: - Issued: 20201231", values: [] },
      { text: "20301231", label: "passportexpirydate", values: [] },
      { text: "E1234567N", values: [] },
      { text: "passport 0.4.1", values: [] },
      { text: "Bring your passport, call 91234567", values: [] },
      { text: "L898902C35UTO7408122F1204159ZE184226B<<<<<10", values: [] },
      { text: "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<", values: [] },
    ],
  },
};
