import { checkedBy, inRange, nationalNumber, type NumberReading } from "../national.ts";
import { isKoreaChecked, isKoreaNumber } from "../../validators/korea-rrn.ts";

function read(value: string): NumberReading | undefined {
  if (!isKoreaNumber(value)) return undefined;
  const born = inRange("date and century of birth");
  return isKoreaChecked(value)
    ? { value, evidence: [checkedBy("korea-rrn-mod11"), born] }
    : { value, evidence: [born], unproved: true };
}

/** Resident and foreigner registration numbers of South Korea: `yymmdd-nnnnnnn`. */
export const krRrn = nationalNumber({
  id: "kr-rrn",
  pack: "asia",
  description:
    "Resident registration numbers of South Korea by date of birth and check digit; without the latter (since 2020) by label",
  references: [
    "Resident Registration Act (South Korea), article 7-2",
    "Enforcement Rule of the Act, October 2020: the last six digits are random",
  ],
  labels: [
    "주민등록번호",
    "주민번호",
    "주민등록증",
    "외국인등록번호",
    "외국인번호",
    "resident registration number",
    "resident registration no",
    "resident registration",
    "korean rrn",
    "rrn",
    "rrn no",
    "frn",
    "korean id",
    "korean id no",
    "korea id",
    "korean national id",
    "foreigner registration number",
    "foreigner registration no",
    "foreign registration number",
    "alien registration number",
    "alien registration no",
  ],
  shared: ["identification no", "identification number", "national id", "national id no", "id card no", "id number", "id no"],
  forms: [
    {
      shape: "6-7",
      anchor: { run: [6, 6], total: [13, 32], after: " -" },
      body: /[0-9]{6} ?- ?[0-9]{7}/y,
      alone: "medium",
      shared: "high",
    },
    { shape: "6-7", anchor: { run: [6, 6], total: [13, 32], after: " " }, body: /[0-9]{6} [0-9]{7}/y },
    { shape: "solid", anchor: { run: [13, 13] }, body: /[0-9]{13}/y },
  ],
  read,
  examples: {
    match: [
      { text: "주민등록번호: 960121-1234567", values: ["9601211234567"] },
      { text: "050912-4000019 in the list, RRN 0509124000019", values: ["0509124000019"] },
      { text: "050912-2000019", values: ["0509122000019"] },
      { text: "외국인등록번호 911124-5678906", values: ["9111245678906"] },
      { text: "9601211234567", label: "rrn", values: ["9601211234567"] },
    ],
    reject: [
      { text: "960121-1234567", values: [] },
      { text: "주민등록번호 961321-1234567", values: [] },
      { text: "9601211234567", values: [] },
      { text: "960121+1234567", values: [] },
      { text: "order no 050912-2000019", values: [] },
    ],
  },
});
