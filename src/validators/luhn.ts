/**
 * True when the string is decimal digits only (two or more) and its last digit is the right
 * check digit under the "Luhn" modulus-10 formula (ISO/IEC 7812-1, annex B).
 */
export function isLuhn(digits: string): boolean {
  if (digits.length < 2) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    const doubled = (digits.length - at) % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
