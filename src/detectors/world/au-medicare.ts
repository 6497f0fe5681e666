import { nationalNumber, type NumberReading } from "../national.ts";
import { isMedicareNumber } from "../../validators/au-medicare.ts";

/** Australian Medicare card numbers, with the reference number of the person where it is written. */
export const auMedicare = nationalNumber({
  id: "au-medicare",
  pack: "world",
  description: "Australian Medicare card numbers of ten digits, or eleven with the person's, by their check digit and a label",
  references: ["Services Australia, Healthcare Identifiers Service developers guide (Medicare card number)", "METeOR 270101"],
  labels: [
    "medicare",
    "medicare no",
    "medicare card",
    "medicare card no",
    "medicare card number",
    "medicare number",
    "medicare numbers",
    "medicare irn",
  ],
  forms: [
    {
      shape: "4 5 1",
      anchor: { run: [4, 4], total: [10, 32], lead: "23456", after: " -", joinsBefore: ".-" },
      body: /[0-9]{4}([ -])[0-9]{5}\1[0-9](?: ?[-/] ?[1-9](?![0-9]))?/y,
    },
    {
      shape: "solid",
      anchor: { run: [10, 11], lead: "23456", joinsBefore: ".-" },
      body: /[0-9]{11}|[0-9]{10}(?: ?[-/] ?[1-9](?![0-9]))?/y,
    },
  ],
  read,
  examples: {
    match: [
      { text: "Medicare: 2123 45670 1", values: ["2123456701"] },
      { text: "Medicare card number 2123456701", values: ["2123456701"] },
      { text: "Medicare No. 2123 45670 1/2", values: ["21234567012"] },
      { text: "21234567011", label: "patient.medicareNumber", values: ["21234567011"] },
    ],
    reject: [
      { text: "Medicare: 2123 25870 1", values: [] },
      { text: "Medicare: 1123 45670 1", values: [] },
      { text: "Medicare: 2123 45670 0", values: [] },
      { text: "2123 45670 1", values: [] },
      { text: "Medicare claim; phone 2123456701", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  return isMedicareNumber(digits) ? { value: digits, evidence: [{ kind: "checksum", rule: "medicare-mod10" }] } : undefined;
}
