// AssemblyScript. Whether a phrase may stand before a run of digits that is an anchor only behind one.
import { OPENING_HALVES, OPENING_TABLE } from "./memory";
import { isOpening, openings } from "./words";

let reach: u32 = 0;

/** Called when the table of the phrases is written: how far before an anchor one may begin. */
export function hearingReady(bytes: u32): void {
  reach = bytes;
}

/** Of the text at hand: up to where it was listened to, where a phrase began last, its end, and whether it has tables, whose heads stand anywhere before (2: not known yet). */
let listened: u32 = 0;
let last: u32 = 0;
let textStart: u32 = 0;
let textEnd: u32 = 0;
let tabbed: u32 = 2;

export function beginHearing(start: u32, end: u32): void {
  listened = start;
  textStart = start;
  textEnd = end;
  last = 0;
  tabbed = 2;
}

function hasTabs(): u32 {
  const tab = i8x16.splat(9);
  for (let at = textStart; at < textEnd; at += 16) if (v128.any_true(i8x16.eq(v128.load(at), tab))) return 1;
  return 0;
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
  if (last === 0 || last + reach >= start) return last !== 0;
  if (tabbed === 2) tabbed = hasTabs();
  return tabbed === 1;
}
