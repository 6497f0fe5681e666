import { checkedBy, inRange, nationalNumber, type NumberReading } from "../national.ts";
import { CHINA_PROVINCES, isChinaId, isOldChinaId } from "../../validators/china-id.ts";

const STARTS = CHINA_PROVINCES;

function read(value: string): NumberReading | undefined {
  if (isChinaId(value)) return { value, evidence: [checkedBy("iso7064-mod11-2"), inRange("province and date of birth")] };
  return isOldChinaId(value) ? { value, evidence: [inRange("province and date of birth")] } : undefined;
}

/** Resident identity numbers of China: eighteen digits, or X at the end. */
export const cnRic = nationalNumber({
  id: "cn-ric",
  pack: "asia",
  description: "Resident identity numbers of China by province, date of birth and check sign; the old fifteen digits by label",
  references: [
    "GB 11643-1999 (citizen identification number)",
    "GB/T 2260 (codes of administrative divisions)",
    "ISO/IEC 7064 (MOD 11-2)",
  ],
  labels: [
    "身份证",
    "身份证号",
    "身份证号码",
    "身分证",
    "身分证号",
    "身份證",
    "身份證號",
    "身份證號碼",
    "居民身份证",
    "居民身份證",
    "公民身份号码",
    "公民身份證號碼",
    "身份号码",
    "证件号",
    "证件号码",
    "證件號碼",
    "resident identity card",
    "resident identity card no",
    "resident id card",
    "resident id",
    "chinese id",
    "chinese id no",
    "china id",
    "china id no",
    "prc id",
    "prc id no",
    "prc id card",
    "ric no",
    "shenfenzheng",
  ],
  shared: [
    "id",
    "id no",
    "id number",
    "id card",
    "id card no",
    "identity card",
    "identity card no",
    "identity no",
    "identification no",
    "identification number",
    "national id",
    "national id no",
  ],
  forms: [
    {
      shape: "solid",
      anchor: { run: [17, 18], starts: STARTS },
      body: /[1-8][0-9]{16}[0-9X]/iy,
      alone: "medium",
      shared: "high",
    },
    {
      shape: "6-8-4",
      anchor: { run: [6, 6], total: [17, 32], starts: STARTS, after: " -" },
      body: /[1-8][0-9]{5}([ -])[0-9]{8}\1[0-9]{3}[0-9X]/iy,
      alone: "medium",
      shared: "high",
    },
    { shape: "solid", anchor: { run: [17, 18], lead: "9" }, body: /9[0-9]{16}[0-9X]/iy },
    { shape: "fifteen digits", anchor: { run: [15, 15], starts: STARTS }, body: /[0-9]{15}/y, shared: "low" },
  ],
  read,
  examples: {
    match: [
      { text: "11010519491231002X", values: ["11010519491231002X"] },
      { text: "身份证号码：440524188001010014", values: ["440524188001010014"] },
      { text: "张三，身份证11010519491231002x，电话", values: ["11010519491231002X"] },
      { text: "ID no. 110105 19491231 002X", values: ["11010519491231002X"] },
      { text: "身份证（旧）110105491231002", values: ["110105491231002"] },
      { text: "11010519491231002X", label: "证件号码", values: ["11010519491231002X"] },
    ],
    reject: [
      { text: "110105194912310021", values: [] },
      { text: "110105491231002", values: [] },
      { text: "订单号 11010519491231002X", values: [] },
      { text: "transaction id: 11010519491231002X", values: [] },
      { text: "211010519491231002X", values: [] },
      { text: "https://example.com/o/11010519491231002X", values: [] },
      { text: "990524188001010014", values: [] },
    ],
  },
});
