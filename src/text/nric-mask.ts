/** What hides a character: signs that are drawn for it, crosses, and signs that have other uses too. */
const DRAWN = "*#•●∙·○◦█■▪∗⬤⚫✱";
const CROSSES = "xX×";
const WEAK = "_?.-";

const HIDING = `[${DRAWN}${CROSSES}_?.-]`;
/** One sign again and again, perhaps with blanks between or escaped as in Markdown. */
const RUN = `(\\\\?(${HIDING})(?: ?\\\\?\\SIGN){0,9})`;
const run = (group: number): string => RUN.replace("SIGN", String(group));
const BORDER = "(?<![A-Za-z0-9*#])";

const HIDDEN_BEFORE = new RegExp(`(?:${BORDER}([STFGM])[ -]?)?${run(3)}[ -]?$`, "i");
const VISIBLE = /([0-9]{3,6})[ -]?(?:([A-Z])(?![A-Za-z0-9*#])|\(([A-Z])\))/iy;
const SERIES_BEFORE = new RegExp(`${BORDER}([STFGM])[ -]?$`, "i");
const HIDDEN_AFTER = new RegExp(`([0-9]{1,6})[ -]?${run(3)}[ -]?([0-9]{0,5})([A-Z]?)(?![A-Za-z0-9*#•])`, "iy");

/** Letters by series; O, S, V and Y are never check letters. */
const LETTERS: Readonly<Record<string, string>> = {
  S: "ABCDEFGHIZJ",
  T: "ABCDEFGHIZJ",
  F: "KLMNPQRTUWX",
  G: "KLMNPQRTUWX",
  M: "KLJNPQRTUWX",
};
const ANY_LETTER = "ABCDEFGHIJKLMNPQRTUWXZ";

/** A number part of which is hidden; `text[start, end)`. */
export interface MaskedNumber {
  readonly start: number;
  readonly end: number;
  /** The last three digits and the letter; else what is there behind the first letter, `*` for each hidden place. */
  readonly value: string;
  /** Right number of places, and signs that are drawn for nothing else: it needs no label. */
  readonly sure: boolean;
}

/** True for a letter that may end a number of this series (a capital, or empty where the series is hidden). */
export function mayEnd(series: string, letter: string): boolean {
  return (LETTERS[series] ?? ANY_LETTER).includes(letter);
}

/** Reads a number whose first digits are hidden, from the first digit that is not: `S****567D`, `XXXXX567D`. */
export function readHiddenHead(text: string, at: number): MaskedNumber | undefined {
  const from = Math.max(0, at - 32);
  const head = HIDDEN_BEFORE.exec(text.slice(from, at));
  VISIBLE.lastIndex = at;
  const tail = VISIBLE.exec(text);
  if (head === null || tail === null) return undefined;
  const start = from + head.index;
  // Cut off by the look back, or a piece of a longer mask or word.
  if (head.index === 0 && from > 0) return undefined;
  const series = (head[1] ?? "").toUpperCase();
  const sign = head[3] ?? "";
  if (/[A-Za-z0-9]/.test(text[start - 1] ?? "") || text[start - 1] === sign) return undefined;
  const letter = (tail[2] ?? tail[3] ?? "").toUpperCase();
  if (!mayEnd(series, letter)) return undefined;
  const shown = tail[1] ?? "";
  const hidden = countOf(head[2] ?? "", sign);
  const places = hidden + shown.length;
  const fits = series === "" ? places === 8 : places === 7 || (DRAWN.includes(sign) && hidden > 2 && places > 5 && places < 9);
  const value = shown.slice(-3) + letter;
  return { start, end: VISIBLE.lastIndex, value, sure: fits && !WEAK.includes(sign) && shown.length < 5 };
}

/** Reads a number whose last or middle digits are hidden, from its first digit: `S1234XXXX`, `S12****7D`. */
export function readHiddenTail(text: string, at: number): MaskedNumber | undefined {
  const head = SERIES_BEFORE.exec(text.slice(Math.max(0, at - 4), at));
  if (head === null) return undefined;
  HIDDEN_AFTER.lastIndex = at;
  const tail = HIDDEN_AFTER.exec(text);
  if (tail === null) return undefined;
  const [, first = "", signs = "", sign = "", last = "", written = ""] = tail;
  const letter = written.toUpperCase();
  const series = (head[1] ?? "").toUpperCase();
  const places = first.length + countOf(signs, sign) + last.length + letter.length;
  if (places !== 8 || (letter !== "" && !mayEnd(series, letter)) || (letter === "" && last !== "")) return undefined;
  const rest = last.length >= 3 ? last.slice(-3) : first + "*".repeat(countOf(signs, sign)) + last;
  const sure = DRAWN.includes(sign) && countOf(signs, sign) > 2 && (first.length > 1 || last.length > 2);
  return { start: at - head[0].length, end: HIDDEN_AFTER.lastIndex, value: rest + letter, sure };
}

function countOf(signs: string, sign: string): number {
  return [...signs].filter((one) => one.toLowerCase() === sign.toLowerCase()).length;
}
