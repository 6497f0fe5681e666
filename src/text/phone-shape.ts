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
