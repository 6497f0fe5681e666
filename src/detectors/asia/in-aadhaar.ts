import { checkedBy, nationalNumber, type NumberReading } from "../national.ts";
import { isStdnum } from "../../validators/stdnum.ts";

/** Rows of a table of numbers that ascend slowly: years, code points. */
const CLOSE = 200;

function read(value: string): NumberReading | undefined {
  if (!isStdnum("in/aadhaar", value)) return undefined;
  const groups = [0, 4, 8].map((at) => Number(value.slice(at, at + 4)));
  const evidence = [checkedBy("verhoeff")];
  // One in ten of such rows passes the check; the groups of one number in some hundreds lie as close.
  return Math.max(...groups) - Math.min(...groups) <= CLOSE ? { value, evidence, unproved: true } : { value, evidence };
}

/** Aadhaar numbers of India: twelve digits, written 4-4-4. */
export const inAadhaar = nationalNumber({
  id: "in-aadhaar",
  pack: "asia",
  description: "Aadhaar numbers of India by their check digit; groups of four or a label needed",
  references: ["Aadhaar Act 2016 (India)", "UIDAI: Aadhaar numbering scheme (Verhoeff check digit)"],
  labels: [
    "aadhaar",
    "aadhaar no",
    "aadhaar number",
    "aadhaar card",
    "aadhaar card no",
    "aadhar",
    "aadhar no",
    "aadhar number",
    "aadhar card",
    "aadhar card no",
    "adhaar",
    "adhaar no",
    "adhar",
    "uidai",
    "uidai no",
    "आधार",
    "आधार संख्या",
    "आधार नंबर",
    "आधार कार्ड",
    "ஆதார்",
    "ஆதார் எண்",
    "ఆధార్",
    "ಆಧಾರ್",
    "ആധാർ",
    "আধার",
    "આધાર",
  ],
  shared: ["national id", "national id no", "identification no", "identification number", "id card no"],
  forms: [
    {
      shape: "4-4-4",
      anchor: { run: [4, 4], total: [12, 32], lead: "23456789", joinsBefore: " -./", after: " -" },
      body: /[2-9][0-9]{3}([ -])[0-9]{4}\1[0-9]{4}/y,
      alone: "medium",
    },
    { shape: "solid", anchor: { run: [12, 12], lead: "23456789" }, body: /[2-9][0-9]{11}/y, shared: "low" },
  ],
  read,
  examples: {
    match: [
      { text: "Aadhaar 234123412346", values: ["234123412346"] },
      { text: "9999 4105 7058", values: ["999941057058"] },
      { text: "आधार संख्या: 9999-4105-7058", values: ["999941057058"] },
      { text: "९९९९ ४१०५ ७०५८", values: ["999941057058"] },
      { text: "234123412346", label: "kyc.aadhaarNumber", values: ["234123412346"] },
    ],
    reject: [
      { text: "234123412346", values: [] },
      { text: "Aadhaar 234123412347", values: [] },
      { text: "9999 4105 7058 1234", values: [] },
      { text: "1999 4105 7058", values: [] },
      { text: "account no 9999 4105 7058", values: [] },
      { text: "5287 5288 5289", values: [] },
      { text: "IMEI 234123412346", values: [] },
    ],
  },
});
