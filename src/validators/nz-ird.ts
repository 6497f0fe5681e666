import { isStdnum } from "./stdnum.ts";

const LEAST = 10_000_000;
const MOST = 200_000_000;

/**
 * The nine digits of a New Zealand IRD number, of which a leading 0 is mostly left out; `undefined` where the
 * check digit is wrong or the number lies outside 10,000,000 to 200,000,000 (Inland Revenue, Resident
 * Withholding Tax and Non-Resident Withholding Tax specification, IRD number validation).
 */
export function readIrd(digits: string): string | undefined {
  if (!/^[0-9]{8,9}$/.test(digits)) return undefined;
  // `stdnum` looks at the check digit alone.
  if (Number(digits) < LEAST || Number(digits) > MOST || !isStdnum("nz/ird", digits)) return undefined;
  return digits.padStart(9, "0");
}
