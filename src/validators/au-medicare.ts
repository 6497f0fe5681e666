const WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9];

/**
 * True for the ten digits of an Australian Medicare card, or these and the reference number of a person on it
 * (1 to 9): the first is 2 to 6, the ninth is the first eight weighted 1 3 7 9 1 3 7 9, modulo 10, and the
 * tenth, the issue of the card, is not 0 (Services Australia, HI Service developers guide; METeOR 270101).
 */
export function isMedicareNumber(digits: string): boolean {
  if (!/^[2-6][0-9]{8}[1-9][1-9]?$/.test(digits)) return false;
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return sum % 10 === Number(digits[8]);
}
