import { nationalNumber, type NumberReading } from "../national.ts";
import { isNhsNumber, isNhsTestNumber } from "../../validators/gb-nhs.ts";

/** NHS numbers of England, Wales and the Isle of Man, health and care numbers, and CHI numbers. */
export const gbNhs = nationalNumber({
  id: "gb-nhs",
  pack: "world",
  description:
    "United Kingdom NHS numbers (also Scotland's CHI), ten digits by their check digit and a label, or 3 3 4 near a word of care",
  references: ["NHS Data Model and Dictionary, NHS NUMBER", "ISB 0149 (NHS Number), 3 3 4 format for display"],
  labels: [
    "nhs",
    "nhs no",
    "nhs id",
    "nhs number",
    "nhs numbers",
    "national health service number",
    "chi no",
    "chi number",
    "h&c number",
    "health and care number",
  ],
  shared: [
    "patient",
    "patients",
    "patient no",
    "patient id",
    "patient number",
    "hospital no",
    "hospital number",
    "clinic",
    "gp",
    "gp surgery",
    "medical record",
    "medical history",
    "outpatient",
    "inpatient",
  ],
  forms: [
    {
      shape: "3 3 4",
      anchor: { run: [3, 3], total: [10, 32], after: " ", joinsBefore: ".-" },
      body: /[0-9]{3} [0-9]{3} [0-9]{4}/y,
    },
    {
      shape: "3-3-4",
      anchor: { run: [3, 3], total: [10, 32], after: "-", joinsBefore: ".-" },
      body: /[0-9]{3}-[0-9]{3}-[0-9]{4}/y,
      shared: "low",
    },
    {
      shape: "solid",
      anchor: { run: [10, 10], joinsBefore: ".-", joinsAfter: ".-" },
      body: /[0-9]{10}/y,
      shared: "low",
    },
  ],
  read,
  examples: {
    match: [
      { text: "NHS number: 943 476 5870", values: ["9434765870"] },
      { text: "NHS No. 9434765919", values: ["9434765919"] },
      { text: "The patient (400 000 0004) was seen", values: ["4000000004"] },
      { text: "CHI number 010101-0108, NHS 943-476-5870", values: ["9434765870"] },
      { text: "9434765870", label: "patient.nhsnumber", values: ["9434765870"] },
    ],
    reject: [
      { text: "NHS number: 943 476 5871", values: [] },
      { text: "NHS number: 000 000 0000", values: [] },
      { text: "NHS number: 999 012 3459", values: [] },
      { text: "call 943 476 5870", values: [] },
      { text: "9434765870", values: [] },
      { text: "The clinic's tel 943 476 5870", values: [] },
      { text: "patient 943-476-5870", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  if (!isNhsNumber(digits)) return undefined;
  const reading: NumberReading = { value: digits, evidence: [{ kind: "checksum", rule: "nhs-mod11" }] };
  return isNhsTestNumber(digits) ? { ...reading, against: "test number" } : reading;
}
