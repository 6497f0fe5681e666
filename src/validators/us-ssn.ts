import { isStdnum } from "./stdnum.ts";

/** Specimens that fill forms all over the world, beside those that `stdnum` knows. */
const SPECIMENS: ReadonlySet<string> = new Set(["123456789", "123454321", "012345678"]);

/**
 * True for nine digits that the Social Security Administration may have issued: no area 000, 666 or 9xx, no group
 * 00, no serial 0000 (20 CFR 422.103; SSA, randomization of 25 June 2011), and none of the published numbers that
 * are nobody's. There is no check digit.
 */
export function isSsn(digits: string): boolean {
  // `stdnum` lets the serial 0000 pass.
  return /^[0-8][0-9]{8}$/.test(digits) && !digits.endsWith("0000") && !SPECIMENS.has(digits) && isStdnum("us/ssn", digits);
}
