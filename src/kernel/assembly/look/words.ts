// AssemblyScript. Words that are anchors: what the sweep would ask about, and more rather than less.
import { ANCHOR_WORDS, HALVES, isLetter, lookUp, WORD_TABLE } from "./memory";

let wanted: bool = false;

/** Called when the tables of the words are written. */
export function wordsReady(): void {
  wanted = true;
}

function isIn(table: u32, bytes: u32): bool {
  let slot: u32 = (bytes * 0x9e37_79b1) >> 18;
  while (true) {
    const held: u32 = load<u32>(table + (slot << 2));
    if (held === bytes) return true;
    if (held === 0) return false;
    slot = (slot + 1) & 0x3fff;
  }
}

/** May one of the words of a table begin at `at`? */
export function isOpening(at: u32, table: u32): bool {
  const letter = isLetter(at);
  if (!letter && <u32>load<u8>(at) < 0x80) return false;
  if (letter && isLetter(at - 1)) return false;
  const four: u32 = load<u32>(at) | 0x2020_2020;
  const inWord = isLetter(at + 2) || <u32>load<u8>(at, 2) >= 0x80;
  const three: u32 = inWord ? four & 0xff_ffff : (four & 0xffff) | 0x1_0000;
  // Words of three letters end there.
  const goesOn = <u32>load<u8>(at) < 0x80 && isSmall(<u32>load<u8>(at, 2) | 0x20) && isSmall(four >> 24);
  if (!goesOn && isIn(table, three)) return true;
  if (!isIn(table, four)) return false;
  const rest: u32 = <u32>load<u16>(at, 4) | 0x2020;
  if (isIn(table, longer(four, rest, 6))) return true;
  if (!isSmall(rest & 0xff) && isIn(table, longer(four, 0, 4))) return true;
  return !isSmall(rest >> 8) && isIn(table, longer(four, rest & 0xff, 5));
}

/** Of four bytes and the rest of a word that has up to six of them: as ../../word-filter.ts. */
function longer(four: u32, rest: u32, length: u32): u32 {
  return ((four * 0x85eb_ca6b) ^ (((rest << 3) | length) * 0xc2b2_ae35)) | 1;
}

/** A letter, in lower case. */
function isSmall(byte: u32): bool {
  return byte - 0x61 < 26;
}

/** Does a word that is an anchor stand at `at`? Of a word that is not ASCII its first bytes are enough. */
export function isWord(at: u32): bool {
  if (!wanted || !isOpening(at, WORD_TABLE)) return false;
  if (!isLetter(at)) return true;
  let end = at;
  while (isLetter(end)) end++;
  return lookUp(ANCHOR_WORDS, at, end - at) !== 0;
}

/** Places in the sixteen bytes at `at` where a word may begin: by its first three bytes, and no letter before a letter. */
export function openings(at: u32, bytes: v128, halves: u32): u32 {
  const small = i8x16.splat(0x20);
  const half = i8x16.splat(15);
  const first = v128.or(bytes, small);
  const second = v128.or(v128.load(at, 1), small);
  const third = v128.or(v128.load(at, 2), small);
  const groups = v128.and(
    v128.and(
      v128.and(
        i8x16.swizzle(v128.load(halves), v128.and(first, half)),
        i8x16.swizzle(v128.load(halves, 16), i8x16.shr_u(first, 4)),
      ),
      v128.and(
        i8x16.swizzle(v128.load(halves, 32), v128.and(second, half)),
        i8x16.swizzle(v128.load(halves, 48), i8x16.shr_u(second, 4)),
      ),
    ),
    v128.and(
      i8x16.swizzle(v128.load(halves, 64), v128.and(third, half)),
      i8x16.swizzle(v128.load(halves, 80), i8x16.shr_u(third, 4)),
    ),
  );
  const none = i8x16.eq(groups, i8x16.splat(0));
  const before = i8x16.lt_u(i8x16.sub(v128.or(v128.load(at - 1), small), i8x16.splat(0x61)), i8x16.splat(26));
  const inside = v128.and(before, i8x16.gt_s(bytes, i8x16.splat(-1)));
  return i8x16.bitmask(v128.not(v128.or(none, inside)));
}

/** Is an anchor among the bytes from `start` to `end`? Zeros, or what is no word, stand behind. */
export function holdsWord(start: u32, end: u32): bool {
  if (!wanted) return false;
  const one = v128.load(HALVES);
  const two = v128.load(HALVES, 16);
  const three = v128.load(HALVES, 32);
  const four = v128.load(HALVES, 48);
  const five = v128.load(HALVES, 64);
  const six = v128.load(HALVES, 80);
  const small = i8x16.splat(0x20);
  const half = i8x16.splat(15);
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    const first = v128.or(bytes, small);
    const second = v128.or(v128.load(at, 1), small);
    const third = v128.or(v128.load(at, 2), small);
    const groups = v128.and(
      v128.and(
        v128.and(i8x16.swizzle(one, v128.and(first, half)), i8x16.swizzle(two, i8x16.shr_u(first, 4))),
        v128.and(i8x16.swizzle(three, v128.and(second, half)), i8x16.swizzle(four, i8x16.shr_u(second, 4))),
      ),
      v128.and(i8x16.swizzle(five, v128.and(third, half)), i8x16.swizzle(six, i8x16.shr_u(third, 4))),
    );
    if (!v128.any_true(groups)) continue;
    const before = i8x16.lt_u(i8x16.sub(v128.or(v128.load(at - 1), small), i8x16.splat(0x61)), i8x16.splat(26));
    const inside = v128.and(before, i8x16.gt_s(bytes, i8x16.splat(-1)));
    let opened: u32 = i8x16.bitmask(v128.not(v128.or(i8x16.eq(groups, i8x16.splat(0)), inside)));
    for (; opened !== 0; opened &= opened - 1) if (isWord(at + <u32>ctz(opened))) return true;
  }
  return false;
}
