import { isStdnum } from "./stdnum.ts";

/**
 * True for nine digits that may be a Canadian social insurance number: right by Luhn, and the first is 1 to 7, or
 * 9 for temporary residents; 0 and 8 are not issued to people (Employment and Social Development Canada, SIN code of practice).
 */
export function isSin(digits: string): boolean {
  // `stdnum` looks at the check digit alone.
  return /^[1-79][0-9]{8}$/.test(digits) && isStdnum("ca/sin", digits);
}
