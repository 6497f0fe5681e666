/**
 * True for a Hong Kong identity card number in capitals without brackets (`A1234563`): one or two letters,
 * six digits, check digit 0-9 or A. Weights 9 to 2 and 1 over letters (A = 10) and digits, a missing first
 * letter counts 36; the sum is a multiple of 11 (Immigration Department). All letters are in use, also O.
 */
export function isHkid(value: string): boolean {
  if (!/^[A-Z]{1,2}[0-9]{6}[0-9A]$/.test(value)) return false;
  const signs = value.length === 8 ? [36, ...valuesOf(value)] : valuesOf(value);
  let sum = 0;
  for (const [index, sign] of signs.entries()) sum += sign * (9 - index);
  return sum % 11 === 0;
}

function valuesOf(value: string): number[] {
  return Array.from(value, (sign) => Number.parseInt(sign, 36));
}
