// AssemblyScript. Whether a phrase may stand before a run of digits that is an anchor only behind one.
import { OPENING_HALVES, OPENING_TABLE } from "./memory";
import { isOpening, openings } from "./words";

let reach: u32 = 0;

/** Called when the table of the phrases is written: how far before an anchor one may begin. */
export function hearingReady(bytes: u32): void {
  reach = bytes;
}

/** Of the text at hand: up to where it was listened to, where a phrase began last, and whether it has tables, whose heads stand anywhere before. */
let listened: u32 = 0;
let last: u32 = 0;
let tabbed: bool = false;

export function beginHearing(start: u32, end: u32): void {
  listened = start;
  last = 0;
  tabbed = false;
  const tab = i8x16.splat(9);
  for (let at = start; at < end && !tabbed; at += 16) tabbed = v128.any_true(i8x16.eq(v128.load(at), tab));
}

/** Is a phrase heard before a run that begins at `start`? Asked in ascending order. */
export function isHeard(start: u32): bool {
  for (; listened < start; listened += 16) {
    let opened = openings(listened, v128.load(listened), OPENING_HALVES);
    for (; opened !== 0; opened &= opened - 1) {
      const at = listened + <u32>ctz(opened);
      if (isOpening(at, OPENING_TABLE)) last = at;
    }
  }
  // A phrase behind the run, in the same sixteen bytes, is taken for one before it.
  return last !== 0 && (tabbed || last + reach >= start);
}
