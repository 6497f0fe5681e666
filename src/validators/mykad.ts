import { isShortDate } from "./short-date.ts";

/** First and last of the assigned codes of the place of birth (JPN): states, their older codes, countries. */
const PLACES = [
  [1, 16],
  [21, 68],
  [71, 72],
  [74, 79],
  [82, 93],
  [98, 99],
] as const;

/**
 * True for the twelve digits `yymmddpbnnnn` of a Malaysian identity card: a day of the calendar and an
 * assigned code of the place of birth (National Registration Department). It has no check digit.
 */
export function isMyKad(value: string): boolean {
  if (!/^[0-9]{12}$/.test(value) || !isShortDate(value)) return false;
  const place = Number(value.slice(6, 8));
  return PLACES.some(([first, last]) => place >= first && place <= last);
}
