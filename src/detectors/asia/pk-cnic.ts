import { inRange, nationalNumber } from "../national.ts";
import { isStdnum } from "../../validators/stdnum.ts";

/** Computerised identity cards of Pakistan: thirteen digits, written 5-7-1. */
export const pkCnic = nationalNumber({
  id: "pk-cnic",
  pack: "asia",
  description: "Pakistani identity card numbers (CNIC, NICOP) by province and grouping; hyphens 5-7-1 or a label needed",
  references: ["National Database and Registration Authority Ordinance 2000 (Pakistan), section 10"],
  labels: [
    "cnic",
    "cnic no",
    "cnic number",
    "nicop",
    "nicop no",
    "snic",
    "nadra",
    "nadra id",
    "nadra card",
    "pakistani id",
    "pakistan id",
    "pakistani id card",
    "شناختی کارڈ",
    "شناختی کارڈ نمبر",
    "قومی شناختی کارڈ",
  ],
  shared: [
    "nic",
    "nic no",
    "nic number",
    "national identity card",
    "national identity card no",
    "national id",
    "national id no",
    "identity card",
    "identity card no",
    "id card",
    "id card no",
  ],
  forms: [
    {
      shape: "5-7-1",
      anchor: { run: [5, 5], total: [13, 32], lead: "1234567", joinsBefore: "-./", after: " -" },
      body: /[1-7][0-9]{4} ?- ?[0-9]{7} ?- ?[1-9]/y,
      alone: "medium",
      shared: "high",
    },
    {
      shape: "5-7-1",
      anchor: { run: [5, 5], total: [13, 32], lead: "1234567", after: " " },
      body: /[1-7][0-9]{4} [0-9]{7} [1-9]/y,
    },
    { shape: "solid", anchor: { run: [13, 13], lead: "1234567" }, body: /[1-7][0-9]{11}[1-9]/y },
  ],
  read: (value) => (isStdnum("pk/cnic", value) ? { value, evidence: [inRange("province and sex")] } : undefined),
  examples: {
    match: [
      { text: "CNIC: 42201-1234567-1", values: ["4220112345671"] },
      { text: "42201-1234567-1", values: ["4220112345671"] },
      { text: "CNIC No 4220112345671", values: ["4220112345671"] },
      { text: "شناختی کارڈ نمبر 42201-1234567-1", values: ["4220112345671"] },
    ],
    reject: [
      { text: "4220112345671", values: [] },
      { text: "82201-1234567-1", values: [] },
      { text: "42201-1234567-0", values: [] },
      { text: "part no. 42201-1234567-1", values: [] },
      { text: "42201-1234567-12", values: [] },
      { text: "1-42201-1234567-1", values: [] },
    ],
  },
});
