import { HAN_DOUBLE, HAN_SURNAMES, nameWords } from "./name-lists.ts";
import { HAN_AFTER, HAN_FIRM, HAN_WORDS, PARTICLES, PLACES, STOPS, THINGS, TITLES } from "./name-words.ts";

/** A name as it stands in a text: half-open span, without titles before it. */
export interface ReadName {
  readonly start: number;
  readonly end: number;
  /** Blanks collapsed; otherwise as it stands. */
  readonly value: string;
  /** Parts that are neither initials nor small words: `Tan Ah Kow` has three. */
  readonly words: number;
  /** Of these, those that are common in names. */
  readonly known: number;
  /** `Mr`, `Mdm`, `Encik` before it. */
  readonly titled: boolean;
  /** `bin`, `binte`, `s/o` and their like. */
  readonly relation: boolean;
  /** Where a word stood that no name holds, and so ended it; `undefined` if something else did. */
  readonly ended: "stop" | "thing" | undefined;
  readonly script: "latin" | "han" | "other";
}

type Kind = "word" | "initial" | "relation" | "particle" | "alias" | "title" | "stop" | "thing" | "lower";

interface Token {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly known: boolean;
}

const MOST_WORDS = 8;
/** The longest run of blanks inside a name; a wider gap parts columns. */
const GAP = 2;
const RELATION = /(?:binte|binti|bte|bti|bin|bn|bt|ibn|b(?=\.)|[sd]\/o|a\/[lp])\.?(?![A-Za-z'/.-])/iy;
const ALIAS = /(?:@|alias(?![A-Za-z])|a\.?k\.?a\.?(?![A-Za-z]))/iy;
const INITIAL = /(?:[A-Z]\.[ -]?){1,4}(?![a-z])|[A-Z](?![A-Za-z0-9'.-])/y;
const INNER = /(?:^|['-])(?:mc|mac|de|di|da|la|le|van|o|d|al|el|fitz|du|st)$/i;

/**
 * Reads the words from `from` on that blanks part, up to `to`: at most a dozen, not beyond the
 * line or any other sign.
 */
function tokens(text: string, from: number, to: number): Token[] {
  const found: Token[] = [];
  let at = from;
  while (found.length < MOST_WORDS + 8) {
    const token = tokenAt(text, at, to);
    if (token === undefined) return found;
    // `bin Haji Ali`: a pilgrim's title inside a name.
    const inside = token.kind === "title" && found.at(-1)?.kind === "relation";
    found.push(inside ? { ...token, kind: "particle" } : token);
    at = token.end;
    while (at < to && (text[at] === " " || text[at] === "_")) at += 1;
    if (at - token.end > GAP || at === token.end) return found;
  }
  return found;
}

function tokenAt(text: string, at: number, to: number): Token | undefined {
  const special = sticky(RELATION, text, at) ?? "";
  if (special !== "" && at + special.length <= to) return { kind: "relation", start: at, end: at + special.length, known: false };
  const alias = sticky(ALIAS, text, at);
  if (alias !== undefined) return { kind: "alias", start: at, end: at + alias.length, known: false };
  let end = at;
  while (end < to && isPart(text, end, at)) end += 1;
  if (end === at) return undefined;
  const initial = sticky(INITIAL, text, at)?.trimEnd();
  if (initial !== undefined && at + initial.length >= end)
    return { kind: "initial", start: at, end: at + initial.length, known: false };
  // The point that ends a sentence is no part of the word; that of `Mohd.` and `Dr.` is.
  const pointed = text[end] === "." && end - at <= 4;
  const word = text.slice(at, end);
  return { ...kindOf(word), start: at, end: pointed ? end + 1 : end };
}

/** A letter of any script but Han, or a hyphen or apostrophe between two. */
function isPart(text: string, at: number, from: number): boolean {
  if (isLetter(text.charCodeAt(at))) return true;
  const sign = text[at];
  return (sign === "-" || sign === "'" || sign === "\u2019" || sign === "`") && at > from && isLetter(text.charCodeAt(at + 1));
}

function isLetter(code: number): boolean {
  const small = code | 0x20;
  return (small >= 0x61 && small <= 0x7a) || (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7);
}

function kindOf(word: string): { readonly kind: Kind; readonly known: boolean } {
  const small = word.toLowerCase().replaceAll("\u2019", "'");
  if (TITLES.has(small)) return { kind: "title", known: false };
  // `Ravi Das`, `Le Thi Hoa`: with a capital it may be a name.
  if (PARTICLES.has(small) && !(word[0] !== small[0] && isKnown(small))) return { kind: "particle", known: false };
  if (THINGS.has(small)) return { kind: "thing", known: false };
  const isStop = STOPS.has(small);
  const known = isKnown(small);
  if (isStop) return { kind: "stop", known: false };
  const first = word[0] as string;
  // Scripts without capitals have no small letters, either.
  if (first === first.toLowerCase() && first !== first.toUpperCase()) return { kind: "lower", known };
  return isCased(word) ? { kind: "word", known } : { kind: "thing", known: false };
}

function isKnown(small: string): boolean {
  const words = nameWords();
  return words.has(small) || (small.includes("-") && small.split("-").every((part) => words.has(part)));
}

/** `Tan`, `TAN`, `McDonald`, `O'Brien`, `Jean-Luc`; not `JavaScript`, `iPhone`. */
function isCased(word: string): boolean {
  if (word === word.toUpperCase()) return true;
  for (let at = 1; at < word.length; at += 1) {
    const here = word[at] as string;
    const last = word[at - 1] as string;
    if (here === here.toLowerCase() || last === "-" || last === "'" || last === "\u2019") continue;
    if (!INNER.test(word.slice(0, at))) return false;
  }
  return true;
}

function sticky(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/**
 * The name that begins at `from`, behind titles; `undefined` when there is none. `small` also
 * takes one that is written in small letters, of words that are common in names.
 */
export function nameAt(text: string, from: number, small: boolean): ReadName | undefined {
  const han = hanNameAt(text, from);
  if (han !== undefined) return han;
  const to = Math.min(text.length, from + 120);
  const all = tokens(text, from, to);
  let first = 0;
  while (all[first]?.kind === "title" && all[first + 1] !== undefined) first += 1;
  const isSmall = small && all[first]?.kind === "lower" && all[first]?.known === true;
  let last = first;
  while (last < all.length && isName(all[last] as Token, isSmall)) last += 1;
  // `Home address:` behind a name is the next label, whatever words it has.
  if (
    last === all.length &&
    last > first &&
    /^ ?[:=](?! {0,2}(?:$|[\r\n]))/.test(text.slice((all[last - 1] as Token).end, (all[last - 1] as Token).end + 6))
  ) {
    last -= 1;
    if (last === first) return undefined;
  }
  return compose(text, all, first, last, first > 0, isSmall);
}

/** The name that ends at `end`, on its line and behind the last sign before it; titles and everyday words before it are left out. */
export function nameBefore(text: string, end: number): ReadName | undefined {
  const han = hanNameBefore(text, end);
  if (han !== undefined) return han;
  let from = end;
  while (from > 0 && end - from < 100 && isInside(text, from - 1)) from -= 1;
  // Cut inside a word: that word is not whole.
  if (end - from >= 100) while (from < end && isLetter(text.charCodeAt(from - 1))) from += 1;
  for (let at = from; at < end; at += 1) {
    if (text[at] === " " || text[at] === "_" || !(isLetter(text.charCodeAt(at)) || text[at] === "@")) continue;
    if (at > from && isLetter(text.charCodeAt(at - 1))) continue;
    const all = tokens(text, at, end);
    const reached = all.at(-1);
    if (reached === undefined || reached.end < end) {
      // A point or a wide gap lies between: what is behind it is another phrase.
      at = Math.max(at, (reached?.end ?? at + 1) - 1);
      continue;
    }
    let first = all.length;
    while (first > 0 && isName(all[first - 1] as Token, false)) first -= 1;
    const titled = all[first - 1]?.kind === "title";
    return compose(text, all, first, all.length, titled, false);
  }
  return undefined;
}

/** Signs that stand inside a name; `/` only in `s/o` and its like. */
function isInside(text: string, at: number): boolean {
  const sign = text[at] as string;
  if (isLetter(text.charCodeAt(at)) || " .'-_@\u2019`".includes(sign)) return true;
  return sign === "/" && /^[sda]$/i.test(text[at - 1] ?? "") && /^[olp]$/i.test(text[at + 1] ?? "");
}

function isName({ kind, known }: Token, small: boolean): boolean {
  if (small && kind === "lower") return known;
  return kind === "word" || kind === "initial" || kind === "relation" || kind === "particle" || kind === "alias";
}

const JOINERS = new Set<Kind>(["relation", "particle", "alias"]);

function compose(
  text: string,
  all: readonly Token[],
  from: number,
  to: number,
  titled: boolean,
  small: boolean,
): ReadName | undefined {
  let first = from;
  let last = to;
  while (last > first && JOINERS.has((all[last - 1] as Token).kind)) last -= 1;
  // `de Souza` may open a name; `bin Ali` is a piece of one.
  while (first < last && JOINERS.has((all[first] as Token).kind)) {
    if ((all[first] as Token).kind === "particle" && last - first > 1) break;
    first += 1;
  }
  const parts = all.slice(first, last);
  const words = parts.filter(({ kind }) => kind === "word" || kind === "lower");
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const { start } = parts[0] as Token;
  const final = all[last - 1] as Token;
  const { end } = final;
  const trimmed = text[end - 1] === "." && final.kind === "word" ? end - 1 : end;
  const value = text.slice(start, trimmed).replaceAll(/[ _]+/g, " ");
  if (PLACES.test(value)) return undefined;
  const next = all[to]?.kind;
  return {
    start,
    end: trimmed,
    value,
    words: words.length,
    known: words.filter(({ known }) => known).length,
    titled,
    relation: parts.some(({ kind }) => kind === "relation"),
    ended: next === "thing" ? "thing" : next === undefined ? undefined : small && next === "lower" ? "thing" : "stop",
    script: value.charCodeAt(0) >= 0x530 && value.charCodeAt(0) < 0x1e00 ? "other" : "latin",
  };
}

const HAN = /[\u3400-\u9fff]/;
const HAN_RUN = /[\u3400-\u9fff]{1,16}/y;

/** A Chinese name of two to four characters that begins at `from`: all there is, or before a form of address or the next label. */
function hanNameAt(text: string, from: number): ReadName | undefined {
  let run = sticky(HAN_RUN, text, from);
  if (run === undefined) return undefined;
  let { length } = run;
  // A name of two is spread to the width of three: `李 明`, with a wide blank.
  const spread =
    length <= 2 ? /^ {1,2}([\u3400-\u9fff]{1,2})(?![\u3400-\u9fff])/.exec(text.slice(from + length, from + length + 5)) : null;
  if (spread !== null) {
    run += spread[1] as string;
    length += spread[0].length;
  }
  const cut = run.search(HAN_AFTER);
  if (cut === 0) return undefined;
  const value = cut < 0 ? run : run.slice(0, cut);
  return isHanName(value) ? han(from, from + (cut < 0 ? length : value.length), value, cut > 0) : undefined;
}

function hanNameBefore(text: string, end: number): ReadName | undefined {
  let from = end;
  while (from > 0 && end - from < 6 && HAN.test(text[from - 1] as string)) from -= 1;
  const run = text.slice(from, end).replace(/(?:先生|女士|小姐|太太)$/, "");
  return isHanName(run) ? han(from, from + run.length, run, run.length < end - from) : undefined;
}

function han(start: number, end: number, value: string, titled: boolean): ReadName {
  return { start, end, value, words: value.length, known: 1, titled, relation: false, ended: undefined, script: "han" };
}

/** Two to four Chinese characters of which the first (or the first two) are a surname, and no everyday word. */
export function isHanName(value: string): boolean {
  if (!/^[\u3400-\u9fff]{2,4}$/.test(value) || HAN_WORDS.has(value) || HAN_FIRM.test(value)) return false;
  if (HAN_WORDS.has(value.slice(0, 2)) && value.length > 2) return false;
  if (HAN_DOUBLE.has(value.slice(0, 2))) return value.length > 2;
  if (!HAN_SURNAMES.has(value[0] as string)) return false;
  // A married woman bears two surnames.
  return value.length < 4 || HAN_SURNAMES.has(value[1] as string);
}
