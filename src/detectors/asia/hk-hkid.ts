import { checkedBy, nationalNumber } from "../national.ts";
import { isHkid } from "../../validators/hkid.ts";

const CHECK_AFTER = "0123456789Aa";

/** Hong Kong identity cards: `A123456(3)`. */
export const hkHkid = nationalNumber({
  id: "hk-hkid",
  pack: "asia",
  description: "Hong Kong identity card numbers by their check digit; brackets around it or a label needed",
  references: [
    "Registration of Persons Regulations (Cap. 177A, Hong Kong)",
    "Immigration Department: check digit of the identity card",
  ],
  labels: [
    "hkid",
    "hkid no",
    "hkid number",
    "hkid card",
    "hkid card no",
    "hkic",
    "hkic no",
    "hk id",
    "hk id no",
    "hk id card",
    "hk id card no",
    "hk identity card",
    "hong kong id",
    "hong kong id card",
    "hong kong identity card",
    "hong kong identity card no",
    "香港身份證",
    "香港身份證號碼",
    "香港身分證",
    "香港身份证",
    "香港身份证号码",
    "香港居民身份證",
    "香港永久性居民身份證",
    "身份證號碼",
    "身份證",
    "身份证号码",
    "身份证",
  ],
  shared: ["identity card", "identity card no", "identity card number", "identity document no", "id card", "id card no"],
  forms: [
    {
      shape: "brackets",
      anchor: { run: [6, 6], before: "ABCDEFGHIJKLMNOPQRSTUVWXYZ -", after: " (" },
      head: /(?<![A-Za-z])[A-Z]{1,2}[ -]?$/,
      body: /[0-9]{6} ?\( ?[0-9A] ?\)/y,
      alone: "medium",
      shared: "high",
    },
    {
      shape: "brackets",
      anchor: { run: [6, 6], before: "abcdefghijklmnopqrstuvwxyz -", after: " (" },
      head: /(?<![A-Za-z])[A-Z]{1,2}[ -]?$/i,
      body: /[0-9]{6} ?\( ?[0-9A] ?\)/iy,
      shared: "high",
    },
    {
      shape: "solid",
      anchor: { run: [6, 7], before: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -" },
      head: /(?<![A-Za-z])[A-Z]{1,2}[ -]?$/i,
      body: new RegExp(`[0-9]{6}[ /-]?[${CHECK_AFTER}]`, "y"),
    },
  ],
  read: (value) => (isHkid(value) ? { value, evidence: [checkedBy("hkid-mod11")] } : undefined),
  examples: {
    match: [
      { text: "A123456(3)", values: ["A1234563"] },
      { text: "holder of G123456(A), Kowloon", values: ["G123456A"] },
      { text: "HKID no. AB987654(3)", values: ["AB9876543"] },
      { text: "香港身份證號碼：C668668（9）", values: ["C6686689"] },
      { text: "HKID c6686689", values: ["C6686689"] },
      { text: "O123456(1)", values: ["O1234561"] },
      { text: "A123456 (3)", label: "hkid", values: ["A1234563"] },
    ],
    reject: [
      { text: "A123456(4)", values: [] },
      { text: "C6686689", values: [] },
      { text: "order no. A123456(3)", values: [] },
      { text: "US20A123456(3)", values: [] },
      { text: "HKID ABC123456(3)", values: [] },
      { text: "a123456(3)", values: [] },
    ],
  },
});
