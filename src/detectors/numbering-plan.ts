import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The numbering plans, read when the first number is held against them: most documents hold none. */
function plans(): typeof import("libphonenumber-js/max") {
  loaded ??= require("libphonenumber-js/max") as typeof import("libphonenumber-js/max");
  return loaded;
}
let loaded: typeof import("libphonenumber-js/max") | undefined;

/** Country codes, and those of services that belong to no country (ITU-T E.164, list of assigned codes). */
function countryCodes(): ReadonlySet<string> {
  codes ??= new Set(
    plans()
      .getCountries()
      .map((country): string => plans().getCountryCallingCode(country))
      .concat(["800", "808", "870", "878", "881", "882", "883", "888", "979"]),
  );
  return codes;
}
let codes: ReadonlySet<string> | undefined;

/** True when a country code begins the number (`+` and digits). */
export function hasCountry(e164: string): boolean {
  const known = countryCodes();
  return known.has(e164.slice(1, 2)) || known.has(e164.slice(1, 3)) || known.has(e164.slice(1, 4));
}

/** `+65` and eight digits. */
const HOME_LENGTH = 11;

/** The number (`+` and digits) in E.164 form, without a national prefix, if a numbering plan holds it. */
export function valid(e164: string): string | undefined {
  if (e164.length === HOME_LENGTH && e164.startsWith("+65")) return isHomeRange(e164, 3) ? e164 : undefined;
  // The library answers a number of no country by throwing and catching, which is dear.
  if (!hasCountry(e164)) return undefined;
  const number = plans().parsePhoneNumberFromString(e164);
  return number?.isValid() === true ? number.number : undefined;
}

/** Verdicts on toll-free numbers by length and first five digits; the numbering plan looks at no more. */
const VERDICTS = new Map<string, boolean>();
/**
 * Numbers of eight digits that Singapore's numbering plan holds, by the first four, half-open; of these it
 * looks at no more. Written out, because the library takes longer to load than a message to scan.
 */
const HOME_RANGES: readonly (readonly [from: number, to: number])[] = [
  [3100, 3300],
  [6000, 6623],
  [6624, 6940],
  [6950, 7000],
  [8010, 9900],
];
const RANGES = new Uint8Array(10_000);
for (const [from, to] of HOME_RANGES) RANGES.fill(1, from, to);

/** True when Singapore's numbering plan holds the number of eight digits at `at`; no string is made. */
export function isHomeRange(text: string, at: number): boolean {
  let range = 0;
  for (let place = at; place < at + 4; place += 1) range = range * 10 + text.charCodeAt(place) - 0x30;
  return RANGES[range] === 1;
}

/** E.164 form of a Singapore number (digits without country code) if the numbering plan holds it. */
export function home(digits: string): string | undefined {
  if (digits.length === 8) return isHomeRange(digits, 0) ? `+65${digits}` : undefined;
  const range = `${digits.length}:${digits.slice(0, 5)}`;
  let verdict = VERDICTS.get(range);
  if (verdict === undefined) {
    verdict = valid(`+65${digits}`) !== undefined;
    VERDICTS.set(range, verdict);
  }
  return verdict ? `+65${digits}` : undefined;
}
