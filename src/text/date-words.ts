/** Months by their first letters, in English, Malay, Indonesian and German, French, Spanish, Italian and Dutch where they differ. */
const MONTH_WORDS: readonly (readonly string[])[] = [
  ["january", "jan", "januari", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro"],
  ["february", "feb", "februari", "februar", "pebruari", "février", "febrero", "febbraio", "fevereiro", "febr"],
  ["march", "mar", "mac", "maret", "märz", "maart", "mars", "marzo", "março"],
  ["april", "apr", "avril", "abril", "aprile"],
  ["may", "mei", "mai", "mayo", "maggio", "maio"],
  ["june", "jun", "juni", "juin", "junio", "giugno", "junho"],
  ["july", "jul", "julai", "juli", "juillet", "julio", "luglio", "julho"],
  ["august", "aug", "ogos", "ogo", "agustus", "agu", "augustus", "août", "agosto", "ago", "agt"],
  ["september", "sep", "sept", "septembre", "septiembre", "settembre", "setembro"],
  ["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
  ["november", "nov", "novembre", "noviembre", "nopember", "novembro"],
  ["december", "dec", "disember", "dis", "desember", "des", "dezember", "dez", "décembre", "diciembre", "dicembre", "dezembro"],
];

const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_WORDS.flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

/** The month (1 to 12) that a word names, whatever its case; 0 for any other word. */
export function monthOf(word: string): number {
  return MONTHS.get(word.toLowerCase()) ?? 0;
}

/** What is to be added to the years of an era; the common era by its Chinese names, the Republic's, and the Japanese since 1912. */
const ERAS: readonly (readonly [name: string, offset: number])[] = [
  ["公元", 0],
  ["西元", 0],
  ["西曆", 0],
  ["西历", 0],
  ["西暦", 0],
  ["民國", 1911],
  ["民国", 1911],
  ["大正", 1911],
  ["昭和", 1925],
  ["平成", 1988],
  ["令和", 2018],
];

/** The era that is named right before `end`: where its name begins, and what to add to its years. */
export function eraBefore(text: string, end: number): { readonly start: number; readonly offset: number } | undefined {
  let at = end;
  while (at > 0 && end - at < 2 && text[at - 1] === " ") at -= 1;
  const found = ERAS.find(([name]) => text.endsWith(name, at));
  if (found === undefined) return undefined;
  const start = at - found[0].length;
  return { start: text.endsWith("中華", start) || text.endsWith("中华", start) ? start - 2 : start, offset: found[1] };
}

const CHINESE_DIGITS = "〇一二三四五六七八九";

/**
 * A number of at most three digits in Chinese figures (`十二`, `廿一`, `三十一`, `六十九`, `一〇三`),
 * or of four read one by one (`一九八〇`); NaN for anything else.
 */
export function chineseNumber(figures: string): number {
  const plain = figures.replaceAll(/[零○]/g, "〇").replaceAll("廿", "二十").replaceAll("卅", "三十");
  if (/^[〇一二三四五六七八九]{1,4}$/.test(plain))
    return Number(Array.from(plain, (figure) => CHINESE_DIGITS.indexOf(figure)).join(""));
  const parts = /^(?:([一二三四五六七八九])百〇?)?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九]?)$/.exec(plain);
  if (parts === null || plain === "") return Number.NaN;
  const [, hundreds = "", tens = "", ten = "", ones = ""] = parts;
  const digit = (figure: string): number => (figure === "" ? 0 : CHINESE_DIGITS.indexOf(figure));
  return digit(hundreds) * 100 + (ten === "" ? 0 : (tens === "" ? 1 : digit(tens)) * 10) + digit(ones);
}
