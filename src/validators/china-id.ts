import { isCalendarDate, LATEST_BIRTH_YEAR } from "./calendar.ts";
import { isShortDate } from "./short-date.ts";
import { isStdnum } from "./stdnum.ts";

/** First two digits of the division codes (GB/T 2260), with Hong Kong, Macao and Taiwan (residence permits). */
export const CHINA_PROVINCES: readonly string[] =
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(" ");

/** The earliest year of birth in numbers that are still on record. */
const EARLIEST = 1880;

/**
 * True for a resident identity number of China (GB 11643-1999): 17 digits and a check sign 0-9 or X (ISO 7064
 * MOD 11-2), a known province, a day of birth. The identity card of permanent residents from abroad (2023) puts 9
 * before the province and its holder's country behind.
 */
export function isChinaId(value: string): boolean {
  if (!/^[0-9]{17}[0-9X]$/.test(value)) return false;
  const province = value.startsWith("9") ? value.slice(1, 3) : value.slice(0, 2);
  if (!CHINA_PROVINCES.includes(province)) return false;
  const year = Number(value.slice(6, 10));
  if (year < EARLIEST || year > LATEST_BIRTH_YEAR) return false;
  if (!isCalendarDate(year, Number(value.slice(10, 12)), Number(value.slice(12, 14)))) return false;
  return isStdnum("cn/ric", value);
}

/** True for the fifteen digits of the first generation (until 1999): province, `yymmdd`, no check sign. */
export function isOldChinaId(value: string): boolean {
  return /^[0-9]{15}$/.test(value) && CHINA_PROVINCES.includes(value.slice(0, 2)) && isShortDate(value.slice(6, 12));
}
