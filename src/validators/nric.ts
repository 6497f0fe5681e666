/** Weights of the seven digits. */
const WEIGHTS = [2, 7, 6, 5, 4, 3, 2] as const;

/**
 * Offset and check letters of each series, the letters indexed by the remainder. The M series
 * (from 2022) differs from F and G at remainder 8 only (J, not M). Tables that are indexed by
 * `10 - remainder` are the same letters reversed: mixing the two loses ten of eleven numbers.
 */
const SERIES: ReadonlyMap<string, { readonly offset: number; readonly letters: string }> = new Map([
  ["S", { offset: 0, letters: "JZIHGFEDCBA" }],
  ["T", { offset: 4, letters: "JZIHGFEDCBA" }],
  ["F", { offset: 0, letters: "XWUTRQPNMLK" }],
  ["G", { offset: 4, letters: "XWUTRQPNMLK" }],
  ["M", { offset: 3, letters: "XWUTRQPNJLK" }],
]);

const DIGITS = /^[0-9]{7}$/;

/**
 * The check letter (capital) of a Singapore NRIC or FIN: `series` is one of S T F G M, `digits`
 * are the seven digits. `undefined` for another series or anything but seven digits. The
 * authority (ICA) has never published the rule; it is the one that government forms apply.
 */
export function nricCheckLetter(series: string, digits: string): string | undefined {
  const rule = SERIES.get(series);
  if (rule === undefined || !DIGITS.test(digits)) return undefined;
  let sum = rule.offset;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * (digits.charCodeAt(index) - 48);
  return rule.letters[sum % 11];
}

/** True for a complete NRIC or FIN in canonical form (nine characters, capitals) with the right check letter. */
export function isNric(value: string): boolean {
  return value.length === 9 && nricCheckLetter(value.slice(0, 1), value.slice(1, 8)) === value.slice(8);
}
