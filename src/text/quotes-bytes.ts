const LF = 0x0a;
const COLON = 0x3a;

/** What the first visible byte of a line can begin. */
const NOTHING = 0;
const QUOTES = 1;
const DASHES = 2;
const WORD = 3;

/** By byte; everything that `splitQuoted` looks for begins with one of these or ends its line with a colon or a wide character. */
const FIRST = (() => {
  const table = new Uint8Array(256);
  table.fill(QUOTES, 0x80);
  table[0x3e] = QUOTES;
  for (const character of "-_*") table[character.charCodeAt(0)] = DASHES;
  for (const character of "fvdbs") table[character.charCodeAt(0)] = table[character.toUpperCase().charCodeAt(0)] = WORD;
  return table;
})();

/** A rule of this many dashes can stand above an earlier message. */
const RULE_DASHES = 20;
/** Bytes before a colon in which the verb of an attribution stands: up to 120 characters of a name lie between. */
const VERB_BYTES = 1_000;
/** Enough of each verb; letters that are not ASCII speak for themselves. */
const VERBS = /wrote|schrieb|[\x80-\xff]crit|escribi|escreveu|scritto|schreef|napisa|menulis|[\xe3-\xff]/i;

/** Words that open a header block when a colon follows, ASCII lower case. */
const FROM = lettersOf("from");
const VON = lettersOf("von");
const DE = lettersOf("de");
/** Words that open a marker. */
const BEGIN_FORWARDED = lettersOf("begin forwarded");
const START_OF_FORWARDED = lettersOf("start of forwarded");

/**
 * Can a text in UTF-8 hold quoted history at all? `false` is certain: `splitQuoted` would give one
 * range of the author's own words. One pass over the bytes, for the many mails that quote nothing.
 */
export function mayHoldQuotes(bytes: Uint8Array): boolean {
  const size = bytes.length;
  let at = 0;
  while (at < size) {
    let byte = bytes[at] as number;
    while (byte === 0x20 || byte === 0x09 || byte === 0x0d) {
      at += 1;
      if (at >= size) return false;
      byte = bytes[at] as number;
    }
    const first = FIRST[byte] as number;
    if (first !== NOTHING) {
      if (first === QUOTES) return true;
      if (first === DASHES ? opensRule(bytes, at) : opensWord(bytes, at)) return true;
    }
    const next = bytes.indexOf(LF, at);
    if (endsLikeAttribution(bytes, at, next < 0 ? size : next)) return true;
    if (next < 0) return false;
    at = next + 1;
  }
  return false;
}

/** A signature's `-- ` is none, nor is an item of a list. */
function opensRule(bytes: Uint8Array, from: number): boolean {
  let at = from;
  let dashes = 0;
  let stars = 0;
  for (; ; at += 1) {
    const byte = bytes[at];
    if (byte === 0x2d || byte === 0x5f) dashes += 1;
    else if (byte === 0x2a) stars += 1;
    else if (byte !== 0x20 && byte !== 0x09) break;
  }
  if (dashes >= RULE_DASHES) return true;
  const next = bytes[at] ?? LF;
  if (next >= 0x80 || next === 0x3e) return true;
  const letter = (next | 0x20) >= 0x61 && (next | 0x20) <= 0x7a;
  return letter && (dashes >= 2 || (stars > 0 && FIRST[next] === WORD));
}

function opensWord(bytes: Uint8Array, at: number): boolean {
  switch ((bytes[at] as number) | 0x20) {
    case 0x66:
      return opensField(bytes, at, FROM);
    case 0x76:
      return opensField(bytes, at, VON);
    case 0x64:
      return opensField(bytes, at, DE);
    case 0x62:
      return begins(bytes, at, BEGIN_FORWARDED);
    default:
      return begins(bytes, at, START_OF_FORWARDED);
  }
}

function opensField(bytes: Uint8Array, at: number, word: readonly number[]): boolean {
  if (!begins(bytes, at, word)) return false;
  let next = at + word.length;
  while (bytes[next] === 0x20 || bytes[next] === 0x09 || bytes[next] === 0x2a) next += 1;
  const byte = bytes[next] ?? LF;
  return byte === COLON || byte >= 0x80;
}

function begins(bytes: Uint8Array, at: number, word: readonly number[]): boolean {
  for (let index = 0; index < word.length; index += 1) if (((bytes[at + index] ?? 0) | 0x20) !== word[index]) return false;
  return true;
}

function lettersOf(word: string): readonly number[] {
  return Array.from(word, (letter) => letter.charCodeAt(0));
}

/** The last visible character of a line is a colon behind a verb of telling, or one of East Asia. */
function endsLikeAttribution(bytes: Uint8Array, from: number, to: number): boolean {
  let end = to;
  while (end > from && (bytes[end - 1] as number) <= 0x20) end -= 1;
  if (end === from) return false;
  const last = bytes[end - 1] as number;
  if (last === COLON) {
    const start = Math.max(from, end - VERB_BYTES);
    return VERBS.test(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1"));
  }
  if (last < 0x80) return false;
  let lead = end - 1;
  while (lead > from && ((bytes[lead] as number) & 0xc0) === 0x80) lead -= 1;
  // Blanks of no width may hide what the line ends with.
  return (bytes[lead] as number) >= 0xe2 || last === 0xa0;
}
