import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { BIRTH_LABELS, BORN_LABELS, DATE_FILLERS, NOT_THE_DAY, THAI, WITH_PLACE } from "../text/birth-words.ts";
import { GAP_MAX, readGap, type Gap } from "../text/label-gap.ts";
import { inLabel, lastBefore, type Heard, type Vocabulary } from "../text/labels.ts";
import { slotBefore } from "../text/label-slots.ts";
import { isMachineLabel, lineEnd, lineStart } from "../text/surroundings.ts";
import { dayAfter, fullBirthYear, isBirthDate, isoDate, LATEST_BIRTH_YEAR, serialDay } from "../validators/calendar.ts";
import { readMrz } from "../validators/mrz.ts";
import { readChinese, readDate, type DayOrder, type ReadDate } from "./date-of-birth-reading.ts";

/** What says that a date is one of birth. */
interface Ground {
  /** Our own spelling of the label. */
  readonly label: string;
  /** The label means nothing else; `false` for `born` and birthdays. */
  readonly strong: boolean;
  /** A form or table puts the date there: a sign between them, a column. */
  readonly marked: boolean;
  /** Several labels share the line, and the date stands in this one's place. */
  readonly slot: boolean;
}

const MONTH_FIRST = /m{1,3}[ /.-]{0,3}d{1,2}[ /.-]{0,3}y{2,4}/i;
const BEHIND = /(?:\(|\[)? ?(?:m{1,3}[ /.-]{0,3}d{1,2}[ /.-]{0,3}y{2,4})/iy;
/** Days in a range or bound are rules about many people: `born on 1 January 1969 or earlier`. */
const BOUND =
  /^(?:st|nd|rd|th)?,?\s{0,2}(?:(?:or|and|&)\s{1,2}(?:later|after|before|earlier|onwards?|older|younger|above|below|prior|thereafter)|onwards?|inclusive|(?:-|to|until|till|through|and|至|到|~)\s{0,2}[0-9]|(?:之?[前后後]|以[前后後]))/i;
/** What makes a label that follows one of another day: `expected date of birth`, `not born on`. */
const OTHER_DAY = /(?:expected|estimated|due|approximate|hijri|not|never|company|product|example|sample|dummy) {1,2}$/i;
/** Midnight in Singapore as programs write it in the time of Greenwich: eight hours, before 1982 seven and a half. */
const MIDNIGHT = /^[T ](16:00|16:30)(?::00)?(?:\.0{1,9})?(?:Z|\+00:?00)/;

function examine(window: TextWindow): Candidate | undefined {
  const { text, at, atEnd, label } = window;
  if (isMachineLabel(label)) return undefined;
  const first = text.charCodeAt(at);
  if (first < 0x30 || first > 0x39) return examineWord(window);
  if (atEnd - at === 7) return inMrz(window);
  const column = columnOf(label);
  if (atEnd - at === 5) return column === undefined ? undefined : serial(window, column);
  // Most dates stand behind no such label: nothing is read before one is heard.
  const near = column === undefined ? nearLabel(text, at) : undefined;
  if (column === undefined && near === undefined) return undefined;
  const order: DayOrder = isMonthFirst(window, near) ? "month-first" : "day-first";
  const thai = THAI.test(near?.phrase ?? column?.label ?? "");
  const date = readDate(text, at, { order, buddhist: thai });
  if (date === undefined) return undefined;
  const ground = column === undefined ? behindLabel(text, date, near as Near) : inColumn(window, date, column);
  return ground === undefined ? undefined : candidate(text, date, ground);
}

function examineWord(window: TextWindow): Candidate | undefined {
  const { text, at, label } = window;
  if (/^.出生(?![产產])/.test(text.slice(at, at + 4))) return bornBehind(text, at);
  const date = readChinese(text, at);
  if (date === undefined) return undefined;
  const column = columnOf(label);
  const near = column === undefined ? nearLabel(text, date.start) : undefined;
  if (column !== undefined) return candidate(text, date, inColumn(window, date, column));
  return near === undefined ? undefined : candidate(text, date, behindLabel(text, date, near));
}

/** `1980年12月31日出生`: the day ends with the anchor's first character. */
function bornBehind(text: string, at: number): Candidate | undefined {
  const line = Math.max(lineStart(text, at), at - 40);
  const before =
    /(?:(?:[民公西昭平令][國国元和成]) ?)?(?:[0-9]{1,4} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?$|[〇○零一二三四五六七八九十百]{2,5} ?年 ?[元正一二三四五六七八九十]{1,3} ?月 ?[一二三四五六七八九十廿卅]{1,3} ?$)/;
  const match = before.exec(text.slice(line, at));
  if (match === null) return undefined;
  const from = line + match.index;
  const digit = /[0-9]/.exec(match[0]);
  const date =
    digit === null ? readChinese(text, from) : readDate(text, from + digit.index, { order: "day-first", buddhist: false });
  if (date === undefined || date.end !== at + 1) return undefined;
  return candidate(text, date, { label: "出生", strong: false, marked: true, slot: false });
}

/** The nearest label before a date, and whether it means nothing else. */
interface Near {
  readonly heard: Heard;
  readonly phrase: string;
  readonly strong: boolean;
}

function nearLabel(text: string, start: number): Near | undefined {
  const strong = last(text, start, BIRTH_LABELS);
  const weak = last(text, start, BORN_LABELS);
  // `出生` within `出生日期` is no label of its own.
  if (strong !== undefined && strong.end >= (weak?.end ?? 0)) return { heard: strong, phrase: strong.phrase, strong: true };
  return weak === undefined ? undefined : { heard: weak, phrase: weak.phrase, strong: false };
}

function last(text: string, start: number, words: Vocabulary): Heard | undefined {
  const heard = lastBefore(text, start, words, GAP_MAX + 40);
  if (heard === undefined) return undefined;
  return OTHER_DAY.test(text.slice(Math.max(0, heard.start - 16), heard.start)) ? undefined : heard;
}

function behindLabel(text: string, date: ReadDate, near: Near): Ground | undefined {
  const { heard, phrase, strong } = near;
  const gap = gapOf(text, heard, phrase, date.start);
  if (gap !== undefined && (gap.lines === 0 || isField(text, heard, date, gap))) {
    return { label: phrase, strong, marked: gap.marked, slot: false };
  }
  if (!strong) return undefined;
  const slot = slotBefore(text, date.start, date.end);
  return slot !== undefined && inLabel(slot, BIRTH_LABELS) !== undefined
    ? { label: phrase, strong, marked: true, slot: true }
    : undefined;
}

/** Where the label names a place, too, the place may stand between: `Tempat, tanggal lahir: Jakarta, 17-08-1980`. */
function gapOf(text: string, heard: Heard, phrase: string, start: number): Gap | undefined {
  const gap = readGap(text, heard.end, start, DATE_FILLERS);
  if (gap !== undefined || !(WITH_PLACE.test(phrase) || phrase === "born")) return gap;
  const between = text.slice(heard.end, start);
  const place = phrase.startsWith("born") ? BORN_PLACE : PLACE;
  return between.length <= GAP_MAX && place.test(between) ? { lines: 0, marked: between.includes(":") } : undefined;
}

const PLACE = /^ ?: ?[A-Za-z][A-Za-z'() -]{1,40}[,/;] ?$/;
const BORN_PLACE = /^ (?:in |at )?[A-Z][A-Za-z'-]{1,20}(?:,? [A-Z][A-Za-z'-]{1,20}){0,3},?(?: on(?: the)?)? $/;

/** A label on the line above is a field's only where neither line goes on as a sentence does. */
function isField(text: string, heard: Heard, date: ReadDate, gap: Gap): boolean {
  const above = text.slice(lineStart(text, heard.start), heard.start);
  const words = above.match(/[A-Za-z]+/g)?.length ?? 0;
  if (words > 4 && !/(?:[\t|:]|\s{2})\s*$/.test(above)) return false;
  if (gap.marked && /:/.test(text.slice(heard.end, date.start))) return true;
  const rest = text.slice(date.end, lineEnd(text, date.end));
  return !/^,? ?[a-z]{2}/.test(rest);
}

/** A column's or key's own label, if it is one of births. */
interface Column {
  readonly label: string;
  readonly strong: boolean;
}

function columnOf(label: string): Column | undefined {
  if (label === "") return undefined;
  const strong = inLabel(label, BIRTH_LABELS);
  const said = strong ?? inLabel(label, BORN_LABELS) ?? (BIRTH.test(label) ? "birth" : undefined);
  if (said === undefined || isOtherDay(label)) return undefined;
  return { label: said, strong: strong !== undefined || /birthday|生日/.test(said) };
}

/** `dob_verified_on`; of several names in one head only the one of the birth is looked at. */
function isOtherDay(label: string): boolean {
  const plain = label.replaceAll(/\([^)]{0,40}\)/g, "");
  const own = plain.split(/[/,|&]/).find((piece) => inLabel(piece, BIRTH_LABELS) !== undefined);
  return NOT_THE_DAY.test(own ?? plain);
}

const BIRTH = /(?:^|[._])birth$/;

/** The date is what the cell holds, perhaps beside an age or a note behind it. */
function inColumn({ text, at, opensText, label }: TextWindow, date: ReadDate, column: Column): Ground | undefined {
  const start = date.start < at ? date.start : at;
  if (opensText) {
    const gap = readGap(text, 0, start, DATE_FILLERS);
    if (gap !== undefined || start === 0) return { ...column, marked: true, slot: false };
  }
  const near = nearLabel(text, start);
  if (near !== undefined) return behindLabel(text, date, near);
  // A column of several things (`name / dob`) holds them in one cell.
  return opensText && /[/,|&]/.test(label) && !/[0-9]{1,2}[-/.][0-9]/.test(text.slice(0, start))
    ? { ...column, marked: true, slot: true }
    : undefined;
}

function isMonthFirst({ text, at, label }: TextWindow, near: Near | undefined): boolean {
  if (MONTH_FIRST.test(label)) return true;
  if (near !== undefined && MONTH_FIRST.test(text.slice(near.heard.end, at))) return true;
  const behind = /^[0-9/. -]{6,14}/.exec(text.slice(at, at + 14));
  BEHIND.lastIndex = at + (behind?.[0].length ?? 0);
  return behind !== null && BEHIND.test(text);
}

/** A number that a spreadsheet stores for a day, alone in its cell. */
function serial({ text, at, atEnd, opensText, closesText }: TextWindow, column: Column): Candidate | undefined {
  if (!opensText || !closesText || !column.strong || text.trim() !== text.slice(at, atEnd)) return undefined;
  const [year, month, day] = serialDay(Number(text.slice(at, atEnd)));
  if (!isBirthDate(year, month, day)) return undefined;
  const evidence: Evidence[] = [
    { kind: "label", label: column.label },
    { kind: "shape", shape: "spreadsheet serial" },
  ];
  return { type: "date-of-birth", start: at, end: atEnd, value: isoDate(year, month, day), confidence: "medium", evidence };
}

function inMrz({ text, at }: TextWindow): Candidate | undefined {
  const mrz = readMrz(text, at);
  if (mrz === undefined) return undefined;
  const part = (from: number): number => Number(mrz.birth.slice(from, from + 2));
  const [year, month, day] = [fullBirthYear(part(0)), part(2), part(4)];
  if (!isBirthDate(year, month, day)) return undefined;
  const evidence: Evidence[] = [
    { kind: "checksum", rule: "icao-9303" },
    { kind: "shape", shape: `mrz ${mrz.size}` },
  ];
  return { type: "date-of-birth", start: at, end: at + 6, value: isoDate(year, month, day), confidence: "high", evidence };
}

function candidate(text: string, date: ReadDate, ground: Ground | undefined): Candidate | undefined {
  if (ground === undefined) return undefined;
  const { start, end, year, month, day, shape } = date;
  const behind = text.slice(end, end + 40);
  if (BOUND.test(behind)) return undefined;
  const midnight = MIDNIGHT.exec(behind);
  const isEve = shape === "year first" && midnight !== null && midnight[1] === (year < 1982 ? "16:30" : "16:00");
  const evidence: Evidence[] = [
    { kind: "label", label: ground.label },
    { kind: "shape", shape },
    ...(date.ambiguous ? [{ kind: "nearby", word: "day or month first" } as const] : []),
  ];
  const value = isEve ? dayAfter(year, month, day) : isoDate(year, month, day);
  return { type: "date-of-birth", start, end, value, confidence: weigh(date, ground), evidence };
}

function weigh({ shape, ambiguous, year }: ReadDate, { strong, marked, slot }: Ground): Confidence {
  if (shape === "six digits") return ambiguous || !strong ? "low" : "medium";
  if (strong) return slot ? "medium" : "high";
  // The feast of this year or the next is no birth: only a form says `Birthday: 25/12/2025` of a child.
  if (!marked && year > LATEST_BIRTH_YEAR - RECENT) return "low";
  return "medium";
}

/** Years before the release in which a date in a sentence is a feast or event as likely as a birth. */
const RECENT = 3;

/** What a text says before a date of birth; the labels themselves tell the rest. */
const HEARS = [
  "dob",
  "d.o.b",
  "d o b",
  "d/o/b",
  "birth",
  "birthdate",
  "birthday",
  "birthdays",
  "birth_date",
  "dateofbirth",
  "bday",
].concat(
  ["born", "lahir", "kelahiran", "dilahirkan", "hari jadi", "出生", "生日", "生于", "生於", "生年月日", "생년월일", "பிறந்த"],
  ["วันเกิด", "วันเดือนปีเกิด", "sinh", "kapanganakan", "जन्म"],
  ["geburtsdatum", "geboortedatum", "geboren", "naissance", "nacimiento", "nascimento", "nascita"],
);

/** Labelled dates of birth, and that of a machine-readable zone. */
export const dateOfBirth: Detector = {
  id: "date-of-birth",
  pack: "sg",
  types: ["date-of-birth"],
  description: "Dates of birth by their label, in any usual spelling, and in machine-readable zones of travel documents",
  references: [
    "ISO 8601-1 (dates)",
    "ICAO Doc 9303 parts 4 to 6 (birth date of a machine-readable zone)",
    "RFC 6350 section 6.2.5 (BDAY of a vCard)",
    "CNS 7648 and GB/T 7408 (dates of the Republic of China and in Chinese)",
  ],
  anchors: [
    { kind: "digits", run: [1, 4], hears: HEARS },
    { kind: "digits", run: [6, 6], hears: HEARS },
    { kind: "digits", run: [8, 8], hears: HEARS },
    { kind: "digits", run: [5, 5], hears: HEARS },
    { kind: "digits", run: [7, 7], after: "MFX<mfx" },
    { kind: "word", words: ["一九", "二〇", "二零", "二○", "民國", "民国", "日出生", "号出生", "號出生"] },
  ],
  examine,
  examples: {
    match: [
      { text: "DOB: 31/12/1980", values: ["1980-12-31"] },
      { text: "Date of Birth (DD/MM/YYYY): 03/04/1980", values: ["1980-04-03"] },
      { text: "Date of Birth (MM/DD/YYYY): 03/04/1980", values: ["1980-03-04"] },
      { text: "Birth date: December 31, 1980 (age 45)", values: ["1980-12-31"] },
      { text: "D.O.B. 31-12-80", values: ["1980-12-31"] },
      { text: "DOB 31DEC1980", values: ["1980-12-31"] },
      { text: "Tarikh Lahir: 31 Disember 1980", values: ["1980-12-31"] },
      { text: "出生日期：1980年12月31日", values: ["1980-12-31"] },
      { text: "张三，男，一九八〇年十二月三十一日出生", values: ["1980-12-31"] },
      { text: "生日：民國六十九年十二月三十一日", values: ["1980-12-31"] },
      { text: "பிறந்த தேதி: 31.12.1980", values: ["1980-12-31"] },
      { text: "Tan Ah Kow was born on 31st December 1980 in Singapore", values: ["1980-12-31"] },
      { text: "Date of Birth\r\n31 Dec 1980\r\nNationality\r\nSingaporean", values: ["1980-12-31"] },
      { text: "Name / NRIC / DOB: Tan Ah Kow / S1234567D / 31.12.1980", values: ["1980-12-31"] },
      { text: "BDAY:19801231", values: ["1980-12-31"] },
      { text: "1980-12-31T00:00:00", label: "customer.dateofbirth", values: ["1980-12-31"] },
      { text: "1999-10-06", label: "dob.value", values: ["1999-10-06"] },
      { text: "L898902C36UTO7408122F1204159ZE184226B<<<<<10", values: ["1974-08-12"] },
    ],
    reject: [
      { text: "date of birth registration deadline 31/12/2025", values: [] },
      { text: "DOB: N/A, joined 01/02/2020", values: [] },
      { text: "DOB: 31/02/1980", values: [] },
      { text: "Date of joining: 31/12/2010", values: [] },
      { text: "born in 1980", values: [] },
      { text: "children born on or after 1 January 2023", values: [] },
      { text: "born on 1 January 1969 or earlier", values: [] },
      { text: "Date of birth: 31/12/2031", values: [] },
      { text: "Please state your date of birth. 31/12/2025 is the last day.", values: [] },
      { text: "birthday party on 31 December 2025", values: [] },
      { text: "2020-04-16", label: "dob.lastupdated", values: [] },
      { text: "Place of birth: Singapore, issued 31/12/2010", values: [] },
      { text: "Date of Birth: ____ Expiry: 31/12/2025", values: [] },
      { text: "L898902C36UTO7408123F1204159ZE184226B<<<<<10", values: [] },
    ],
  },
};
