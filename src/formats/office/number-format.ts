import { dateText } from "./date-format.ts";

/** Shows a number as a format does; `undefined` where the number is shown as it is. */
export type NumberFormat = (value: number) => string | undefined;

/** Formats that every program knows by number (ECMA-376 part 1 section 18.8.30); 14 is a date in the order of the country. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  14: "d/m/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "d/m/yyyy h:mm",
  37: "#,##0",
  38: "#,##0",
  39: "#,##0.00",
  40: "#,##0.00",
  45: "mm:ss",
  46: "h:mm:ss",
  47: "mm:ss",
  48: "##0.0E+0",
};
/** East Asian dates among the built-in formats. */
const EAST_ASIAN_DATES = [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];

const CODE_CHARACTERS = 255;

/** The format with this number, or with this code where the document states one. */
export function numberFormat(id: number, stated: string | undefined, from1904: boolean): NumberFormat | undefined {
  const code = stated ?? BUILT_IN[id] ?? (EAST_ASIAN_DATES.includes(id) ? "yyyy-m-d" : undefined);
  if (code === undefined || /^(?:general|@|standard)$/i.test(code) || code.length > CODE_CHARACTERS) return undefined;
  const sections = splitSections(code);
  const dates = sections.map(isDate);
  return (value) => {
    const negative = value < 0 && sections.length > 1;
    const at = negative ? 1 : value === 0 && sections.length > 2 ? 2 : 0;
    const section = sections[at] as string;
    if (dates[at] === true) return dateText(section, value, from1904);
    if (!/[0#?]/.test(withoutLiterals(section))) return undefined;
    return (value < 0 && !negative ? "-" : "") + digitsText(section, Math.abs(value));
  };
}

/** Sections for positive, negative, zero; a semicolon in quotation marks parts nothing. */
function splitSections(code: string): string[] {
  const sections = [""];
  let quoted = false;
  for (let at = 0; at < code.length; at += 1) {
    const sign = code[at] as string;
    if (sign === '"') quoted = !quoted;
    if (sign === ";" && !quoted) sections.push("");
    else sections[sections.length - 1] += sign === "\\" ? sign + (code[(at += 1)] ?? "") : sign;
  }
  return sections.slice(0, 4);
}

function withoutLiterals(section: string): string {
  return section.replace(/"[^"]{0,255}"?|\\.|[_*].|\[[^\]]{0,255}\]/g, "");
}

function isDate(section: string): boolean {
  if (/\[(?:h|hh|m|mm|s|ss)\]/i.test(section)) return true;
  const bare = withoutLiterals(section);
  return /[ymdhs]/i.test(bare) && !/[0#?]{2}/.test(bare.replace(/\.0+/g, "")) && !/general/i.test(bare);
}

/** One sign of a section. */
type Token = { readonly kind: "place"; readonly sign: string } | { readonly kind: "text"; readonly text: string };

/** Digits in their places, from the right; what stands between the places stands between the digits. */
function digitsText(section: string, value: number): string {
  const tokens = tokensOf(section);
  const point = tokens.findIndex((token) => token.kind === "place" && token.sign === ".");
  const whole = point < 0 ? tokens : tokens.slice(0, point);
  const fraction = point < 0 ? [] : tokens.slice(point + 1);
  const isPlace = (token: Token): boolean => token.kind === "place" && token.sign !== "," && token.sign !== ".";
  if (tokens.some((token) => token.kind === "place" && token.sign === "E")) return String(value);
  const percent = tokens.some((token) => token.kind === "text" && token.text === "%");
  const decimals = Math.min(30, fraction.filter(isPlace).length);
  const shown = percent ? value * 100 : value;
  const [digits = "", decimalDigits = ""] = (shown < 1e21 ? shown.toFixed(decimals) : String(shown)).split(".");
  const grouped = whole.some(
    (token, index) => token.kind === "place" && token.sign === "," && whole.slice(index + 1).some(isPlace),
  );
  let rest = digits === "0" && whole.filter(isPlace).every((token) => token.kind === "place" && token.sign === "#") ? "" : digits;
  let left = whole.filter(isPlace).length;
  const out: string[] = [];
  let written = 0;
  for (const token of [...whole].reverse()) {
    if (token.kind === "text") out.push(token.text);
    else if (isPlace(token)) {
      left -= 1;
      const take = left === 0 ? rest : rest.slice(-1);
      rest = rest.slice(0, rest.length - take.length);
      const signs = take === "" && token.sign === "0" ? "0" : take;
      for (const digit of [...signs].reverse()) {
        if (grouped && written > 0 && written % 3 === 0) out.push(",");
        out.push(digit);
        written += 1;
      }
    }
  }
  let text = out.reverse().join("");
  if (point >= 0) {
    text += ".";
    let next = 0;
    for (const token of fraction) {
      if (token.kind === "text") text += token.text;
      else if (isPlace(token)) {
        text += decimalDigits[next] ?? "";
        next += 1;
      }
    }
  }
  return text;
}

function tokensOf(section: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < section.length; at += 1) {
    const sign = section[at] as string;
    if (sign === '"') {
      const end = section.indexOf('"', at + 1);
      const stop = end < 0 ? section.length : end;
      tokens.push({ kind: "text", text: section.slice(at + 1, stop) });
      at = stop;
    } else if (sign === "\\") tokens.push({ kind: "text", text: section[(at += 1)] ?? "" });
    else if (sign === "_") {
      at += 1;
      tokens.push({ kind: "text", text: " " });
    } else if (sign === "*") at += 1;
    else if (sign === "[") {
      const end = section.indexOf("]", at);
      // A currency: [$S$-4809].
      const currency = /^\[\$([^\]-]{0,10})/.exec(section.slice(at, at + 16))?.[1];
      if (currency !== undefined) tokens.push({ kind: "text", text: currency });
      at = end < 0 ? section.length : end;
    } else if ("0#?,.E".includes(sign)) tokens.push({ kind: "place", sign });
    else tokens.push({ kind: "text", text: sign });
  }
  return tokens;
}
