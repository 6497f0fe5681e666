/**
 * What follows the two check digits, by country, as the IBAN registry has it (ISO 13616-1, kept
 * by SWIFT): numbers of characters and their kind, `n` digits, `a` letters, `c` either.
 */
const STRUCTURES: Readonly<Record<string, string>> = {
  AD: "8n12c",
  AE: "19n",
  AL: "8n16c",
  AT: "16n",
  AZ: "4a20c",
  BA: "16n",
  BE: "12n",
  BG: "4a6n8c",
  BH: "4a14c",
  BI: "23n",
  BR: "23n1a1c",
  BY: "4c4n16c",
  CH: "5n12c",
  CR: "18n",
  CY: "8n16c",
  CZ: "20n",
  DE: "18n",
  DJ: "23n",
  DK: "14n",
  DO: "4c20n",
  EE: "16n",
  EG: "25n",
  ES: "20n",
  FI: "14n",
  FK: "2a12n",
  FO: "14n",
  FR: "10n11c2n",
  GB: "4a14n",
  GE: "2a16n",
  GI: "4a15c",
  GL: "14n",
  GR: "7n16c",
  GT: "4c20c",
  HN: "4a20n",
  HR: "17n",
  HU: "24n",
  IE: "4a14n",
  IL: "19n",
  IQ: "4a15n",
  IS: "22n",
  IT: "1a10n12c",
  JO: "4a4n18c",
  KW: "4a22c",
  KZ: "3n13c",
  LB: "4n20c",
  LC: "4a24c",
  LI: "5n12c",
  LT: "16n",
  LU: "3n13c",
  LV: "4a13c",
  LY: "21n",
  MC: "10n11c2n",
  MD: "2c18c",
  ME: "18n",
  MK: "3n10c2n",
  MN: "16n",
  MR: "23n",
  MT: "4a5n18c",
  MU: "4a19n3a",
  NI: "4a20n",
  NL: "4a10n",
  NO: "11n",
  OM: "3n16c",
  PK: "4a16c",
  PL: "24n",
  PS: "4a21c",
  PT: "21n",
  QA: "4a21c",
  RO: "4a16c",
  RS: "18n",
  RU: "14n15c",
  SA: "2n18c",
  SC: "4a20n3a",
  SD: "14n",
  SE: "20n",
  SI: "15n",
  SK: "20n",
  SM: "1a10n12c",
  SO: "19n",
  ST: "21n",
  SV: "4a20n",
  TL: "19n",
  TN: "20n",
  TR: "6n16c",
  UA: "6n19c",
  VA: "18n",
  VG: "4a16n",
  XK: "16n",
  YE: "4a4n18c",
};

const KINDS: Readonly<Record<string, string>> = { n: "[0-9]", a: "[A-Z]", c: "[A-Z0-9]" };

interface Country {
  readonly length: number;
  readonly bban: RegExp;
}

const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  Object.entries(STRUCTURES).map(([code, structure]) => {
    const parts = Array.from(structure.matchAll(/([0-9]+)([nac])/g), ([, size, kind]) => [Number(size), kind ?? ""] as const);
    const pattern = parts.map(([size, kind]) => `${KINDS[kind] ?? ""}{${size}}`).join("");
    return [code, { length: parts.reduce((sum, [size]) => sum + size, 4), bban: new RegExp(`^${pattern}$`) }];
  }),
);

/** Countries (ISO 3166-1, capitals) whose accounts have an IBAN. */
export const IBAN_COUNTRIES: readonly string[] = [...COUNTRIES.keys()];

/** Characters of an IBAN of this country (two capitals), the code included; `undefined` where there is none. */
export function ibanLength(country: string): number | undefined {
  return COUNTRIES.get(country)?.length;
}

/** True for a string (capitals and digits, no blanks) of a country's length and structure, whose check digits are right. */
export function isIban(value: string): boolean {
  const country = COUNTRIES.get(value.slice(0, 2));
  if (country === undefined || value.length !== country.length || !country.bban.test(value.slice(4))) return false;
  const check = Number(value.slice(2, 4));
  // 97 less a remainder, plus one, is never 00, 01 or 99, though these are right modulo 97, too.
  return /^[0-9]{2}$/.test(value.slice(2, 4)) && check > 1 && check < 99 && mod97(value.slice(4) + value.slice(0, 4)) === 1;
}

/** Remainder modulo 97 of a string of digits and capitals, A standing for 10 and Z for 35 (ISO/IEC 7064, MOD 97-10). */
export function mod97(characters: string): number {
  let rest = 0;
  for (let at = 0; at < characters.length; at += 1) {
    const code = characters.charCodeAt(at);
    const value = code < 58 ? code - 48 : code - 55;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
