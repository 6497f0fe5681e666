/** Code points below this have an entry; above it only the tag characters change. */
export const TABLE_SIZE = 0x2_0000;
/** Entry of a code point that stays. */
export const KEEP = 0;
/** Entry of a code point that is dropped. */
export const DROP = 0xffff;

/** First code point (the digit zero) of every run of ten decimal digits, general category Nd of Unicode 17, without ASCII. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090,
  0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50,
  0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0,
  0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0,
  0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/** Ranges, both ends included. */
type Ranges = readonly (readonly [first: number, last: number])[];

/** Space separators (Zs) other than the ASCII space. */
const SPACES: Ranges = [
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

/** Hyphens, dashes, minus signs. U+30FC, which looks alike in Japanese numbers, is a letter and stays. */
const DASHES: Ranges = [
  [0x2d7, 0x2d7],
  [0x2010, 0x2015],
  [0x2212, 0x2212],
  [0xfe31, 0xfe32],
  [0xfe58, 0xfe58],
  [0xfe63, 0xfe63],
  [0xff0d, 0xff0d],
];

/** Characters without width: soft hyphen, joiners, marks of direction, variation selectors, byte order mark. */
const INVISIBLE: Ranges = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

/** Blocks of which each character has a plain twin: mathematical letters, small, full-width and half-width forms. */
const COMPATIBLE: Ranges = [
  [0x1d400, 0x1d7ff],
  [0xfe50, 0xfe6b],
  [0xff01, 0xffee],
];

/** Letterlike symbols that fill the holes of the mathematical alphabets. */
const LETTERLIKE = "ℂℊℋℌℍℎℐℑℒℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴ";

/** Pairs of a Cyrillic, Greek or Armenian letter and the Latin letter that it cannot be told from. */
const LOOK_ALIKES: readonly (readonly [letters: string, latin: string])[] = [
  ["АВЕЅІЈКМНОРСТХУҮҺӀԚԜԌ", "ABESIJKMHOPCTXYYHIQWG"],
  ["аеорсухѕіјһԁԛԝүӏ", "aeopcyxsijhdqwyl"],
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "ABEZHIKMNOPTYXCJ"],
  ["αικνορυχϲϳ", "aikvopuxcj"],
  ["ՕՏօ", "OSo"],
];

/**
 * The table that `fold` goes by: for each code point KEEP, DROP, or the code point that takes
 * its place. Digits by the Unicode property, twins by the compatibility decomposition (UAX
 * #15), look-alikes after the confusables of UTS #39. Superscripts, circled digits and
 * fractions stay: folding them would join a footnote mark to the number before it.
 */
export function buildFoldTable(): Uint16Array {
  const table = new Uint16Array(TABLE_SIZE);
  for (const [letters, latin] of LOOK_ALIKES) {
    for (const [index, letter] of Array.from(letters).entries()) table[letter.codePointAt(0) ?? 0] = latin.charCodeAt(index);
  }
  eachOf(COMPATIBLE, (point) => foldToTwin(table, point));
  for (const letter of LETTERLIKE) foldToTwin(table, letter.codePointAt(0) ?? 0);
  eachOf(SPACES, (point) => (table[point] = 0x20));
  eachOf(DASHES, (point) => (table[point] = 0x2d));
  eachOf(INVISIBLE, (point) => (table[point] = DROP));
  for (const zero of ZEROS) for (let digit = 0; digit < 10; digit += 1) table[zero + digit] = 0x30 + digit;
  return table;
}

/** A twin of more than one character stays as it is: offsets inside it would mean nothing. */
function foldToTwin(table: Uint16Array, point: number): void {
  const [twin, more] = String.fromCodePoint(point).normalize("NFKC");
  const target = twin?.codePointAt(0) ?? point;
  if (more !== undefined || target === point || target >= DROP) return;
  table[point] = table[target] || target;
}

function eachOf(ranges: Ranges, visit: (point: number) => void): void {
  for (const [first, last] of ranges) for (let point = first; point <= last; point += 1) visit(point);
}
