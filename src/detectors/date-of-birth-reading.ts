import { chineseNumber, eraBefore, monthOf } from "../text/date-words.ts";
import { fullBirthYear, isBirthDate } from "../validators/calendar.ts";

/** Which of two numbers is the day where both could be. */
export type DayOrder = "day-first" | "month-first";

/** A date that stands in a text; half-open. */
export interface ReadDate {
  readonly start: number;
  readonly end: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** How it is written. */
  readonly shape: "year first" | "numbers" | "month name" | "solid" | "six digits" | "chinese" | "era" | "boxes";
  /** Two readings are days of the calendar, and nothing but custom decides. */
  readonly ambiguous: boolean;
}

/** How the years of a text count. */
export interface Years {
  readonly order: DayOrder;
  /** Years that may be of the Buddhist era. */
  readonly buddhist: boolean;
}

const BUDDHIST = 543;
const SOLID = /[0-9]{8}|[0-9]{6}/y;
const BOXES = /[0-9](?:[ |/.-]{1,3}[0-9]){7}/y;
const YEAR_FIRST = /([12][0-9]{3})( ?[-/.] ?| )([0-9]{1,2})\2([0-9]{1,2})/y;
const YEAR_MONTH_NAME = /([12][0-9]{3})[ ,./-]{1,2}([A-Za-z]{3,9})[ ./-]{1,2}([0-9]{1,2})(?:st|nd|rd|th)?/iy;
const NUMBERS = /([0-9]{1,2})( ?[-/.\\,] ?| )([0-9]{1,2})\2([12][0-9]{3}|'?[0-9]{2})/y;
const DAY_MONTH_NAME =
  /([0-9]{1,2})(?:st|nd|rd|th)?(?: ?[-/.,] ?| )?(?:(?:day )?of |de )?([A-Za-z\u00C0-\u00FF]{3,10})[.,]?(?: ?[-/.,] ?| )?(?:de )?([12][0-9]{3}|'?[0-9]{2})/iy;
const DAY_YEAR = /([0-9]{1,2})(?:st|nd|rd|th)?(?: ?[,./-] ?| )([12][0-9]{3}|'[0-9]{2}|(?<=-)[0-9]{2})/iy;
const MONTH_BEFORE = /(?:^|[^A-Za-z\u00C0-\u00FF])([A-Za-z\u00C0-\u00FF]{3,10})[.,]?[ -]?$/;
const EAST_ASIAN = /([0-9]{1,4}) ?[年년] ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?(?:[日号號일]|(?![0-9]))/y;
const FIGURES = "〇○零一二三四五六七八九";
const CHINESE = new RegExp(
  `([${FIGURES}]{4}|[${FIGURES}十百]{1,5}) ?年 ?([元正一二三四五六七八九十]{1,3}) ?月 ?([一二三四五六七八九十廿卅]{1,3}) ?[日号號]?`,
  "y",
);

type Numbers = readonly [year: number, month: number, day: number];

/**
 * The date of birth whose first figure stands at `at`, or that begins with the name of the month or
 * era before it: a day of the calendar within the years of the living. `undefined` for anything else.
 */
export function readDate(text: string, at: number, years: Years): ReadDate | undefined {
  return (
    readEastAsian(text, at) ??
    readYearFirst(text, at, years) ??
    readNumbers(text, at, years) ??
    readMonthName(text, at, years) ??
    readSolid(text, at, years)
  );
}

/** A date in Chinese figures at `at`, or behind the name of its era there. */
export function readChinese(text: string, at: number): ReadDate | undefined {
  const era = eraBefore(text, at + 2);
  const from = era === undefined ? at : text[at + 2] === " " ? at + 3 : at + 2;
  const match = run(CHINESE, text, from);
  if (match === undefined) return undefined;
  const [year, month, day] = [match[1], match[2], match[3]].map((figures) =>
    chineseNumber((figures ?? "").replace(/^[元正]$/, "一")),
  );
  // Two figures read one by one are no year: `八〇年` is any century's.
  if (era === undefined && (match[1] ?? "").length !== 4) return undefined;
  const numbers: Numbers = [(year ?? 0) + (era?.offset ?? 0), month ?? 0, day ?? 0];
  return found(text, era?.start ?? at, match, numbers, era === undefined ? "chinese" : "era");
}

function readEastAsian(text: string, at: number): ReadDate | undefined {
  const match = run(EAST_ASIAN, text, at);
  if (match === undefined) return undefined;
  const era = eraBefore(text, at);
  const figures = match[1] ?? "";
  if (era === undefined && figures.length !== 4) return undefined;
  const numbers: Numbers = [Number(figures) + (era?.offset ?? 0), Number(match[2]), Number(match[3])];
  return found(text, era?.start ?? at, match, numbers, era === undefined ? "chinese" : "era");
}

function readYearFirst(text: string, at: number, years: Years): ReadDate | undefined {
  const match = run(YEAR_FIRST, text, at);
  if (match !== undefined) {
    return found(text, at, match, [yearOf(match[1] ?? "", years), Number(match[3]), Number(match[4])], "year first");
  }
  const named = run(YEAR_MONTH_NAME, text, at);
  if (named === undefined) return undefined;
  return found(text, at, named, [yearOf(named[1] ?? "", years), monthOf(named[2] ?? ""), Number(named[3])], "month name");
}

function readNumbers(text: string, at: number, years: Years): ReadDate | undefined {
  const match = run(NUMBERS, text, at);
  if (match === undefined) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const era = eraBefore(text, at);
  // `民國69/12/31`.
  if (era !== undefined) return found(text, era.start, match, [first + era.offset, second, Number(match[4])], "era");
  const year = yearOf(match[4] ?? "", years);
  const days = inOrder(year, first, second, years.order);
  if (days === undefined) return undefined;
  const read = found(text, at, match, days, "numbers");
  return read === undefined ? undefined : { ...read, ambiguous: first <= 12 && second <= 12 && first !== second };
}

function readMonthName(text: string, at: number, years: Years): ReadDate | undefined {
  const match = run(DAY_MONTH_NAME, text, at);
  if (match !== undefined) {
    const read = found(text, at, match, [yearOf(match[3] ?? "", years), monthOf(match[2] ?? ""), Number(match[1])], "month name");
    if (read !== undefined) return read;
  }
  const before = MONTH_BEFORE.exec(text.slice(Math.max(0, at - 14), at));
  const month = monthOf(before?.[1] ?? "");
  const behind = month === 0 ? undefined : run(DAY_YEAR, text, at);
  if (before === null || behind === undefined) return undefined;
  const start = at - (before[0].length - before[0].indexOf(before[1] ?? ""));
  return found(text, start, behind, [yearOf(behind[2] ?? "", years), month, Number(behind[1])], "month name");
}

/** `19801231`, `31121980`, `311280`, or the same in boxes. Of eight digits at most one reading is a day: month and century exclude each other. */
function readSolid(text: string, at: number, years: Years): ReadDate | undefined {
  const match = run(SOLID, text, at) ?? run(BOXES, text, at);
  if (match === undefined) return undefined;
  const digits = match[0].replaceAll(/[^0-9]/g, "");
  const part = (from: number, to: number): number => Number(digits.slice(from, to));
  if (digits.length === 8) {
    const shape = match[0].length === 8 ? "solid" : "boxes";
    const yearLast = inOrder(yearOf(digits.slice(4), years), part(0, 2), part(2, 4), years.order);
    return (
      found(text, at, match, [yearOf(digits.slice(0, 4), years), part(4, 6), part(6, 8)], shape) ??
      (yearLast === undefined ? undefined : found(text, at, match, yearLast, shape))
    );
  }
  const dayFirst = inOrder(fullBirthYear(part(4, 6)), part(0, 2), part(2, 4), years.order);
  const yearFirst: Numbers = [fullBirthYear(part(0, 2)), part(2, 4), part(4, 6)];
  const both = dayFirst !== undefined && isBirthDate(...yearFirst);
  const read = found(text, at, match, dayFirst ?? yearFirst, "six digits");
  return read === undefined ? undefined : { ...read, ambiguous: both };
}

/** Day and month in the order of the text's custom, or the other way round where only that is a day. */
function inOrder(year: number, first: number, second: number, order: DayOrder): Numbers | undefined {
  const dayFirst: Numbers = [year, second, first];
  const monthFirst: Numbers = [year, first, second];
  const [usual, other] = order === "day-first" ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
  return isBirthDate(...usual) ? usual : isBirthDate(...other) ? other : undefined;
}

function yearOf(figures: string, { buddhist }: Years): number {
  const plain = figures.replace("'", "");
  const year = Number(plain);
  if (plain.length === 2) return fullBirthYear(year);
  return buddhist && year >= 1900 + BUDDHIST ? year - BUDDHIST : year;
}

function run(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function found(
  text: string,
  start: number,
  match: RegExpExecArray,
  [year, month, day]: Numbers,
  shape: ReadDate["shape"],
): ReadDate | undefined {
  const end = match.index + match[0].length;
  if (!isBirthDate(year, month, day) || goesOn(text, start, end)) return undefined;
  return { start, end, year, month, day, shape, ambiguous: false };
}

/** True where the date is a piece of something longer: more digits, or another number joined to it. */
function goesOn(text: string, start: number, end: number): boolean {
  return (
    /[0-9][-/.]?$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^(?:[0-9]|[-/.:][0-9]|[A-Za-z]{1,2}[0-9](?<!T[0-9]))/.test(text.slice(end, end + 3))
  );
}
