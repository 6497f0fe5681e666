import { nationalNumber, type NumberReading } from "../national.ts";
import { isItin } from "../../validators/us-itin.ts";

/** United States individual taxpayer identification numbers. */
export const usItin = nationalNumber({
  id: "us-itin",
  pack: "world",
  description: "United States individual taxpayer identification numbers in groups of 3-2-4 or by label, by their groups",
  references: ["26 CFR 301.6109-1(d)(3)", "Internal Revenue Service, Internal Revenue Manual 3.21.263 (IRS ITIN)"],
  labels: [
    "itin",
    "itin no",
    "itins",
    "individual taxpayer identification number",
    "individual taxpayer id",
    "individual tax id",
    "ssn/itin",
    "个人纳税识别号",
    "個人報稅識別號碼",
  ],
  shared: [
    "ssn",
    "social security number",
    "tin",
    "tin no",
    "tax id",
    "taxpayer id",
    "taxpayer identification number",
    "tax identification number",
  ],
  forms: [
    {
      shape: "3-2-4",
      anchor: { run: [3, 3], total: [9, 32], lead: "9", after: "-", joinsBefore: ".-" },
      body: /[0-9]{3}-[0-9]{2}-[0-9]{4}/y,
      alone: "medium",
    },
    {
      shape: "3 2 4",
      anchor: { run: [3, 3], total: [9, 32], lead: "9", after: " .-/", joinsBefore: ".-" },
      body: /[0-9]{3}( ?[-./] ?| )[0-9]{2}\1[0-9]{4}/y,
    },
    {
      shape: "solid",
      anchor: { run: [9, 9], lead: "9", joinsBefore: ".-", joinsAfter: ".-" },
      body: /[0-9]{9}/y,
      shared: "low",
    },
  ],
  read,
  examples: {
    match: [
      { text: "ITIN: 912-90-3456", values: ["912903456"] },
      { text: "filed under 912-70-1234 last year", values: ["912701234"] },
      { text: "ITIN 912 90 3456", values: ["912903456"] },
      { text: "912903456", label: "itin_number", values: ["912903456"] },
    ],
    reject: [
      { text: "ITIN: 900-49-0000", values: [] },
      { text: "ITIN: 900-93-0000", values: [] },
      { text: "ITIN: 912-66-3456", values: [] },
      { text: "Singapore 912903456", values: [] },
      { text: "Tel: 912-90-3456", values: [] },
      { text: "Invoice no. 912-90-3456", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  return isItin(digits) ? { value: digits, evidence: [{ kind: "issuer-range", range: "itin groups" }] } : undefined;
}
