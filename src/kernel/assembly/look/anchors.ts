// AssemblyScript. Whether a text may hold an anchor: what the sweep would ask about, and more rather than less.
import { AFTER, BEFORE, FOLD, isDigit, LEAD, LISTENING, RUN, TOTAL } from "./memory";
import { beginHearing, isHeard } from "./hearing";
import { holdsWord } from "./words";

const MOST: u32 = 32;
const DROPPED: u32 = 0xffff;

/** Space ( ) - . / as bits from 0x20 on. */
function isSeparator(byte: u32): bool {
  const from: u32 = byte - 0x20;
  return from < 16 && ((0xe301 >> from) & 1) !== 0;
}

/** Digits of the chain that begins with a run of `run` digits, up to 32. */
function chain(run: u32, end: u32): u32 {
  let total = run;
  let at = end;
  while (total < MOST) {
    let gap: u32 = 0;
    while (gap < 3 && isSeparator(load<u8>(at + gap))) gap++;
    if (gap === 0 || !isDigit(at + gap)) return total;
    at += gap;
    while (isDigit(at)) {
      at++;
      total++;
    }
  }
  return MOST;
}

/** `tables` is the distance to the tables of the anchors. */
function isAsked(start: u32, end: u32, tables: u32): bool {
  const length = end - start;
  const run = min<u32>(length, MOST);
  let bits: u32 = load<u32>(tables + RUN + (run << 2));
  if (bits === 0) return false;
  const first: u32 = load<u8>(start);
  const lead: u32 = run === 1 ? first + 52 : first * 10 + <u32>load<u8>(start, 1) - 528;
  bits &= load<u32>(tables + LEAD + (lead << 2));
  if (bits === 0) return false;
  bits &= load<u32>(tables + BEFORE + ((<u32>load<u8>(start - 1) + (isDigit(start - 2) ? 256 : 0)) << 2));
  bits &= load<u32>(tables + AFTER + ((<u32>load<u8>(end) + (isDigit(end + 1) ? 256 : 0)) << 2));
  if (bits === 0) return false;
  return (bits & load<u32>(tables + TOTAL + (chain(run, end) << 2))) !== 0;
}

/** Words at the start of a line that begin what is no text: uuencode, PGP, yEnc. */
function opensBlock(at: u32): bool {
  const word: u64 = load<u64>(at);
  return (word & 0xff_ffff_ffff) === BEGIN || word === PGP || (word & 0xff_ffff_ffff_ffff) === YENC;
}

/** `begin`, `-----BEG`, `=ybegin`. */
const BEGIN: u64 = 0x6e69676562;
const PGP: u64 = 0x4745422d2d2d2d2d;
const YENC: u64 = 0x6e69676562793d;

/** The text stands between line ends: two before it, zeros behind it are written here. */
export function mayHoldAnchor(start: u32, end: u32): bool {
  store<u16>(end, 0x0a0a);
  v128.store(end + 2, i8x16.splat(0));
  v128.store(end + 18, i8x16.splat(0));
  v128.store(end + 34, i8x16.splat(0));
  v128.store(end + 50, i8x16.splat(0));
  const zero = i8x16.splat(0x30);
  const ten = i8x16.splat(10);
  const sign = i8x16.splat(0x40);
  beginHearing(start, end);
  let behind: u32 = 0;
  for (let at = start - 1; at < end; at += 16) {
    const bytes = v128.load(at);
    if (v128.any_true(i8x16.eq(bytes, sign))) return true;
    let feeds: u32 = i8x16.bitmask(i8x16.eq(bytes, ten));
    for (; feeds !== 0; feeds &= feeds - 1) if (opensBlock(at + <u32>ctz(feeds) + 1)) return true;
    const digits: u32 = i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, zero), ten));
    let starts: u32 = digits & ~((digits << 1) | behind);
    behind = digits >> 15;
    for (; starts !== 0; starts &= starts - 1) {
      const first = at + <u32>ctz(starts);
      let stop = first + 1;
      while (isDigit(stop)) stop++;
      if (isAsked(first, stop, 0) || (isHeard(first) && isAsked(first, stop, LISTENING - RUN))) return true;
    }
  }
  return holdsWord(start - 1, end);
}

/** Bits: 1 for a byte that is not ASCII, 2 for a control character that says that the text may be in another charset. */
export function census(start: u32, end: u32): u32 {
  store<u64>(end, 0x2020202020202020);
  store<u64>(end + 8, 0x2020202020202020);
  const zero = i8x16.splat(0);
  const escape = i8x16.splat(0x1b);
  let high = i8x16.splat(0);
  let odd = i8x16.splat(0);
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    high = v128.or(high, bytes);
    odd = v128.or(odd, v128.or(i8x16.eq(bytes, zero), i8x16.eq(bytes, escape)));
  }
  return (i8x16.bitmask(high) !== 0 ? 1 : 0) | (v128.any_true(odd) ? 2 : 0);
}

/** Is this UTF-8 (RFC 3629)? */
export function isUtf8(start: u32, end: u32): bool {
  for (let at = start; at < end;) {
    const byte: u32 = load<u8>(at);
    if (byte < 0x80) {
      at++;
      continue;
    }
    const size = sizeOf(byte);
    if (size === 0 || at + size > end) return false;
    for (let next: u32 = 1; next < size; next++) if ((load<u8>(at + next) & 0xc0) !== 0x80) return false;
    const point = pointAt(at, size);
    if ((size === 3 && (point < 0x800 || point - 0xd800 < 0x800)) || (size === 4 && (point < 0x10000 || point > 0x10ffff)))
      return false;
    at += size;
  }
  return true;
}

function sizeOf(lead: u32): u32 {
  if (lead - 0xc2 < 0x1e) return 2;
  if (lead - 0xe0 < 0x10) return 3;
  return lead - 0xf0 < 5 ? 4 : 0;
}

function pointAt(at: u32, size: u32): u32 {
  let point: u32 = load<u8>(at) & (0x7f >> size);
  for (let next: u32 = 1; next < size; next++) point = (point << 6) | (load<u8>(at + next) & 0x3f);
  return point;
}

/** Folds UTF-8 in its place; its new end, 0 where a character is not known. */
export function foldText(start: u32, end: u32): u32 {
  let to = start;
  for (let at = start; at < end;) {
    const byte: u32 = load<u8>(at);
    if (byte < 0x80) {
      store<u8>(to++, byte);
      at++;
      continue;
    }
    const size = sizeOf(byte);
    if (size === 0 || at + size > end) return 0;
    const point = pointAt(at, size);
    // Pictures for feelings stay; of the rest beyond the first plane little is met in mails.
    if (size === 4 && point - 0x1f300 >= 0x800) return 0;
    const entry: u32 = size === 4 ? 0 : load<u16>(FOLD + (point << 1));
    if (entry === 0) {
      for (let left = size; left > 0; left--) store<u8>(to++, load<u8>(at++));
      continue;
    }
    at += size;
    if (entry === DROPPED) continue;
    // A character that becomes one of several bytes: no digit, and none of the marks that stand beside one.
    store<u8>(to++, entry < 0x80 ? entry : 0xc2);
  }
  return to;
}
