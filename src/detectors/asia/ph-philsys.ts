import { inRange, nationalNumber } from "../national.ts";

/** Numbers of the Philippine identification system: twelve digits (PSN) or sixteen (PCN, on the card). Labels alone make them. */
export const phPhilsys = nationalNumber({
  id: "ph-philsys",
  pack: "asia",
  description: "PhilSys numbers and card numbers of the Philippines, by label only",
  references: ["Republic Act 11055 (Philippine Identification System Act), section 7"],
  labels: [
    "philsys",
    "philsys no",
    "philsys number",
    "philsys id",
    "philsys id no",
    "philsys card",
    "philsys card no",
    "philsys card number",
    "philsys number (psn)",
    "philsys card number (pcn)",
    "phil id",
    "phil id no",
    "e-philid",
    "philippine id",
    "philippine national id",
    "philippine identification card",
  ],
  shared: ["psn", "pcn"],
  forms: [
    {
      shape: "4-4-4-4",
      anchor: { run: [4, 4], total: [16, 32], after: " -" },
      body: /[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}/y,
      shared: "medium",
    },
    {
      shape: "4-4-4",
      anchor: { run: [4, 4], total: [12, 32], after: " -" },
      body: /[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}/y,
      shared: "medium",
    },
    { shape: "solid", anchor: { run: [16, 16] }, body: /[0-9]{16}/y, own: "medium" },
    { shape: "solid", anchor: { run: [12, 12] }, body: /[0-9]{12}/y, own: "medium" },
  ],
  read: (value) => (new Set(value).size > 2 ? { value, evidence: [inRange("digits of a PhilSys number")] } : undefined),
  examples: {
    match: [
      { text: "PhilSys Number: 8123-4567-9012", values: ["812345679012"] },
      { text: "PhilID 1234-5678-9101-1213", values: ["1234567891011213"] },
      { text: "PhilSys Card Number (PCN): 1234567891011213", values: ["1234567891011213"] },
      { text: "8123-4567-9012", label: "psn", values: ["812345679012"] },
    ],
    reject: [
      { text: "8123-4567-9012", values: [] },
      { text: "PSN 812345679012", values: [] },
      { text: "PhilSys 0000-0000-0000", values: [] },
      { text: "PhilSys 8123-4567-901", values: [] },
      { text: "PhilSys hotline 812345679012", values: [] },
    ],
  },
});
