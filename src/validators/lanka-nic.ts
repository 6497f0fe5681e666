import { LATEST_BIRTH_YEAR } from "./calendar.ts";

/** Women's days of the year are counted from 501. */
const WOMEN = 500;

/**
 * True for a national identity card number of Sri Lanka in capitals: nine digits and V or X (year of two digits,
 * day of the year, serial), or since 2016 twelve digits (year of four). Days are those of a leap year (Department
 * for Registration of Persons). Its check digit is not published.
 */
export function isLankaNic(value: string): boolean {
  const old = /^[0-9]{9}[VX]$/.test(value);
  if (!old && !/^[0-9]{12}$/.test(value)) return false;
  const year = old ? 1900 + Number(value.slice(0, 2)) : Number(value.slice(0, 4));
  const day = Number(old ? value.slice(2, 5) : value.slice(4, 7)) % WOMEN;
  return year >= 1900 && year <= LATEST_BIRTH_YEAR && day >= 1 && day <= 366;
}
