const WEIGHTS = [9, 4, 5, 4, 3, 2] as const;
const LETTERS = "AZYXUTSRPMLKJHGEDCB";

/**
 * The check letter of a Singapore vehicle registration number: `prefix` of one to three capitals, `number` of one to
 * four digits. The last two letters of the prefix count 1 to 26 (0 where there is none), the digits are filled up to
 * four. `undefined` for anything else. The Land Transport Authority has not published the rule; plates on the road follow it.
 */
export function plateCheckLetter(prefix: string, number: string): string | undefined {
  if (!/^[A-Z]{1,3}$/.test(prefix) || !/^[1-9][0-9]{0,3}$/.test(number)) return undefined;
  const letters = prefix.slice(-2).padStart(2, "@");
  const digits = number.padStart(4, "0");
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    // `@` stands before A: it counts 0.
    const value = index < 2 ? letters.charCodeAt(index) - 0x40 : digits.charCodeAt(index - 2) - 0x30;
    sum += weight * value;
  }
  return LETTERS[sum % 19];
}

/** True for a registration number in canonical form (capitals, nothing between) with the right check letter. */
export function isPlate(value: string): boolean {
  const parts = /^([A-Z]{1,3})([0-9]{1,4})([A-Z])$/.exec(value);
  return parts !== null && plateCheckLetter(parts[1] as string, parts[2] as string) === parts[3];
}
