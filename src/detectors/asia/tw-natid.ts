import { checkedBy, nationalNumber } from "../national.ts";
import { isTaiwanId } from "../../validators/taiwan-id.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Identity numbers of Taiwan, of citizens and residents: a letter and nine digits. */
export const twNatid = nationalNumber({
  id: "tw-natid",
  pack: "asia",
  description: "Identity numbers of Taiwan by label and check digit, citizens' and residents'",
  references: [
    "Household Registration Act (Taiwan), article 51",
    "National Immigration Agency: format of the resident's number since 2 January 2021",
  ],
  labels: [
    "身分證字號",
    "身份證字號",
    "身分证字号",
    "身份证字号",
    "身分證",
    "身分證號碼",
    "身分證統一編號",
    "國民身分證",
    "國民身分證統一編號",
    "國民身份證",
    "統一證號",
    "居留證",
    "居留證號碼",
    "台湾身份证",
    "台灣身份證",
    "身份證",
    "身份證號碼",
    "身份证",
    "身份证号码",
    "taiwan id",
    "taiwan id no",
    "taiwan id card",
    "taiwan national id",
    "taiwanese id",
    "roc id",
    "roc id no",
    "tw id",
    "arc no",
    "arc number",
  ],
  shared: ["id card no", "identity card no", "identity card", "id card", "identification no", "national id", "national id no"],
  forms: [
    {
      shape: "solid",
      anchor: { run: [9, 9], lead: "1289", before: LETTERS },
      head: /(?<![A-Za-z])[A-Z]$/i,
      body: /[1289][0-9]{8}/y,
    },
    {
      shape: "solid",
      anchor: { run: [8, 8], before: "ABCDabcd" },
      head: /(?<![A-Za-z])[A-Z][A-D]$/i,
      body: /[0-9]{8}/y,
    },
  ],
  read: (value) => (isTaiwanId(value) ? { value, evidence: [checkedBy("taiwan-id-mod10")] } : undefined),
  examples: {
    match: [
      { text: "身分證字號：A123456789", values: ["A123456789"] },
      { text: "Taiwan ID a123456789", values: ["A123456789"] },
      { text: "統一證號 A800000014", values: ["A800000014"] },
      { text: "A123456789", label: "身份證字號", values: ["A123456789"] },
    ],
    reject: [
      { text: "A123456789", values: [] },
      { text: "身分證字號：A123456788", values: [] },
      { text: "身分證字號：AA123456789", values: [] },
      { text: "訂單編號 A123456789", values: [] },
    ],
  },
});
