/** Which track of a magnetic stripe a number stands in. */
export type Track = "track-1" | "track-2";

/** Behind the number: `^NAME^YYMM`, or `=YYMM` and the service code (`D` in a chip's copy of the track). */
const TRACK_1 = /^\^[^^?\n\r]{2,26}\^[0-9]{2}(?:0[1-9]|1[0-2])/;
const TRACK_2 = /^[=D][0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}/;

/**
 * The track (ISO/IEC 7813: `%B4...^NAME^YYMM...?`, `;4...=YYMM...?`) whose number ends at `end`:
 * what was read from a stripe, with which the card can be copied.
 */
export function trackOf(text: string, end: number): Track | undefined {
  const sign = text[end];
  if (sign === "^") return TRACK_1.test(text.slice(end, end + 34)) ? "track-1" : undefined;
  if (sign !== "=" && sign !== "D") return undefined;
  return TRACK_2.test(text.slice(end, end + 8)) ? "track-2" : undefined;
}

const REACH = 60;
const SECURITY_CODE =
  /(?:(?<![A-Za-z])(?:cvv2?|cvc2?|csc|cid|cvn|security code|verification (?:code|value))(?![A-Za-z])|安全码|安全碼)[^0-9\n]{0,12}[0-9]{3,4}(?![0-9])/i;
const EXPIRY =
  /(?:(?<![A-Za-z])(?:exp(?:iry|ires|iration)?(?: ?date)?|valid (?:thru|until|till|to)|good thru)(?![A-Za-z])|有效期)[^0-9\n]{0,12}(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4][0-9](?![0-9])/i;
/** An expiry date right behind the number. */
const MONTH_AND_YEAR = /^[\s,;|/]{1,3}(?:0[1-9]|1[0-2])[/|-](?:20)?[2-4][0-9](?![0-9])/;

/** What stands beside the number `[start, end)` to pay with it: a security code, an expiry date. */
export function besideCard(text: string, start: number, end: number): ("cvv" | "expiry" | "mm/yy")[] {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  const found: ("cvv" | "expiry" | "mm/yy")[] = [];
  if (SECURITY_CODE.test(after) || SECURITY_CODE.test(before)) found.push("cvv");
  if (EXPIRY.test(after) || EXPIRY.test(before)) found.push("expiry");
  else if (MONTH_AND_YEAR.test(after)) found.push("mm/yy");
  return found;
}
