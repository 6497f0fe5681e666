import { isLuhn } from "./luhn.ts";

export type CardBrand = "visa" | "mastercard" | "amex" | "diners" | "jcb" | "discover" | "unionpay";
/** Brands whose ranges are too wide to tell a card from any other number that passes the check. */
export type LabelledBrand = "maestro" | "jcb" | "uatp" | "mir" | "rupay" | "troy";

interface Range<Brand> {
  readonly brand: Brand;
  /** First and last issuer prefix, of equal length. */
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

function range<Brand extends string>(brand: Brand, from: string, to: string, ...lengths: number[]): Range<Brand> {
  return { brand, from, to, lengths };
}

/** Issuer ranges (ISO/IEC 7812, the brands' published prefixes) with the lengths that are issued. No two overlap. */
const RANGES: readonly Range<CardBrand>[] = [
  range("visa", "4", "4", 13, 16, 18, 19),
  range("mastercard", "51", "55", 16),
  range("mastercard", "222100", "272099", 16),
  range("amex", "34", "34", 15),
  range("amex", "37", "37", 15),
  range("diners", "300", "305", 14, 16, 17, 18, 19),
  range("diners", "3095", "3095", 14, 16, 17, 18, 19),
  range("diners", "36", "36", 14, 16, 17, 18, 19),
  range("diners", "38", "39", 14, 16, 17, 18, 19),
  range("jcb", "3528", "3589", 16, 17, 18, 19),
  range("discover", "6011", "6011", 16, 17, 18, 19),
  range("discover", "644", "649", 16, 17, 18, 19),
  range("discover", "65", "65", 16, 17, 18, 19),
  range("unionpay", "62", "62", 16, 17, 18, 19),
  range("unionpay", "81", "81", 16, 17, 18, 19),
];

const TWELVE_TO_NINETEEN = [12, 13, 14, 15, 16, 17, 18, 19];

/** Ranges of national and older cards, the narrower first: numbers of theirs are cards only where a label says so. */
const LABELLED: readonly Range<LabelledBrand>[] = [
  range("jcb", "1800", "1800", 15),
  range("jcb", "2131", "2131", 15),
  range("uatp", "1", "1", 15),
  range("mir", "2200", "2204", 16, 17, 18, 19),
  range("rupay", "508", "508", 16),
  range("rupay", "60", "60", 16),
  range("rupay", "82", "82", 16),
  range("troy", "9792", "9792", 16),
  range("maestro", "50", "50", ...TWELVE_TO_NINETEEN),
  range("maestro", "56", "58", ...TWELVE_TO_NINETEEN),
  range("maestro", "60", "69", ...TWELVE_TO_NINETEEN),
];

/** The brand whose issuer range and lengths a number (digits only) fits; says nothing about the check digit. */
export function cardBrand(digits: string): CardBrand | undefined {
  return brandIn(RANGES, digits);
}

/** The same for brands of which only a label can tell a card; 12 to 19 digits. */
export function labelledBrand(digits: string): LabelledBrand | undefined {
  return brandIn(LABELLED, digits);
}

function brandIn<Brand>(ranges: readonly Range<Brand>[], digits: string): Brand | undefined {
  for (const { brand, from, to, lengths } of ranges) {
    const prefix = digits.slice(0, from.length);
    if (prefix >= from && prefix <= to && lengths.includes(digits.length)) return brand;
  }
  return undefined;
}

/** True for a number (digits only) within an issuer range, of an issued length and with the right check digit. */
export function isCard(digits: string): boolean {
  return cardBrand(digits) !== undefined && isLuhn(digits);
}

/** Test numbers that payment providers publish: all pass the check, none is anybody's card. */
export const TEST_CARDS: ReadonlySet<string> = new Set([
  "4111111111111111",
  "4012888888881881",
  "4242424242424242",
  "4222222222222",
  "4000056655665556",
  "5555555555554444",
  "5105105105105100",
  "5200828282828210",
  "2223003122003222",
  "2222420000001113",
  "378282246310005",
  "371449635398431",
  "378734493671000",
  "30569309025904",
  "38520000023237",
  "36227206271667",
  "3056930009020004",
  "6011111111111117",
  "6011000990139424",
  "6011981111111113",
  "3530111333300000",
  "3566002020360505",
  "6200000000000005",
  "6200000000000047",
  "6205500000000000004",
  "8171999900000000021",
  "6555900000604105",
]);

/**
 * True for a number that was made up rather than issued: one digit more than seven times (nine
 * times from 17 digits on), or fewer than four different digits. Some 5 in 10,000 issued
 * numbers look like that too.
 */
export function isPatternedCard(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  return counts.size < 4 || Math.max(...counts.values()) > (digits.length > 16 ? 9 : 7);
}

/** True for first digits (one or more) with which the numbers of some brand begin. */
export function fitsIssuer(first: string): boolean {
  return RANGES.some(({ from, to }) => {
    const length = Math.min(first.length, from.length);
    const shown = first.slice(0, length);
    return shown >= from.slice(0, length) && shown <= to.slice(0, length);
  });
}
