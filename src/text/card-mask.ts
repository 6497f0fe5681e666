/** A number of which all but the last four digits, and perhaps the first, are hidden. */
export interface MaskedNumber {
  readonly start: number;
  /** Digits that stand before the hidden ones: none, one, four, six or eight. */
  readonly head: string;
  /** Positions in all, shown and hidden; 0 where dots stand for any number of them. */
  readonly positions: number;
  /** How many signs hide digits. */
  readonly hidden: number;
  /** The sign that hides: `x`, `*`, `#`, or `other`. */
  readonly sign: "x" | "*" | "#" | "other" | "dots";
  /** Written without separators, or in the groups of a card. */
  readonly regular: boolean;
}

const MASKS = "*xX#\u2022\u25cf\u2219\u00b7\u25cb\u25e6\u25a0\u2588\u25aa\u00d7\u2715\u2731\u204e\u2b24\u26ab";
const REACH = 34;
/** Digits before the mask; two groups at most. */
const HEAD = /(?:[0-9]{4}([ -]?)[0-9]{4}|[0-9]{4}([ -]?)[0-9]{2}|[0-9]{4}|[0-9])$/;

/** Last bytes (UTF-8) of the signs that hide digits: what may stand before the four that are shown. */
export const MASK_BYTES: ReadonlySet<number> = new Set(
  Array.from(`${MASKS}.\u2026`, (sign) => new TextEncoder().encode(sign).at(-1) ?? 0),
);

/** Reads the mask that ends at the digit `at`; `undefined` where none, or a word that ends with x, does. */
export function maskBefore(text: string, at: number): MaskedNumber | undefined {
  const floor = Math.max(0, at - REACH);
  const dots = /(?:\.{2,6}|\u2026)[ ]?$/.exec(text.slice(floor, at));
  if (dots !== null) return { start: at - dots[0].length, head: "", positions: 0, hidden: 3, sign: "dots", regular: false };
  let sign = "";
  let hidden = 0;
  let first = at;
  // Sizes of the groups, from the last to the first, the four digits included.
  const sizes = [4];
  for (let place = at - 1; place >= floor; place -= 1) {
    const character = text[place] ?? "";
    if (MASKS.includes(character)) {
      const kind = character.toLowerCase();
      if (sign !== "" && kind !== sign) break;
      sign = kind;
      hidden += 1;
      sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1;
      first = place;
    } else if ((character === " " || character === "-") && sizes.at(-1) !== 0) sizes.push(0);
    else break;
  }
  if (hidden === 0) return undefined;
  const head = headBefore(text, first);
  const start = first - head.length;
  if (/[A-Za-z0-9]$/.test(text.slice(0, start).slice(-1))) return undefined;
  const digits = head.replaceAll(/[ -]/g, "");
  const written = text.slice(start, at + 4);
  return {
    start,
    head: digits,
    positions: digits.length + hidden + 4,
    hidden,
    sign: sign === "x" || sign === "*" || sign === "#" ? sign : "other",
    regular: isRegular(written),
  };
}

/** The digits before a mask as they stand, with what parts them from it. */
function headBefore(text: string, first: number): string {
  const touching = /[0-9]$/.test(text.slice(0, first).slice(-1));
  const gap = touching ? 0 : /[ -]/.test(text[first - 1] ?? "") ? 1 : -1;
  if (gap < 0) return "";
  const before = text.slice(Math.max(0, first - gap - 10), first - gap);
  const head = HEAD.exec(before)?.[0] ?? "";
  // A single digit belongs to a mask only where it touches it: `2 **** 1234` counts something.
  if (head === "" || (gap === 1 && head.length < 4)) return "";
  if (/[0-9A-Za-z]$/.test(before.slice(0, before.length - head.length))) return "";
  return head + text.slice(first - gap, first);
}

/** Solid, or in the groups in which cards are printed; one separator throughout. */
function isRegular(written: string): boolean {
  const separators = new Set(written.match(/[ -]/g) ?? []);
  if (separators.size > 1) return false;
  const groups = written
    .split(/[ -]/)
    .map(({ length }) => length)
    .join("-");
  return !groups.includes("-") || CARD_GROUPS.has(groups);
}

const CARD_GROUPS: ReadonlySet<string> = new Set([
  "4-4-4-4",
  "4-6-5",
  "4-6-4",
  "4-4-4-4-3",
  "6-6-4",
  "6-5-4",
  "4-2-6-4",
  "4-8-4",
]);
