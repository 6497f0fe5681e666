import type { RunPlace } from "../../model/detector.ts";

const BLANK = 0x20;
/** Signs that stand between a label and its number, or belong to a currency. */
const SIGNS = new Uint8Array(256);
for (const sign of ":=|-*_)\"'\t\r\n$") SIGNS[sign.charCodeAt(0)] = 1;

/**
 * Asked of each number near a label, before a string is made of it: in prose a number counts only with
 * a currency, so one that follows a word and a blank has nothing to say. True where in doubt.
 */
export function mayBeFact({ bytes, start, end, low, high, label }: RunPlace): boolean {
  if (label !== "" || end - start >= 5) return true;
  if (start <= low + 1) return false;
  const before = bytes[start - 1] as number;
  if (before !== BLANK) return true;
  const last = bytes[start - 2] as number;
  // Wide gaps, signs, and every byte of other scripts (labels, currencies).
  if (last === BLANK || last > 0x7f || SIGNS[last] === 1) return true;
  // Currencies: `SGD 5,200`, `RM 90`, `Rs. 5,200`.
  if ((last >= 0x41 && last <= 0x5a) || last === 0x2e) return true;
  // Cents and thousands behind, or a currency: `Net Pay 4,980.00`, `900 dollars`, `5200元`.
  const behind = end < high ? (bytes[end] as number) : 0;
  if (behind === 0x2c || behind === 0x2e || behind > 0x7f || behind === 0x24 || isK(behind)) return true;
  const next = behind === BLANK && end + 1 < high ? (bytes[end + 1] as number) : 0;
  if (next > 0x7f || "dsDSmMrRuUhHcCeEgG$".includes(String.fromCharCode(next))) return next !== 0;
  // `credit score is 1850`, `score of 1850`, `credit score 1850`, `rm 900`.
  return end - start >= 3 && (last === 0x73 || last === 0x66 || last === 0x65 || last === 0x6d || last === 0x72);
}

function isK(byte: number): boolean {
  return (byte | 0x20) === 0x6b;
}
