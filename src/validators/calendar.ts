/**
 * The last year in which somebody in the evidence can have been born: the year of the release. A
 * detector knows no clock, because the same evidence must give the same findings on any day; a
 * later date is an appointment, an expiry or a deadline.
 */
export const LATEST_BIRTH_YEAR = 2026;
/** The first year of birth that is taken for one: the oldest people alive were born later. */
export const EARLIEST_BIRTH_YEAR = 1900;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True for a day of the Gregorian calendar; `month` and `day` count from 1. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}

/** True for a day of the calendar on which somebody in the evidence may have been born. */
export function isBirthDate(year: number, month: number, day: number): boolean {
  return year >= EARLIEST_BIRTH_YEAR && year <= LATEST_BIRTH_YEAR && isCalendarDate(year, month, day);
}

/** The year of birth that two digits (0 to 99) mean: the latest one that is not after LATEST_BIRTH_YEAR. */
export function fullBirthYear(twoDigits: number): number {
  const century = Math.floor(LATEST_BIRTH_YEAR / 100) * 100;
  return century + twoDigits > LATEST_BIRTH_YEAR ? century - 100 + twoDigits : century + twoDigits;
}

/** `YYYY-MM-DD` (ISO 8601). */
export function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The day (`YYYY-MM-DD`) after a day. */
export function dayAfter(year: number, month: number, day: number): string {
  if (isCalendarDate(year, month, day + 1)) return isoDate(year, month, day + 1);
  return month === 12 ? isoDate(year + 1, 1, 1) : isoDate(year, month + 1, 1);
}

/** Day 25,569 of a spreadsheet is 1 January 1970 (ECMA-376 part 1, 18.17.4.1, the 1900 date base). */
const SERIAL_OF_1970 = 25_569;

/** The day `[year, month, day]` of a spreadsheet's date serial, from March 1900 on (before it the base counts a day that never was). */
export function serialDay(serial: number): readonly [year: number, month: number, day: number] {
  const date = new Date((serial - SERIAL_OF_1970) * 86_400_000);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}
