import { canonicalCharset } from "./charset-codec.ts";

/** Code pages of Windows whose charset is not called by their number. */
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [932, "shift_jis"],
  [936, "gb18030"],
  [949, "cp949"],
  [950, "big5"],
  [951, "big5hkscs"],
  [1200, "utf-16le"],
  [1201, "utf-16be"],
  [1361, "johab"],
  [10000, "macintosh"],
  [10001, "shift_jis"],
  [10002, "big5"],
  [10003, "cp949"],
  [10007, "x-mac-cyrillic"],
  [10008, "gb18030"],
  [20127, "us-ascii"],
  [20866, "koi8-r"],
  [20932, "euc-jp"],
  [20936, "gb18030"],
  [20949, "cp949"],
  [21866, "koi8-u"],
  [38598, "iso-8859-8-i"],
  [50220, "iso-2022-jp"],
  [50221, "iso-2022-jp"],
  [50222, "iso-2022-jp"],
  [50225, "iso-2022-kr"],
  [51932, "euc-jp"],
  [51936, "gb18030"],
  [51949, "cp949"],
  [51950, "big5"],
  [52936, "hz-gb-2312"],
  [54936, "gb18030"],
  [65000, "utf-7"],
  [65001, "utf-8"],
]);

/** The charset of a code page of Windows (its identifiers are published); `undefined` for 0 and for what nothing decodes. */
export function charsetOfCodepage(codepage: number): string | undefined {
  const known = CHARSETS.get(codepage);
  if (known !== undefined) return known;
  if (codepage === 874 || (codepage >= 1250 && codepage <= 1258)) return `windows-${codepage}`;
  if (codepage >= 28_591 && codepage <= 28_605) return `iso-8859-${codepage - 28_590}`;
  return codepage > 0 ? canonicalCharset(`cp${codepage}`) : undefined;
}

/** Code pages by primary language ([MS-LCID] 2.2): those that are not Western. */
const LANGUAGES: ReadonlyMap<number, number> = new Map([
  [0x01, 1256],
  [0x02, 1251],
  [0x04, 936],
  [0x05, 1250],
  [0x08, 1253],
  [0x0d, 1255],
  [0x0e, 1250],
  [0x11, 932],
  [0x12, 949],
  [0x15, 1250],
  [0x18, 1250],
  [0x19, 1251],
  [0x1a, 1250],
  [0x1b, 1250],
  [0x1c, 1250],
  [0x1e, 874],
  [0x1f, 1254],
  [0x20, 1256],
  [0x22, 1251],
  [0x23, 1251],
  [0x24, 1250],
  [0x25, 1257],
  [0x26, 1257],
  [0x27, 1257],
  [0x29, 1256],
  [0x2a, 1258],
  [0x2f, 1251],
]);
/** Taiwan, Hong Kong, Macao: Chinese in traditional characters. */
const TRADITIONAL = new Set([0x0404, 0x0c04, 0x1404]);

/** The code page of Windows in a locale; 0 for Western ones, which many texts of others claim to be in, and for none. */
export function codepageOfLocale(locale: number): number {
  return TRADITIONAL.has(locale) ? 950 : (LANGUAGES.get(locale & 0x3ff) ?? 0);
}
