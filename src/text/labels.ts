/** Words and phrases that say what stands beside them, prepared for search. */
export interface Vocabulary {
  readonly pattern: RegExp;
  /** The same, at one place. */
  readonly here: RegExp;
  /**
   * For each pair of ASCII characters (first * 128 + second) that a phrase may begin with: WHOLE,
   * if that phrase is not found inside a longer word, or ANYWHERE.
   */
  readonly openings: Uint8Array;
  /** For each three bytes, by their lowest five bits: a phrase may begin with them. */
  readonly triples: Uint8Array;
  /** What phrases that do not begin with an ASCII character begin with (UTF-16). */
  readonly wide: ReadonlySet<number>;
  /** Our own spelling by squeezed spelling (lower case, without blanks and points). */
  readonly known: ReadonlyMap<string, string>;
  /** What `inLabel` said before: a table asks about the same few columns a million times. */
  readonly columns: Map<string, string | undefined>;
  /** The last label asked about: that of a text, or of a column of one or two, is asked about for each number in it. */
  readonly latest: { label: string; said: string | undefined };
}

const WHOLE = 1;
const ANYWHERE = 2;

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
export const TRAILERS: readonly string[] = ["number", "nos", "num", "nbr", "no", "value", "code", "cd", "1", "2"];

/**
 * Prepares phrases (lower case). A blank in a phrase also stands for `_`, `-`, `.` or nothing;
 * a phrase of ASCII letters is not found inside a longer word, one of other scripts is, since
 * Chinese is written without blanks.
 */
export function vocabulary(phrases: readonly string[]): Vocabulary {
  // Each is made when it is first used: a scan of one mail needs few of them.
  let source: string | undefined;
  const pattern = (flags: string): RegExp => new RegExp((source ??= sourceOf(phrases)), flags);
  let all: RegExp | undefined;
  let here: RegExp | undefined;
  let openings: Uint8Array | undefined;
  let triples: Uint8Array | undefined;
  let wide: ReadonlySet<number> | undefined;
  let known: ReadonlyMap<string, string> | undefined;
  return {
    get pattern() {
      return (all ??= pattern("gi"));
    },
    get here() {
      return (here ??= pattern("iy"));
    },
    get openings() {
      return (openings ??= openingsOf(phrases));
    },
    get triples() {
      return (triples ??= triplesOf(phrases));
    },
    get wide() {
      return (wide ??= new Set(phrases.map((phrase) => phrase.charCodeAt(0)).filter((first) => first > 0x7f)));
    },
    get known() {
      // The first of two phrases that squeeze to the same keeps its place.
      return (known ??= new Map(phrases.toReversed().map((phrase) => [squeeze(phrase), phrase])));
    },
    columns: new Map(),
    latest: { label: "", said: undefined },
  };
}

function sourceOf(phrases: readonly string[]): string {
  const longestFirst = [...phrases].sort((a, b) => b.length - a.length);
  const wide = longestFirst.filter((phrase) => !isLatin(phrase)).map(spelled);
  return [bounded(longestFirst.filter(isLatin)), ...wide].join("|");
}

/**
 * The last phrase that ends at or before `end`, within `reach` characters and not beyond
 * `floor`. What lies between the phrase and `end` is not looked at.
 */
export function lastBefore(text: string, end: number, words: Vocabulary, reach: number, floor = 0): Heard | undefined {
  const from = Math.max(floor, end - reach);
  // One character more on the left, so that a word cut by the reach is not taken for a whole one.
  const left = Math.max(0, from - 1);
  let at = nextOpening(text, left, left, end, words);
  if (at >= end) return undefined;
  const shown = text.slice(left, end);
  let found = "";
  let foundAt = -1;
  while (at < end) {
    const match = matchAt(shown, at - left, words);
    if (match !== "" && at >= from) {
      found = match;
      foundAt = at;
    }
    at = nextOpening(text, at + Math.max(1, match.length), left, end, words);
  }
  return foundAt < 0 ? undefined : heard(words, found, foundAt);
}

function matchAt(text: string, at: number, { here }: Vocabulary): string {
  here.lastIndex = at;
  return here.exec(text)?.[0] ?? "";
}

/**
 * The first place in `[at, end)` where a phrase may begin, or `end`; nothing before `left` is
 * looked at. The search of all phrases at every character costs more than all else.
 */
function nextOpening(text: string, at: number, left: number, end: number, { openings, wide }: Vocabulary): number {
  let before = at > left ? text.charCodeAt(at - 1) : 0;
  let here = at < end ? text.charCodeAt(at) : 0;
  for (let place = at; place < end; place += 1) {
    const next = place + 1 < end ? text.charCodeAt(place + 1) : 0;
    if (here > 0x7f) {
      if (wide.has(here)) return place;
    } else {
      const opening = openings[here * 128 + (next > 0x7f ? 0 : next)] as number;
      if (opening !== 0 && (opening >= ANYWHERE || !isLetter(before))) return place;
    }
    before = here;
    here = next;
  }
  return end;
}

/**
 * False where `lastBefore` finds nothing before `end`: asked of the bytes (UTF-8) of a text that
 * begins at `low`, before any string is made. Whatever is not ASCII may be a phrase.
 */
export function mayHear(bytes: Uint8Array, low: number, end: number, { triples }: Vocabulary, reach: number): boolean {
  let before = 0;
  let from = end - reach;
  if (from <= low) from = low;
  else before = bytes[from - 1] as number;
  for (let at = from; at < end; at += 1) {
    const here = bytes[at] as number;
    if (here > 0x7f) return true;
    const kind = triples[
      ((here & 31) << 10) | (((bytes[at + 1] as number) & 31) << 5) | ((bytes[at + 2] as number) & 31)
    ] as number;
    if (kind !== 0 && (kind >= ANYWHERE || !isLetter(before))) return true;
    before = here;
  }
  return false;
}

function triplesOf(phrases: readonly string[]): Uint8Array {
  const triples = new Uint8Array(1 << 15);
  const all = Array.from({ length: 32 }, (_, low) => low);
  for (const phrase of phrases) {
    const codes = [0, 1, 2].map((index) => phrase.charCodeAt(index));
    // A blank may be written as other signs or left out, and behind a short phrase anything may stand.
    const free = codes.findIndex((code) => Number.isNaN(code) || code === 0x20 || code > 0x7f);
    const [firsts = all, seconds = all, thirds = all] = codes.map((code, index) =>
      free >= 0 && index >= free ? all : [code & 31],
    );
    const kind = isLatin(phrase) ? WHOLE : ANYWHERE;
    // Whatever is not ASCII is let through without a look.
    if (free === 0) continue;
    for (const first of firsts) {
      for (const second of seconds) {
        for (const third of thirds) {
          const triple = (first << 10) | (second << 5) | third;
          triples[triple] = kind | (triples[triple] as number);
        }
      }
    }
  }
  return triples;
}

function isLetter(code: number): boolean {
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x7a;
}

function openingsOf(phrases: readonly string[]): Uint8Array {
  const openings = new Uint8Array(128 * 128);
  for (const phrase of phrases) {
    const kind = isLatin(phrase) ? WHOLE : ANYWHERE;
    const second = phrase.charCodeAt(1);
    // A blank may be written as other signs or left out; behind a phrase of one character anything may stand.
    const any = phrase.length < 2 || second === 0x20 || second > 0x7f;
    for (const first of casesOf(phrase.charCodeAt(0))) {
      if (first > 0x7f) continue;
      const seconds = any ? Array.from({ length: 128 }, (_, code) => code) : casesOf(second);
      for (const code of seconds) openings[first * 128 + code] = kind | (openings[first * 128 + code] as number);
    }
  }
  return openings;
}

function casesOf(code: number): number[] {
  return code >= 0x61 && code <= 0x7a ? [code, code - 0x20] : [code];
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
  const { columns, latest } = words;
  if (label === latest.label) return latest.said;
  if (columns.size >= COLUMNS_MAX) columns.clear();
  if (!columns.has(label)) columns.set(label, readLabel(label, words));
  latest.label = label;
  latest.said = columns.get(label);
  return latest.said;
}

function readLabel(label: string, words: Vocabulary): string | undefined {
  const whole = words.known.get(squeeze(label));
  if (whole !== undefined) return whole;
  const [spoken] = label.matchAll(words.pattern);
  if (spoken !== undefined) return words.known.get(squeeze(spoken[0]));
  for (const name of label.split(isAscii(label) ? /[^A-Za-z0-9]+/ : /[^\p{L}\p{N}]+/u)) {
    for (const trailer of TRAILERS) {
      const known = name.endsWith(trailer) ? words.known.get(name.slice(0, -trailer.length)) : undefined;
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

const FILLER =
  /^[\s:;#.,=_*"'(/-]{0,6}(?:(?:nos?|number|numbers|num|nbr|id|code|is|was)(?![A-Za-z])[\s:;#.,=_*"'(-]{0,4}){0,3}$/i;

const SIGNS = new Uint8Array(128);
for (const sign of " \t\n\v\f\r:;#.,=_*\"'(/-") SIGNS[sign.charCodeAt(0)] = 1;

/**
 * True when only signs and words like `no.`, `number`, `is` lie between a label's end and a
 * value: `order no. 81234567`, not `in order to reach 81234567`.
 */
export function adjoins(text: string, labelEnd: number, start: number): boolean {
  if (start - labelEnd > 32) return false;
  return (start - labelEnd <= 6 && isSigns(text, labelEnd, start)) || FILLER.test(text.slice(labelEnd, start));
}

/** Only signs of those that a filler may begin with: so it is nearly always. */
function isSigns(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (SIGNS[text.charCodeAt(at)] !== 1) return false;
  return true;
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
    .map((word) => word.replaceAll(isAscii(word) ? /[^A-Za-z0-9]/g : /[^\p{L}\p{N}]/gu, "\\$&"))
    .join("[ \\t_.-]{0,2}");
}

function squeeze(phrase: string): string {
  const small = phrase.toLowerCase();
  return small.replaceAll(isAscii(small) ? /[^a-z0-9#/]/g : /[^\p{L}\p{N}#/]/gu, "");
}

/** To make the classes of Unicode costs a scan of one mail a millisecond each. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
