import { isCalendarDate, LATEST_BIRTH_YEAR } from "./calendar.ts";

/** Century of birth by the seventh digit: 1, 2, 5, 6 the 1900s, 3, 4, 7, 8 the 2000s, 9, 0 the 1800s. */
const CENTURIES = [1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800] as const;
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5] as const;

/** True for thirteen digits that begin with a day of birth in the century that the seventh digit states (Resident Registration Act). */
export function isKoreaNumber(value: string): boolean {
  if (!/^[0-9]{13}$/.test(value)) return false;
  const [year, month, day] = [0, 2, 4].map((at) => Number(value.slice(at, at + 2))) as [number, number, number];
  const full = (CENTURIES[Number(value[6])] as number) + year;
  return full <= LATEST_BIRTH_YEAR && full >= 1890 && isCalendarDate(full, month, day);
}

/**
 * True when the last digit checks the others: weights 2-9, 2-5 modulo 11, taken from 11 for residents and from 13 for
 * foreigners (seventh digit 5 to 8). Numbers given since October 2020 have no check digit.
 */
export function isKoreaChecked(value: string): boolean {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(value[index]);
  const base = "5678".includes(value[6] ?? "x") ? 13 : 11;
  return (base - (sum % 11)) % 10 === Number(value[12]);
}
