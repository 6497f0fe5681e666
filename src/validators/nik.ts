import { isShortDate } from "./short-date.ts";

/** Codes of the provinces (Ministry of Home Affairs), with those of Papua since 2022. */
const PROVINCES = new Set(
  "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96".split(" "),
);

/**
 * True for an Indonesian population number (NIK, Presidential Regulation 25/2008): province, regency and
 * district, two digits each and none of them 00; `ddmmyy` of birth with 40 added to the day of women; a serial of
 * four digits that is not 0000. It has no check digit.
 */
export function isNik(value: string): boolean {
  if (!/^[0-9]{16}$/.test(value) || !PROVINCES.has(value.slice(0, 2))) return false;
  if (value.slice(2, 4) === "00" || value.slice(4, 6) === "00" || value.endsWith("0000")) return false;
  const day = Number(value.slice(6, 8));
  const birthday = String(day > 40 ? day - 40 : day).padStart(2, "0");
  return isShortDate(value.slice(10, 12) + value.slice(8, 10) + birthday);
}
