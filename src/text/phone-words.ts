import { vocabulary } from "./labels.ts";

/** Labels of telephone numbers, English, Malay, Chinese. */
export const PHONE_LABELS = vocabulary([
  "tel",
  "tel no",
  "telephone",
  "telephone no",
  "telephone number",
  "telefon",
  "no telefon",
  "no tel",
  "nombor telefon",
  "phone",
  "phones",
  "phone no",
  "phone number",
  "ph",
  "ph no",
  "mobile",
  "mobile no",
  "mobile number",
  "mobile phone",
  "mob",
  "hp",
  "hp no",
  "h/p",
  "h/p no",
  "handphone",
  "handphone no",
  "handphone number",
  "hand phone",
  "cell",
  "cellphone",
  "cell phone",
  "contact",
  "contact no",
  "contact number",
  "contact me at",
  "fax",
  "fax no",
  "fax number",
  "facsimile",
  "whatsapp",
  "whatsapp no",
  "whatsapp number",
  "wa.me",
  "wechat",
  "telegram",
  "signal no",
  "signal number",
  "on signal",
  "viber",
  "sms",
  "call",
  "calling",
  "hotline",
  "office line",
  "direct line",
  "my number",
  "his number",
  "her number",
  "their number",
  "text me at",
  "text me on",
  "ring me at",
  "ring me on",
  "ring me",
  "reach him at",
  "reach her at",
  "reach them at",
  "reachable at",
  "reach me at",
  "reach me on",
  "reach us at",
  "home no",
  "home number",
  "home phone",
  "home tel",
  "house phone",
  "office no",
  "office number",
  "office phone",
  "office tel",
  "off tel",
  "res tel",
  "residence tel",
  "telefon bimbit",
  "msisdn",
  "work phone",
  "paynow",
  "电话",
  "電話",
  "电话号码",
  "手机",
  "手機",
  "手机号",
  "联络",
  "联系",
  "聯絡",
  "传真",
  "热线",
]);

/** Labels of other numbers, when they stand right before one. */
export const NO_PHONE = vocabulary([
  "ref",
  "ref no",
  "reference",
  "reference no",
  "inv",
  "inv no",
  "invoice",
  "invoice no",
  "order",
  "order no",
  "no",
  "nos",
  "#",
  "acct",
  "acct no",
  "account",
  "account no",
  "account number",
  "a/c",
  "a/c no",
  "policy",
  "policy no",
  "case",
  "case no",
  "claim",
  "claim no",
  "txn",
  "transaction",
  "receipt",
  "ticket",
  "booking",
  "quotation",
  "quote",
  "contract",
  "cheque",
  "po",
  "do",
  "serial",
  "serial no",
  "s/n",
  "id",
  "user id",
  "member",
  "membership",
  "tracking",
  "batch",
  "code",
  "pin",
  "otp",
  "uen",
  "licence",
  "license",
  "model",
  "part",
  "sku",
  "item",
  "amount",
  "total",
  "balance",
  "qty",
  "port",
  "pid",
  "version",
  "meter",
  "reading",
  "meter reading",
  "build",
  "date",
  "nric",
  "postal",
  "page",
  "pages",
  "pp",
  "订单",
  "订单号",
  "发票",
]);

/**
 * What stands right before a number in a signature: abbreviations and words with their colon
 * (`M: 9123 4567`, `Office: 6123 4567`), a letter that begins the line or a part of it
 * (`M 9123 4567 | T 6123 4567`), the picture of a telephone.
 */
export const SIGNATURE_LETTER =
  /(?:(?:^|[\s|,;(>/*])(?:[MTOHPFDC]|HP|DID|Off|Mb|Hp|Office|Home|Direct|Main|Pager|Res|Residence|Work)\s?[:.)]|(?:^|[\n|>*])\s{0,3}(?:[MTOHF]|DID)|[☎☏✆📞📱])\s{1,2}$|(?:^|[\s|,;(>/*])(?:[MTOHPFDC]|HP|DID|Off|Mb|Hp)[:.)]$|[☎☏✆📞📱]$/u;

/** Last characters of those abbreviations; an `e` and so on stands for a whole word with its colon. */
const LETTERS = "MTOHPFDCDpfbetnrsk";

/** False where `SIGNATURE_LETTER` cannot end at `at`: asked before each of millions of numbers. */
export function isSignatureLike(text: string, at: number): boolean {
  let last = at - 1;
  if (text.charCodeAt(last) > 0x7f) return true;
  while (last >= 0 && last > at - 3 && isBlank(text.charCodeAt(last))) last -= 1;
  const sign = text[last] ?? "";
  if (text.charCodeAt(last) > 0x7f) return true;
  if (sign === ":" || sign === "." || sign === ")") {
    if (isBlank(text.charCodeAt(last - 1))) last -= 1;
    return LETTERS.includes(text[last - 1] ?? " ") || text.charCodeAt(last - 1) > 0x7f;
  }
  return last < at - 1 && "MTOHFD".includes(sign);
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Labels that are everyday words too: in a log they name what the program does. */
export const EVERYDAY = new Set(["call", "calling", "contact", "mobile", "cell", "sms", "telegram", "phone", "phones", "fax"]);

/** Column names in which a label of telephone numbers names something else: `contact_id`, `phoneType`. */
export const NO_PHONE_COLUMN =
  /(?:^|[^a-z]|contact|phone|mobile|call|tel|customer)(?:ids?|uuid|guid|type|status|count|duration|time|date|name|hash|key)$/;
