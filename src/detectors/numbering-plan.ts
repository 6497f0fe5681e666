import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Country codes, and those of services that belong to no country (ITU-T E.164, list of assigned codes). */
const COUNTRY_CODES: ReadonlySet<string> = new Set(
  getCountries()
    .map((country): string => getCountryCallingCode(country))
    .concat(["800", "808", "870", "878", "881", "882", "883", "888", "979"]),
);

/** True when a country code begins the number (`+` and digits). */
export function hasCountry(e164: string): boolean {
  return COUNTRY_CODES.has(e164.slice(1, 2)) || COUNTRY_CODES.has(e164.slice(1, 3)) || COUNTRY_CODES.has(e164.slice(1, 4));
}

/** The number (`+` and digits) in E.164 form, without a national prefix, if a numbering plan holds it. */
export function valid(e164: string): string | undefined {
  // The library answers a number of no country by throwing and catching, which is dear.
  if (!hasCountry(e164)) return undefined;
  const number = parsePhoneNumberFromString(e164);
  return number?.isValid() === true ? number.number : undefined;
}

/** Verdicts on toll-free numbers by length and first five digits; the numbering plan looks at no more. */
const VERDICTS = new Map<string, boolean>();
/** Verdicts on numbers of eight digits by the first four; of these it looks at no more. */
const RANGES = new Uint8Array(10_000);
const HELD = 1;
const NOT_HELD = 2;

/** True when Singapore's numbering plan holds the number of eight digits at `at`; no string is made. */
export function isHomeRange(text: string, at: number): boolean {
  let range = 0;
  for (let place = at; place < at + 4; place += 1) range = range * 10 + text.charCodeAt(place) - 0x30;
  if (RANGES[range] === 0) RANGES[range] = valid(`+65${text.slice(at, at + 8)}`) === undefined ? NOT_HELD : HELD;
  return RANGES[range] === HELD;
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
