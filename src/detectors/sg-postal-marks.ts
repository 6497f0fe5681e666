import type { RunPlace } from "../model/detector.ts";
import { inLabel, vocabulary } from "../text/labels.ts";

/** Words that say that what follows is a postal code. */
export const POSTAL_LABELS = vocabulary([
  "postal",
  "postal code",
  "postalcode",
  "postcode",
  "post code",
  "zip",
  "zip code",
  "zipcode",
  "poskod",
  "邮编",
  "邮政编码",
  "郵遞區號",
]);

/** Last two letters of the words that mark a code: Singapore, Singapura, SG, code, zip, poskod, postal, no. */
const MARKS = new Set(["re", "ra", "sg", "de", "ip", "od", "al", "no"]);
const MARK_SIGNS = " \t\n\v\f\r,.:(-=#";

/** False where neither `Singapore` in any of its forms nor a written label can end at `at`. */
export function mayBeMarked(text: string, at: number): boolean {
  let last = at - 1;
  while (last > at - 9 && MARK_SIGNS.includes(text[last] ?? "x")) last -= 1;
  const code = text.charCodeAt(last);
  if (code > 0x7f) return true;
  if (text[last] === ")") return text[last - 1]?.toLowerCase() === "s";
  if ((code === 0x53 || code === 0x73) && !/[A-Za-z]/.test(text[last - 1] ?? "")) return true;
  return MARKS.has(text.slice(last - 1, last + 1).toLowerCase());
}

/**
 * False where a letter stands right before six digits, as in most identifiers that are hexadecimal,
 * and no label of the column or word before them says that they are a postal code.
 */
export function mayBePostalCode({ bytes, start, end, low, label }: RunPlace): boolean {
  if (end - start !== 6 || start === low) return true;
  const last = (bytes[start - 1] as number) | 0x20;
  if (last < 0x61 || last > 0x7a) return true;
  const before = start - 1 > low ? (bytes[start - 2] as number) | 0x20 : 0;
  // The letter S alone, or two letters that end a mark.
  if (last === 0x73 && (before < 0x61 || before > 0x7a)) return true;
  return MARKS.has(String.fromCharCode(before, last)) || inLabel(label, POSTAL_LABELS) !== undefined;
}
