import { checkedBy, nationalNumber } from "../national.ts";
import { isStdnum } from "../../validators/stdnum.ts";

/** Thai citizens' numbers: thirteen digits, written 1-4-5-2-1. */
export const thIdnr = nationalNumber({
  id: "th-idnr",
  pack: "asia",
  description: "Thai identity numbers by their check digit; groups 1-4-5-2-1 or a label needed",
  references: ["Civil Registration Act B.E. 2534 (Thailand), section 13: personal identification number"],
  labels: [
    "เลขประจำตัวประชาชน",
    "เลขที่ประจำตัวประชาชน",
    "เลขบัตรประจำตัวประชาชน",
    "เลขที่บัตรประจำตัวประชาชน",
    "บัตรประจำตัวประชาชน",
    "เลขบัตรประชาชน",
    "เลขที่บัตรประชาชน",
    "บัตรประชาชน",
    "หมายเลขบัตรประชาชน",
    "เลขประจำตัวผู้เสียภาษี",
    "thai id",
    "thai id no",
    "thai id card",
    "thai id number",
    "thai national id",
    "thai national id card",
    "thai citizen id",
    "thailand id",
    "tnin",
  ],
  shared: [
    "citizen id",
    "citizen id no",
    "id card",
    "id card no",
    "identity card",
    "identity card no",
    "identification no",
    "identification number",
    "national id",
    "national id no",
    "personal id no",
  ],
  forms: [
    {
      shape: "1-4-5-2-1",
      anchor: { run: [1, 1], total: [13, 32], lead: "12345678", joinsBefore: "-./", after: " -" },
      body: /[1-8]([ -])[0-9]{4}\1[0-9]{5}\1[0-9]{2}\1[0-9]/y,
      alone: "medium",
      shared: "high",
    },
    { shape: "solid", anchor: { run: [13, 13], lead: "12345678" }, body: /[1-8][0-9]{12}/y },
  ],
  read: (value) =>
    !/^([0-9])\1+$/.test(value) && isStdnum("th/idnr", value) ? { value, evidence: [checkedBy("thai-id-mod11")] } : undefined,
  examples: {
    match: [
      { text: "เลขประจำตัวประชาชน 1234545678781", values: ["1234545678781"] },
      { text: "1-1017-00230-70-8", values: ["1101700230708"] },
      { text: "1 1017 00230 70 8", values: ["1101700230708"] },
      { text: "Thai ID: 1101700230708", values: ["1101700230708"] },
      { text: "๑๑๐๑๗๐๐๒๓๐๗๐๘", label: "เลขบัตรประชาชน", values: ["1101700230708"] },
    ],
    reject: [
      { text: "1101700230708", values: [] },
      { text: "1-1017-00230-70-9", values: [] },
      { text: "Thai ID 1101700230709", values: [] },
      { text: "barcode 1101700230708", values: [] },
      { text: "21-1017-00230-70-8", values: [] },
      { text: "1-1017-00230-70-8-5", values: [] },
    ],
  },
});
