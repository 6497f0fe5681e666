const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2] as const;

/**
 * True when the ninth digit of a Philippine taxpayer number checks the first eight: weights 9 to 2, modulo 11. The
 * Bureau of Internal Revenue has not published the rule, so a wrong digit proves nothing.
 */
export function isPhilippineTin(value: string): boolean {
  if (!/^[0-9]{9}/.test(value)) return false;
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(value[index]);
  return sum % 11 === Number(value[8]);
}
