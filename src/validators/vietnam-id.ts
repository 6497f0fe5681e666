import { LATEST_BIRTH_YEAR } from "./calendar.ts";

/** Codes of the provinces and cities (Decision 124/2004/QD-TTg as amended), with which numbers begin: 63, as of before the mergers of 2025. */
export const VIETNAM_PROVINCES: readonly string[] = (
  "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 " +
  "048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
).split(" ");

/**
 * True for the twelve digits of a personal identification number of Vietnam (Decree 137/2015/ND-CP, article 13):
 * province, a digit of century and sex (0 and 1 the 1900s, 2 and 3 the 2000s), year of birth, six digits. It has no
 * check digit.
 */
export function isVietnamId(value: string): boolean {
  if (!/^[0-9]{12}$/.test(value) || !VIETNAM_PROVINCES.includes(value.slice(0, 3))) return false;
  const century = Number(value[3]);
  return century <= 1 || (century <= 3 && 2000 + Number(value.slice(4, 6)) <= LATEST_BIRTH_YEAR);
}
