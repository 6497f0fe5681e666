const SIX_DIGITS = /^[0-9]{6}$/;
const BLOCK = /^([0-9]{1,3})[A-Za-z]?$/;

/** How a Singapore postal code stands in the table of postal sectors. */
export type PostalSector = "assigned" | "doubtful" | "none";

/**
 * Looks up the sector (first two of six digits) of a Singapore postal code. The postal
 * districts cover sectors 01 to 73 and 75 to 82; public tables disagree about 74, which is
 * therefore `doubtful`. `none` also for anything but six digits.
 */
export function postalSector(code: string): PostalSector {
  if (!SIX_DIGITS.test(code)) return "none";
  const sector = Number(code.slice(0, 2));
  if (sector === 74) return "doubtful";
  return sector >= 1 && sector <= 82 ? "assigned" : "none";
}

/**
 * True when the block number is the last three digits of the postal code, as it is for
 * residential blocks of the Housing & Development Board. `block` may carry a letter (`252A`),
 * which the code does not show. False for private buildings, which says nothing about them.
 */
export function isHousingBlock(code: string, block: string): boolean {
  const number = BLOCK.exec(block)?.[1];
  return number !== undefined && SIX_DIGITS.test(code) && number.padStart(3, "0") === code.slice(3);
}
