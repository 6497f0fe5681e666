/** Letters in the order of their codes, which begin with 10: the place of registration. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

/**
 * True for an identity number of Taiwan in capitals: a letter, nine digits of which the first is 1 or 2
 * (citizens) or 8 or 9 (residents since 2021); or two letters and eight digits (residents before, the second letter A
 * to D). The letter's code of two digits and the others, weights 1 and 9 to 1 and 1, give a multiple of 10 (Ministry
 * of the Interior).
 */
export function isTaiwanId(value: string): boolean {
  if (!/^[A-Z](?:[1289]|[A-D])[0-9]{8}$/.test(value)) return false;
  const place = LETTERS.indexOf(value.slice(0, 1)) + 10;
  const second = value.slice(1, 2);
  const kind = /[0-9]/.test(second) ? Number(second) : LETTERS.indexOf(second) % 10;
  let sum = Math.floor(place / 10) + (place % 10) * 9 + kind * 8;
  for (let index = 2; index < 10; index += 1) sum += Number(value[index]) * Math.max(1, 9 - index);
  return sum % 10 === 0;
}
