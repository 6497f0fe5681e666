import { nationalNumber, type NumberReading } from "../national.ts";
import { readIrd } from "../../validators/nz-ird.ts";

/** New Zealand tax numbers. */
export const nzIrd = nationalNumber({
  id: "nz-ird",
  pack: "world",
  description: "New Zealand IRD numbers of eight or nine digits, by their check digit, range and a label",
  references: [
    "Inland Revenue (New Zealand), IRD number validation",
    "Tax Administration Act 1994 (New Zealand), tax file number",
  ],
  labels: ["ird no", "ird number", "ird numbers", "nz ird", "inland revenue no", "inland revenue number"],
  // Hong Kong's authority has the same letters.
  shared: ["ird"],
  forms: [
    {
      shape: "3-3-3",
      anchor: { run: [2, 3], total: [8, 32], after: " -", joinsBefore: ".-" },
      body: /[0-9]{2,3}([ -])[0-9]{3}\1[0-9]{3}/y,
    },
    { shape: "solid", anchor: { run: [8, 9], joinsBefore: ".-", joinsAfter: ".-" }, body: /[0-9]{8,9}/y },
  ],
  read,
  examples: {
    match: [
      { text: "IRD number: 49-091-850", values: ["049091850"] },
      { text: "IRD No. 049 091 850", values: ["049091850"] },
      { text: "ird 49098576", values: ["049098576"] },
      { text: "136410132", label: "payee.irdNumber", values: ["136410132"] },
    ],
    reject: [
      { text: "IRD number: 49-091-851", values: [] },
      { text: "IRD number: 9-125-568", values: [] },
      { text: "49-091-850", values: [] },
      { text: "third 49091850", values: [] },
      { text: "IRD hotline, tel 49091850", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  const value = readIrd(digits);
  return value === undefined ? undefined : { value, evidence: [{ kind: "checksum", rule: "ird-mod11" }] };
}
