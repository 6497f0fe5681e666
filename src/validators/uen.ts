/** The kinds of entity that a number tells apart. */
export type UenKind = "business" | "local company" | "other entity";

const BUSINESS = { weights: [10, 4, 9, 3, 8, 2, 7, 1], letters: "XMKECAWLJDB" } as const;
const COMPANY = { weights: [10, 8, 6, 4, 9, 7, 5, 3, 1], letters: "ZKCMDNERGWH" } as const;
const OTHER = { weights: [4, 3, 5, 3, 10, 2, 2, 5, 7], letters: "ABCDEFGHJKLMNPQRSTUVWX0123456789" } as const;

/** The oldest companies on the register are of the 1880s. */
const FIRST_YEAR = 1850;

/** Types of entity in numbers such as `T08LL0001K`. HC (hospitals and clinics) and VC (funds) came later than most lists. */
const ENTITY_TYPES = new Set(
  "CC CD CH CL CM CP CS CX DP FB FC FM FN GA GB GS HC HS LL LP MB MC MD MH MM MQ NB NR PA PB PF RF RP SM SS TC TU VC VH XL".split(
    " ",
  ),
);

/**
 * The kind of a Unique Entity Number (capitals, nothing between the characters) if its check character is right and its
 * year of registration not after `year`, else `undefined`. Rules: ACRA, format of the UEN since 1 January 2009; check
 * characters as published implementations agree on them.
 */
export function uenKind(value: string, year: number = new Date().getUTCFullYear()): UenKind | undefined {
  if (/^[0-9]{8}[A-Z]$/.test(value)) return fits(value, BUSINESS) ? "business" : undefined;
  if (/^[0-9]{9}[A-Z]$/.test(value)) {
    const registered = Number(value.slice(0, 4));
    return registered >= FIRST_YEAR && registered <= year && fits(value, COMPANY) ? "local company" : undefined;
  }
  if (!/^[TSR][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]$/.test(value) || !ENTITY_TYPES.has(value.slice(3, 5))) return undefined;
  if (value.startsWith("T") && 2000 + Number(value.slice(1, 3)) > year) return undefined;
  return fitsOther(value) ? "other entity" : undefined;
}

function fits(value: string, { weights, letters }: { readonly weights: readonly number[]; readonly letters: string }): boolean {
  let sum = 0;
  for (const [index, weight] of weights.entries()) sum += weight * (value.charCodeAt(index) - 48);
  return value.endsWith(letters[sum % 11] as string);
}

/** Letters count as their places in an alphabet without I, O, Y and Z. */
function fitsOther(value: string): boolean {
  let sum = 0;
  for (const [index, weight] of OTHER.weights.entries()) {
    const place = OTHER.letters.indexOf(value.charAt(index));
    if (place < 0) return false;
    sum += weight * place;
  }
  // 6 for -5, so that nothing is negative.
  return value.endsWith(OTHER.letters[(sum + 6) % 11] as string);
}
