import { inRange, nationalNumber, type NumberReading } from "../national.ts";

const PERSON = { value: "", evidence: [inRange("holder is a person")] };

/** Four letters and the fourth of the type of holder, four digits that are not 0000, a check letter by a rule that is not published. */
function read(value: string): NumberReading | undefined {
  if (!/^[A-Z]{3}[ABCEFGHJLPT][A-Z](?!0000)[0-9]{4}[A-Z]$/.test(value)) return undefined;
  if (value[3] === "P") return { ...PERSON, value };
  return { value, evidence: [inRange("holder is an organisation")], against: "organisation" };
}

/** Permanent account numbers of India, of persons; those of organisations are low. */
export const inPan = nationalNumber({
  id: "in-pan",
  pack: "asia",
  description: "Permanent account numbers (PAN) of India by label; the fourth letter says whether a person holds it",
  references: ["Income-tax Act 1961 (India), section 139A", "Income-tax Rules 1962, rule 114"],
  labels: [
    "pan",
    "pan no",
    "pan number",
    "pan card",
    "pan card no",
    "pan card number",
    "permanent account number",
    "permanent account no",
    "पैन",
    "पैन नंबर",
    "पैन कार्ड",
    "பான்",
  ],
  forms: [
    {
      shape: "solid",
      anchor: {
        run: [4, 4],
        before: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -",
        after: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -",
      },
      head: /(?<![A-Za-z])[A-Z]{5}[ -]?$/i,
      body: /[0-9]{4}[ -]?[A-Z]/iy,
    },
  ],
  read,
  examples: {
    match: [
      { text: "PAN: ACUPA7085R", values: ["ACUPA7085R"] },
      { text: "Permanent Account Number of the assessee is acupa7085r.", values: ["ACUPA7085R"] },
      { text: "ACUPA 7085 R", label: "pan no", values: ["ACUPA7085R"] },
    ],
    reject: [
      { text: "ACUPA7085R", values: [] },
      { text: "PAN: ACUCA7085R", values: [] },
      { text: "PAN: ACUPA0000R", values: [] },
      { text: "PAN: ACUPA7085RX", values: [] },
      { text: "PAN XACUPA7085R", values: [] },
    ],
  },
});
