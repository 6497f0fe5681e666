/**
 * True for ten digits whose last is the check digit of an NHS number: the first nine weighted 10 to 2, modulo 11,
 * from 11; 11 is written 0, and 10 makes a number that is not issued (NHS Data Dictionary, NHS NUMBER). Scotland's
 * CHI numbers have the same. False for one digit ten times over.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^[0-9]{10}$/.test(digits) || /^(.)\1{9}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/** True for the numbers that are set aside for tests and never issued: those that begin with 999 (NHS England). */
export function isNhsTestNumber(digits: string): boolean {
  return digits.startsWith("999");
}
