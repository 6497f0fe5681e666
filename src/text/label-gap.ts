/** What lies between a label and the value that it may label. */
export interface Gap {
  /** Lines that the value stands below its label. */
  readonly lines: number;
  /** A sign that a form or list puts there: colon, equals sign, tab, bar, bracket, quotation mark, line break. */
  readonly marked: boolean;
}

/** Longest distance between a label's end and its value. */
export const GAP_MAX = 110;
const BRACKET_MAX = 60;
const WORDS_MAX = 5;

const MARKS = ":=\t|\n\"'[{#>";
const SIGNS = new Set(" \t\r\n\v\f:=#_*\"'|>~-/\\([{&<.,`)]};");
/** Other than ASCII: brackets and quotation marks of Chinese and Korean, `is`, `on`. */
const WIDE_SIGNS = new Set("【】「」『』《》〈〉〔〕·・•、為为是係系於于在日期号號はの은는이");
const WORD = /[A-Za-z]+/y;
/** `dd/mm/yyyy`, `D D M M Y Y Y Y` and their parts. */
const HINT = /^(?:d{1,2}|m{1,3}|y{1,4}|d{2}m{2,3}y{2,4}|m{2}d{2}y{2,4}|y{4}m{2}d{2}|th|st|nd|rd)$/;
/** An object that holds the value beside what is said of it: `: {"source":"1","value":"`. */
const NESTED = /^["']?\s{0,3}[:=]>?\s{0,3}\{[^{}]{0,90}["']?value["']?\s{0,3}[:=]>?\s{0,3}["']?$/i;

/**
 * Reads what lies between the end of a label and a value: signs, hints in brackets (`(DD/MM/YYYY)`,
 * `(as in passport)`), other-language twins of the label and the words of `fillers`. `undefined` where there
 * is anything else, so that the label belongs to something else (`date of birth registration deadline`).
 */
export function readGap(text: string, labelEnd: number, start: number, fillers: ReadonlySet<string>): Gap | undefined {
  if (start < labelEnd || start - labelEnd > GAP_MAX) return undefined;
  let words = 0;
  let lines = 0;
  let marked = false;
  for (let at = labelEnd; at < start;) {
    const sign = text[at] as string;
    if (sign === "(" || sign === "[") {
      const end = bracketEnd(text, at, start);
      if (end > 0) {
        at = end;
        continue;
      }
    }
    if (isClauseEnd(text, at, start)) return undefined;
    if (SIGNS.has(sign) || WIDE_SIGNS.has(sign)) {
      if (sign === "\n") lines += 1;
      if (MARKS.includes(sign) || sign === "(") marked = true;
      if (lines > 2) return undefined;
      at += 1;
      continue;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0].toLowerCase();
    // A label ends with its word: `dobson`.
    if (word === undefined || at === labelEnd) return nested(text, labelEnd, start);
    if (!HINT.test(word)) {
      words += 1;
      if (words > WORDS_MAX || !fillers.has(word)) return nested(text, labelEnd, start);
    }
    at += word.length;
    // `Wednesday, 31 December`.
    if (text[at] === "," && fillers.has(word)) at += 1;
  }
  return { lines, marked };
}

function nested(text: string, labelEnd: number, start: number): Gap | undefined {
  return NESTED.test(text.slice(labelEnd, start)) ? { lines: 0, marked: true } : undefined;
}

/** Behind the bracket that opens at `at` and closes before `start` with no digit in it; -1 where there is none. */
function bracketEnd(text: string, at: number, start: number): number {
  const end = Math.min(start, at + BRACKET_MAX);
  for (let place = at + 1; place < end; place += 1) {
    const sign = text[place] as string;
    if (sign === ")" || sign === "]") return place + 1;
    if (sign === "\n" || sign === "(" || sign === "[" || (sign >= "0" && sign <= "9")) return -1;
  }
  return -1;
}

const ABBREVIATED = /(?:^|[^A-Za-z])(?:nos?|num|nbr|tgl|tkh|dt)$/i;

/** A full stop or comma with a blank behind it ends what the label could name: `state your date of birth. 31/12/2025 is ...`. */
function isClauseEnd(text: string, at: number, start: number): boolean {
  const sign = text[at];
  if (sign !== ";" && sign !== "," && sign !== "." && sign !== "?" && sign !== "!") return false;
  // `passport no. E1234567N`.
  if (sign === "." && ABBREVIATED.test(text.slice(Math.max(0, at - 5), at))) return false;
  const next = text[at + 1] ?? "";
  return at + 1 < start && (next === " " || next === "\n" || next === "\r");
}
