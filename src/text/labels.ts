/** Words and phrases that say what stands beside them, prepared for search. */
export interface Vocabulary {
  readonly pattern: RegExp;
  /** The same, at one place. */
  readonly here: RegExp;
  /** 1 for each pair of ASCII characters (first * 128 + second, lower case) that a phrase may begin with. */
  readonly openings: Uint8Array;
  /** Our own spelling by squeezed spelling (lower case, without blanks and points). */
  readonly known: ReadonlyMap<string, string>;
  /** What `inLabel` said before: a table asks about the same few columns a million times. */
  readonly columns: Map<string, string | undefined>;
}

/** A phrase of a vocabulary, found in a text. */
export interface Heard {
  /** Our own spelling. */
  readonly phrase: string;
  readonly start: number;
  readonly end: number;
}

/** Key paths of hostile JSON are all different: the memory of them is dropped at this size. */
const COLUMNS_MAX = 1_000;

/** What may trail a name in a column head or key: `nricNo`, `phone_number`, `email.value`. */
const TRAILERS = ["number", "nos", "num", "nbr", "no", "value", "code", "cd", "1", "2"];

/**
 * Prepares phrases (lower case). A blank in a phrase also stands for `_`, `-`, `.` or nothing;
 * a phrase of ASCII letters is not found inside a longer word, one of other scripts is, since
 * Chinese is written without blanks.
 */
export function vocabulary(phrases: readonly string[]): Vocabulary {
  const longestFirst = [...phrases].sort((a, b) => b.length - a.length);
  const source = [bounded(longestFirst.filter(isLatin)), ...longestFirst.filter((phrase) => !isLatin(phrase)).map(spelled)].join(
    "|",
  );
  return {
    pattern: new RegExp(source, "gi"),
    here: new RegExp(source, "iy"),
    openings: openingsOf(phrases),
    // The first of two phrases that squeeze to the same keeps its place.
    known: new Map(phrases.toReversed().map((phrase) => [squeeze(phrase), phrase])),
    columns: new Map(),
  };
}

/**
 * The last phrase that ends at or before `end`, within `reach` characters and not beyond
 * `floor`. What lies between the phrase and `end` is not looked at.
 */
export function lastBefore(text: string, end: number, words: Vocabulary, reach: number, floor = 0): Heard | undefined {
  const from = Math.max(floor, end - reach);
  // One character more on the left, so that a word cut by the reach is not taken for a whole one.
  const left = Math.max(0, from - 1);
  const shown = text.slice(left, end);
  let found = "";
  let foundAt = -1;
  for (let at = 0; at < shown.length;) {
    const match = mayOpen(shown, at, words) ? matchAt(shown, at, words) : "";
    if (match !== "" && left + at >= from) {
      found = match;
      foundAt = left + at;
    }
    at += Math.max(1, match.length);
  }
  return foundAt < 0 ? undefined : heard(words, found, foundAt);
}

function matchAt(text: string, at: number, { here }: Vocabulary): string {
  here.lastIndex = at;
  return here.exec(text)?.[0] ?? "";
}

/** False where no phrase can begin: the search of all phrases at every character costs more than all else. */
function mayOpen(text: string, at: number, { openings }: Vocabulary): boolean {
  const first = text.charCodeAt(at);
  if (first > 0x7f) return true;
  const second = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  return openings[lower(first) * 128 + (second > 0x7f ? 0 : lower(second))] === 1 || second > 0x7f;
}

function lower(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

function openingsOf(phrases: readonly string[]): Uint8Array {
  const openings = new Uint8Array(128 * 128);
  for (const phrase of phrases) {
    const first = phrase.charCodeAt(0);
    const second = phrase.charCodeAt(1);
    if (first > 0x7f) continue;
    // A blank may be written as other signs or left out; behind a phrase of one character anything may stand.
    if (phrase.length < 2 || second === 0x20 || second > 0x7f) openings.fill(1, first * 128, first * 128 + 128);
    else openings[first * 128 + second] = 1;
  }
  return openings;
}

/** The first phrase that begins at or after `start`, within `reach` characters. */
export function firstAfter(text: string, start: number, words: Vocabulary, reach: number): Heard | undefined {
  const left = Math.max(0, start - 1);
  for (const match of text.slice(left, start + reach).matchAll(words.pattern)) {
    if (left + match.index >= start) return heard(words, match[0], left + match.index);
  }
  return undefined;
}

/**
 * The phrase that a column name, key path or header name (lower case) says, in our own
 * spelling: by whole words (`customer nric`) or by a squeezed last or inner name (`nricno`).
 */
export function inLabel(label: string, words: Vocabulary): string | undefined {
  if (label === "") return undefined;
  if (words.columns.has(label)) return words.columns.get(label);
  if (words.columns.size >= COLUMNS_MAX) words.columns.clear();
  const said = readLabel(label, words);
  words.columns.set(label, said);
  return said;
}

function readLabel(label: string, words: Vocabulary): string | undefined {
  const whole = words.known.get(squeeze(label));
  if (whole !== undefined) return whole;
  const [spoken] = label.matchAll(words.pattern);
  if (spoken !== undefined) return words.known.get(squeeze(spoken[0]));
  for (const name of label.split(/[^\p{L}\p{N}]+/u)) {
    for (const trailer of TRAILERS) {
      const known = name.endsWith(trailer) ? words.known.get(name.slice(0, -trailer.length)) : undefined;
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

const FILLER =
  /^[\s:;#.,=_*"'(/-]{0,6}(?:(?:nos?|number|numbers|num|nbr|id|code|is|was)(?![A-Za-z])[\s:;#.,=_*"'(-]{0,4}){0,3}$/i;

/**
 * True when only signs and words like `no.`, `number`, `is` lie between a label's end and a
 * value: `order no. 81234567`, not `in order to reach 81234567`.
 */
export function adjoins(text: string, labelEnd: number, start: number): boolean {
  return start - labelEnd <= 32 && FILLER.test(text.slice(labelEnd, start));
}

function heard(words: Vocabulary, found: string, start: number): Heard {
  return { phrase: words.known.get(squeeze(found)) ?? "", start, end: start + found.length };
}

/** True for a phrase that begins and ends like an English word, and so must be a whole one. */
function isLatin(phrase: string): boolean {
  return /^[a-z0-9].*[a-z0-9.]$/.test(phrase);
}

/** One pair of borders around all of them: a border for each would cost the search its speed. */
function bounded(phrases: readonly string[]): string {
  return `(?<![A-Za-z])(?:${phrases.map(spelled).join("|")})(?![A-Za-z])`;
}

function spelled(phrase: string): string {
  return phrase
    .split(" ")
    .map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, "\\$&"))
    .join("[ \\t_.-]{0,2}");
}

function squeeze(phrase: string): string {
  return phrase.toLowerCase().replaceAll(/[^\p{L}\p{N}#/]/gu, "");
}
