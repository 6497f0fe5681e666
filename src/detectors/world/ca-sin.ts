import { nationalNumber, type NumberReading } from "../national.ts";
import { isSin } from "../../validators/ca-sin.ts";

/** Canadian social insurance numbers. */
export const caSin = nationalNumber({
  id: "ca-sin",
  pack: "world",
  description: "Canadian social insurance numbers by their check digit and a label; low in groups of 3-3-3 alone",
  references: [
    "Employment and Social Development Canada, Social Insurance Number Code of Practice",
    "ISO/IEC 7812-1 annex B (Luhn check digit)",
  ],
  labels: [
    "sin no",
    "sin number",
    "sin card",
    "social insurance",
    "social insurance no",
    "social insurance number",
    "social insurance numbers",
    "assurance sociale",
    "numero d'assurance sociale",
    "社会保险号",
    "社会保险号码",
    "社會保險號碼",
  ],
  // `sin` is also a word, and `NAS` a disk on the network.
  shared: ["sin", "nas", "sin/nas"],
  forms: [
    {
      shape: "3-3-3",
      anchor: { run: [3, 3], total: [9, 32], lead: "12345679", after: " -", joinsBefore: ".-" },
      body: /[0-9]{3}([ -])[0-9]{3}\1[0-9]{3}/y,
      alone: "low",
      shared: "high",
    },
    {
      shape: "solid",
      anchor: { run: [9, 9], lead: "12345679", joinsBefore: ".-", joinsAfter: ".-" },
      body: /[0-9]{9}/y,
      shared: "medium",
    },
  ],
  read,
  examples: {
    match: [
      { text: "SIN: 130 692 544", values: ["130692544"] },
      { text: "Social Insurance Number 130692544", values: ["130692544"] },
      { text: "numéro d'assurance sociale : 130-692-544", values: ["130692544"] },
      { text: "130692544", label: "employee.sin", values: ["130692544"] },
    ],
    reject: [
      { text: "SIN: 130 692 545", values: [] },
      { text: "SIN: 046 454 286", values: [] },
      { text: "130-692-544", values: [] },
      { text: "about 130 692 544 people", values: [] },
      { text: "a cousin of 130692544", values: [] },
      { text: "SIN 1130 692 544", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  return isSin(digits) ? { value: digits, evidence: [{ kind: "checksum", rule: "luhn" }] } : undefined;
}
