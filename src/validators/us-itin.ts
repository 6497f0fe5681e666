/**
 * True for nine digits that the Internal Revenue Service may have issued as an individual taxpayer
 * identification number: they begin with 9, and the fourth and fifth are 50 to 65, 70 to 88, 90 to 92
 * or 94 to 99 (IRS, Internal Revenue Manual 3.21.263). There is no check digit.
 */
export function isItin(digits: string): boolean {
  if (!/^9[0-9]{8}$/.test(digits)) return false;
  const group = Number(digits.slice(3, 5));
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94;
}
