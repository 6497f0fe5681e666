/** Digits in runs, as they are written from one place on. */
export interface DigitRuns {
  /** For each run: the digits up to and with it, and where it ends in the text. */
  readonly upTo: readonly { readonly digits: string; readonly end: number }[];
}

const RUN = /[0-9]{1,17}/y;

/**
 * The runs of digits that one number may consist of (ITU-T E.123 spellings: one to three of
 * blank, `-`, `.`, `/`, `(`, `)` between runs), from `at` on, up to `most` digits. A full stop
 * or slash with a blank, or two blanks, ends the number.
 */
export function digitRuns(text: string, at: number, most: number): DigitRuns {
  const upTo: { digits: string; end: number }[] = [];
  let digits = "";
  let place = at;
  while (digits.length < most) {
    RUN.lastIndex = place;
    const run = RUN.exec(text)?.[0];
    if (run === undefined || digits.length + run.length > most) break;
    digits += run;
    place += run.length;
    upTo.push({ digits, end: place });
    let gap = place;
    while (gap - place < 3 && " -./()".includes(text[gap] ?? "x")) gap += 1;
    const between = text.slice(place, gap);
    if (gap === place || /^\. |^ ?\/ |^ \/| {2}/.test(between)) break;
    place = gap;
  }
  return { upTo };
}

const AFTER = new Uint8Array(128);
for (const sign of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%@_.-:") AFTER[sign.charCodeAt(0)] = 1;

/** True where a number that ends at `end` may go on: a letter, digit, or sign that joins it to what follows. */
export function goesOnBehind(text: string, end: number): boolean {
  return end < text.length && AFTER[text.charCodeAt(end)] !== 0;
}

/** Signs that say nothing about the digits behind them, if no digit stands before them: JOINERS; or never: QUIET. */
const JOINERS = ".:'-,/";
const QUIET = '"=;[]{}<>|&*!?\\~`^()\t\n\r';
/** What a currency may end with: its sign or code. */
const CURRENCY_ENDS = "$#@DRMP";

/**
 * True when nothing before `start` makes the digits there a piece of something longer: no digit,
 * word, currency, decimal, date or country code. False says nothing.
 */
export function isPlainBefore(text: string, start: number): boolean {
  if (start === 0) return true;
  const last = text[start - 1] as string;
  const before = text.charCodeAt(start - 2);
  if (last === " ") {
    if (before > 0x7f || CURRENCY_ENDS.includes(text[start - 2] ?? " ")) return false;
  } else if (JOINERS.includes(last)) {
    if (before >= 0x30 && before <= 0x39) return false;
  } else if (!QUIET.includes(last)) return false;
  else if ((last === "\t" || last === "\n" || last === "\r") && (before > 0x7f || CURRENCY_ENDS.includes(text[start - 2] ?? " ")))
    return false;
  for (let at = start - 1; at >= 0 && at > start - 11; at -= 1) if (text[at] === "+") return false;
  return true;
}

/** False where no country code of Singapore, perhaps with `(0)`, can stand right before `at`. */
export function mayFollowCountry(text: string, at: number): boolean {
  let last = at - 1;
  while (last > at - 3 && " .-".includes(text[last] ?? "x")) last -= 1;
  return text[last] === ")" || (text[last] === "5" && text[last - 1] === "6");
}

/** Third digits behind `01` and `02` that make a carrier's access prefix (IMDA numbering plan). */
const CARRIERS = ["", "12389", "18"];

/** False for most digits that begin with 0 and are no access prefix: padded numbers, months, days. */
export function mayBeAccessPrefix(text: string, at: number): boolean {
  const second = text[at + 1] ?? "";
  // `000`: no country code begins with 0.
  if (second === "0") return text[at + 2] !== "0";
  const third = text[at + 2] ?? "";
  return third !== "" && (CARRIERS[Number(second)] ?? "").includes(third);
}
