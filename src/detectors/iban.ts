import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, RunPlace, TextWindow } from "../model/detector.ts";
import { inLabel, lastBefore, vocabulary } from "../text/labels.ts";
import { isEscaped, isMachineLabel, machineText } from "../text/surroundings.ts";
import { IBAN_COUNTRIES, ibanLength, isIban } from "../validators/iban.ts";

const LABEL_PHRASES = [
  "iban",
  "iban no",
  "iban number",
  "iban code",
  "international bank account number",
  "国际银行账号",
  "國際銀行帳號",
];
const LABELS = vocabulary(LABEL_PHRASES);
const LABEL_REACH = 60;

/** Words of banking, which make a number without its label sure. */
const CONTEXT = vocabulary([
  "bank",
  "bank account",
  "account",
  "account no",
  "account number",
  "beneficiary",
  "bic",
  "swift",
  "swift code",
  "sepa",
  "konto",
  "kontonummer",
  "bankverbindung",
  "compte",
  "rekening",
  "transfer",
  "银行",
  "账号",
]);

/** Head: country and check digits. The rest in groups, one separator between them; its length comes from the country. */
const SEPARATOR = /[ -]/;
const GROUPS_MAX = 20;

interface Written {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** `solid`, `fours` (as it is printed), or `groups` of other sizes. */
  readonly spelling: "solid" | "fours" | "groups";
  readonly capitals: boolean;
}

/** Reads as many letters and digits as the country's numbers have from two letters before the anchor; checks them. */
function readIban(text: string, at: number): Written | undefined {
  const start = at - 2;
  if (start < 0) return undefined;
  const length = ibanLength(text.slice(start, at).toUpperCase());
  if (length === undefined || !standsFree(text, start)) return undefined;
  let compact = text.slice(start, at);
  const sizes: number[] = [];
  let group = 2;
  let separator = "";
  let end = at;
  while (compact.length < length) {
    const sign = text[end] ?? "";
    if (/^[A-Za-z0-9]$/.test(sign)) {
      compact += sign;
      group += 1;
    } else if (SEPARATOR.test(sign) && (separator === "" || separator === sign) && group > 0 && sizes.length < GROUPS_MAX) {
      separator = sign;
      sizes.push(group);
      group = 0;
    } else return undefined;
    end += 1;
  }
  sizes.push(group);
  const value = compact.toUpperCase();
  if (/^[A-Za-z0-9]/.test(text.slice(end, end + 1)) || !isIban(value)) return undefined;
  const fours = sizes.slice(0, -1).every((size) => size === 4) && (sizes.at(-1) ?? 5) < 5;
  return {
    start,
    end,
    value,
    spelling: sizes.length === 1 ? "solid" : fours ? "fours" : "groups",
    capitals: compact === value,
  };
}

/** True unless letters or digits touch the country's code; `IBAN` itself may. */
function standsFree(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 5), start);
  return !/[A-Za-z0-9]$/.test(before) || /(?:^|[^A-Za-z])iban$/i.test(before) || isEscaped(text, start);
}

function examine({ text, at, label }: TextWindow): Candidate | undefined {
  const written = readIban(text, at);
  if (written === undefined || isMachineLabel(label)) return undefined;
  const { start, end, value, spelling, capitals } = written;
  const named = inLabel(label, LABELS) ?? lastBefore(text, start, LABELS, LABEL_REACH)?.phrase;
  const word = lastBefore(text, start, CONTEXT, LABEL_REACH)?.phrase ?? inLabel(label, CONTEXT);
  // In small letters and other groups it is no IBAN's look: the check alone passes one time in 97.
  if (named === undefined && (!capitals || spelling === "groups")) return undefined;
  const machine = named === undefined ? machineText(text, start, end) : undefined;
  const evidence: Evidence[] = [
    { kind: "checksum", rule: "mod-97-10" },
    { kind: "issuer-range", range: value.slice(0, 2) },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(named === undefined && word !== undefined ? [{ kind: "nearby", word } as const] : []),
    ...(spelling === "solid" ? [] : [{ kind: "shape", shape: spelling === "fours" ? "fours" : "groups" } as const]),
    ...(machine === undefined ? [] : [{ kind: "against", word: machine } as const]),
  ];
  return {
    type: "iban",
    start,
    end,
    value,
    confidence: weigh(written, named !== undefined, word !== undefined, machine),
    evidence,
  };
}

/**
 * A number of letters and digits whose first two are a country's with IBANs, of just that
 * country's length and structure, with the right check digits: of strings that have all but the
 * last, one in 97 passes. Hardly anything else is so made, so it is worth `medium` by itself;
 * with a label, a word of banking or the printed groups of four (no serial is printed so) it is proved.
 */
function weigh({ spelling }: Written, named: boolean, banking: boolean, machine: string | undefined): Confidence {
  if (machine !== undefined) return "low";
  return named || banking || spelling === "fours" ? "high" : "medium";
}

const COUNTRY_BITS = new Uint8Array(1 << 10);
for (const code of IBAN_COUNTRIES) COUNTRY_BITS[((code.charCodeAt(0) & 31) << 5) | (code.charCodeAt(1) & 31)] = 1;

/** Letters before the digits that are no country's with IBANs end most questions. */
function accepts({ bytes, start, low }: RunPlace): boolean {
  if (start - low < 2) return false;
  const first = bytes[start - 2] as number;
  return first > 0x40 && COUNTRY_BITS[((first & 31) << 5) | ((bytes[start - 1] as number) & 31)] === 1;
}

const LAST_LETTERS = [...new Set(IBAN_COUNTRIES.map((code) => code[1] ?? ""))].join("");
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** International bank account numbers. */
export const iban: Detector = {
  id: "iban",
  pack: "sg",
  types: ["iban"],
  description: "International bank account numbers by country, length, structure and check digits",
  references: ["ISO 13616-1 (international bank account number) and its registry", "ISO/IEC 7064 (MOD 97-10 check characters)"],
  anchors: [
    { kind: "digits", run: [2, 2], before: LAST_LETTERS, after: ` -${CAPITALS}` },
    { kind: "digits", run: [5, 32], before: LAST_LETTERS },
    { kind: "digits", run: [2, 32], before: LAST_LETTERS.toLowerCase(), hears: LABEL_PHRASES },
  ],
  accepts,
  examine,
  examples: {
    match: [
      { text: "IBAN: GB29 NWBK 6016 1331 9268 19", values: ["GB29NWBK60161331926819"] },
      { text: "DE89370400440532013000", values: ["DE89370400440532013000"] },
      { text: "iban de89 3704 0044 0532 0130 00", values: ["DE89370400440532013000"] },
      { text: "FR14 2004 1010 0505 0001 3M02 606", values: ["FR1420041010050500013M02606"] },
      { text: "Konto: AT61-1904-3002-3457-3201.", values: ["AT611904300234573201"] },
      { text: "NO9386011117947", values: ["NO9386011117947"] },
      { text: "ch9300762011623852957", label: "customer.iban", values: ["CH9300762011623852957"] },
      { text: "IBANNL91ABNA0417164300", values: ["NL91ABNA0417164300"] },
    ],
    reject: [
      { text: "IBAN: GB29 NWBK 6016 1331 9268 18", values: [] },
      { text: "DE8937040044053201300", values: [] },
      { text: "DE893704004405320130001", values: [] },
      { text: "GB29 1234 6016 1331 9268 19", values: [] },
      { text: "XDE89370400440532013000", values: [] },
      { text: "US89370400440532013000", values: [] },
      { text: "de89370400440532013000", values: [] },
      { text: "DE89 370400440532013000", values: [] },
      { text: "https://example.com/p/DE89370400440532013000", values: [] },
    ],
  },
};
