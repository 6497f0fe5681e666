import { nationalNumber, type NumberReading } from "../national.ts";
import { isStdnum } from "../../validators/stdnum.ts";

/** Australian tax file numbers. */
export const auTfn = nationalNumber({
  id: "au-tfn",
  pack: "world",
  description: "Australian tax file numbers of nine digits, by their check digit and a label",
  references: [
    "Australian Taxation Office, Tax file number (TFN) algorithm for software developers",
    "Privacy (Tax File Number) Rule 2015 (Australia)",
  ],
  labels: ["tfn", "tfn no", "tfns", "tax file", "tax file no", "tax file number", "tax file numbers"],
  forms: [
    {
      shape: "3 3 3",
      anchor: { run: [3, 3], total: [9, 32], after: " -", joinsBefore: ".-" },
      body: /[0-9]{3}([ -])[0-9]{3}\1[0-9]{3}/y,
    },
    { shape: "solid", anchor: { run: [9, 9], joinsBefore: ".-", joinsAfter: ".-" }, body: /[0-9]{9}/y },
  ],
  read,
  examples: {
    match: [
      { text: "TFN: 123 456 782", values: ["123456782"] },
      { text: "Tax File Number 876543210", values: ["876543210"] },
      { text: "876-543-210", label: "employee_tfn", values: ["876543210"] },
    ],
    reject: [
      { text: "TFN: 123 456 789", values: [] },
      { text: "TFN: 000 000 000", values: [] },
      { text: "123 456 782", values: [] },
      { text: "ABN 51 824 753 556", values: [] },
      { text: "TFN on file; invoice no. 123456782", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  // Nought throughout passes every sum of products.
  if (/^0+$/.test(digits) || digits.length !== 9 || !isStdnum("au/tfn", digits)) return undefined;
  return { value: digits, evidence: [{ kind: "checksum", rule: "tfn-mod11" }] };
}
