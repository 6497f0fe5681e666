import { nationalNumber, type NumberReading } from "../national.ts";
import { isStdnum } from "../../validators/stdnum.ts";

const CAPITALS = "ABCEGHJKLMNPRSTWXYZ";
const LETTERS = `${CAPITALS}${CAPITALS.toLowerCase()}`;

/** United Kingdom national insurance numbers. */
export const gbNino = nationalNumber({
  id: "gb-nino",
  pack: "world",
  description: "United Kingdom national insurance numbers: two letters of an allowed pair, six digits, a letter A to D",
  references: ["HM Revenue & Customs, National Insurance Manual NIM39110 (format of a National Insurance number)"],
  labels: [
    "nino",
    "ninos",
    "ni",
    "ni no",
    "ni number",
    "nat ins no",
    "nat ins number",
    "national insurance",
    "national insurance no",
    "national insurance number",
    "national insurance numbers",
    "国民保险号",
    "国民保险号码",
    "國民保險號碼",
  ],
  forms: [
    {
      shape: "2 2 2 2 1",
      anchor: { run: [2, 2], total: [6, 6], before: " -", joinsBefore: " -", after: " -" },
      head: /[A-Z]{2}[ -]$/,
      body: /[0-9]{2}([ -])[0-9]{2}\1[0-9]{2}\1?[A-D]/y,
      alone: "medium",
    },
    {
      shape: "solid",
      anchor: { run: [6, 6], before: CAPITALS, after: "ABCD" },
      head: /[A-Z]{2}$/,
      body: /[0-9]{6}[A-D]/y,
      alone: "low",
    },
    {
      shape: "parts",
      anchor: { run: [2, 6], total: [6, 6], before: `${LETTERS} .-`, joinsBefore: " .-" },
      head: /[A-Z]{2}[ .-]?$/i,
      body: /[0-9]{2}([ .-]?)[0-9]{2}\1[0-9]{2}[ .-]?[A-D]/iy,
    },
    {
      shape: "no suffix",
      anchor: { run: [2, 6], total: [6, 32], before: `${LETTERS} .-`, joinsBefore: " .-" },
      head: /[A-Z]{2}[ .-]?$/i,
      body: /[0-9]{2}([ .-]?)[0-9]{2}\1[0-9]{2}/y,
      own: "medium",
    },
  ],
  read,
  examples: {
    match: [
      { text: "NI number: AB123456C", values: ["AB123456C"] },
      { text: "National Insurance No. AB 12 34 56 C", values: ["AB123456C"] },
      { text: "My number: AB 12 34 56 C", values: ["AB123456C"] },
      { text: "nino ab123456c", values: ["AB123456C"] },
      { text: "JG103759A", label: "payroll.nationalInsuranceNumber", values: ["JG103759A"] },
      { text: "NI No: JG 103759", values: ["JG103759"] },
    ],
    reject: [
      { text: "NINO: QQ123456C", values: [] },
      { text: "NINO: BG123456C", values: [] },
      { text: "NINO: AO123456C", values: [] },
      { text: "NINO: AB123456E", values: [] },
      { text: "part AB123456C", values: [] },
      { text: "NINO: XAB123456C", values: [] },
      { text: "NINO AB1234567C", values: [] },
      { text: "Ref: AB 12 34 56 C", values: [] },
    ],
  },
});

function read(compact: string): NumberReading | undefined {
  return isStdnum("gb/nino", compact)
    ? { value: compact, evidence: [{ kind: "issuer-range", range: "national insurance prefixes" }] }
    : undefined;
}
