/** Names of code pages that are not `windows-` and their number (Windows code page identifiers). */
const NAMES: Readonly<Record<number, string>> = {
  932: "shift_jis",
  936: "gb18030",
  949: "cp949",
  950: "big5",
  10_000: "macintosh",
  20_127: "windows-1252",
  20_866: "koi8-r",
  20_932: "euc-jp",
  20_936: "gb18030",
  21_866: "koi8-u",
  38_598: "iso-8859-8",
  50_220: "iso-2022-jp",
  50_221: "iso-2022-jp",
  50_222: "iso-2022-jp",
  50_225: "iso-2022-kr",
  51_932: "euc-jp",
  51_936: "gb18030",
  51_949: "cp949",
  52_936: "hz-gb-2312",
  54_936: "gb18030",
  65_000: "utf-7",
  65_001: "utf-8",
};

/** The charset of a Windows code page; undefined for what is none of 8 bits (1200 stands for UTF-16, and lies). */
export function charsetOfCodepage(codepage: number): string | undefined {
  const known = NAMES[codepage];
  if (known !== undefined) return known;
  if (codepage === 874 || (codepage >= 1250 && codepage <= 1258)) return `windows-${codepage}`;
  if (codepage >= 28_591 && codepage <= 28_605) return `iso-8859-${codepage - 28_590}`;
  return [437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869].includes(codepage)
    ? `cp${codepage}`
    : undefined;
}
