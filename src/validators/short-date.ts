import { fullBirthYear, isCalendarDate } from "./calendar.ts";

/**
 * True for six digits `yymmdd` that are a day of the calendar in the century of the youngest living
 * bearer, or in the one before: 29 February 00 is a day of 2000 and none of 1900.
 */
export function isShortDate(yymmdd: string): boolean {
  const [year, month, day] = [0, 2, 4].map((at) => Number(yymmdd.slice(at, at + 2))) as [number, number, number];
  const latest = fullBirthYear(year);
  return isCalendarDate(latest, month, day) || isCalendarDate(latest - 100, month, day);
}
