// AssemblyScript, compiled by `npm run build:wasm`. The twin of ../typescript.ts, byte for byte.
// The host writes the tables and the text; no static data, no allocation.

/** Bytes whose anchors one call looks for, and the context that is shown before and behind them. */
export const CHUNK: u32 = 65536;
export const BEHIND: u32 = 64;
export const AHEAD: u32 = 256;

export const RUN: u32 = 0x400;
export const TOTAL: u32 = 0x500;
export const LEAD: u32 = 0x600;
export const BEFORE: u32 = 0x800;
export const AFTER: u32 = 0x1400;
/** Four tables of 16, by halves of the first and the second byte of a word. */
export const HALVES: u32 = 0x1e40;
export const INPUT: u32 = 0x2000;
/** Offsets of runs, `@` and words, of ends of runs; the events, written from the end downwards. */
const STARTS: u32 = 0x14000;
const ENDS: u32 = 0x56000;
export const EVENTS_END: u32 = 0x1a0000;

/** A bit for each hash of the first three bytes of a word, then of the first four. */
export const WORDS: u32 = 0x1a0000;
const WORDS_OF_FOUR: u32 = 0x1a0400;

const BORDER: u32 = 512;
const AT_SIGN: u32 = 0x40;

function isDigit(at: u32): bool {
  return <u32>load<u8>(at) - 0x30 < 10;
}

/** Space ( ) - . / as bits from 0x20 on. */
function isSeparator(at: u32): bool {
  const from: u32 = <u32>load<u8>(at) - 0x20;
  return from < 16 && ((0xe301 >> from) & 1) !== 0;
}

/** Places in the sixteen bytes at `p` where a word may begin: by its first two bytes, and no letter before a letter. */
// @ts-ignore: decorator
@inline
function openings(bytes: v128, p: u32, lowFirst: v128, highFirst: v128, lowSecond: v128, highSecond: v128): u32 {
  const small = i8x16.splat(0x20);
  const half = i8x16.splat(15);
  const first = v128.or(bytes, small);
  const second = v128.or(v128.load(p, 1), small);
  const groups = v128.and(
    v128.and(i8x16.swizzle(lowFirst, v128.and(first, half)), i8x16.swizzle(highFirst, i8x16.shr_u(first, 4))),
    v128.and(i8x16.swizzle(lowSecond, v128.and(second, half)), i8x16.swizzle(highSecond, i8x16.shr_u(second, 4))),
  );
  const none = i8x16.eq(groups, i8x16.splat(0));
  const before = i8x16.lt_u(i8x16.sub(v128.or(v128.load(p - 1), small), i8x16.splat(0x61)), i8x16.splat(26));
  const inside = v128.and(before, i8x16.gt_s(bytes, i8x16.splat(-1)));
  return i8x16.bitmask(v128.not(v128.or(none, inside)));
}

/** Do the bytes at `at` begin a word? */
function isOpening(at: u32): bool {
  const first: u32 = load<u8>(at);
  if (first < 0x80 && (first | 0x20) - 0x61 >= 26) return false;
  const four: u32 = load<u32>(at) | 0x2020_2020;
  return isIn(WORDS, four & 0xff_ffff) || isIn(WORDS_OF_FOUR, four);
}

function isIn(table: u32, bytes: u32): bool {
  const hash: u32 = (bytes * 0x9e37_79b1) >> 19;
  return ((load<u32>(table + ((hash >> 5) << 2)) >> (hash & 31)) & 1) !== 0;
}

function isChained(end: u32, next: u32): bool {
  if (next - end > 3) return false;
  for (let at = end; at < next; at++) if (!isSeparator(at)) return false;
  return true;
}

/**
 * Anchors in `[INPUT + BEHIND, to)`; the bytes reach to `limit`, 128 zeros stand behind. The
 * text itself begins at `low` and ends at `high` (0xffffffff: beyond `limit`). Events get
 * `base` added to their offsets; `wants` has bit 0 for `@` and bit 1 for words. Returns the number of events before EVENTS_END.
 */
export function anchors(to: u32, limit: u32, low: u32, high: u32, base: u32, wants: u32): u32 {
  const wantsAt = (wants & 1) !== 0;
  const wantsWords = (wants & 2) !== 0;
  const lowFirst = v128.load(HALVES);
  const highFirst = v128.load(HALVES, 16);
  const lowSecond = v128.load(HALVES, 32);
  const highSecond = v128.load(HALVES, 48);
  const zero = i8x16.splat(0x30);
  const ten = i8x16.splat(10);
  const sign = i8x16.splat(0x40);
  const from: u32 = INPUT + BEHIND;
  let starts: u32 = STARTS;
  let ends: u32 = ENDS;
  let carry: u64 = from > low && isDigit(from - 1) ? 1 : 0;
  let p: u32 = from;
  for (; p < limit; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const da = i8x16.lt_u(i8x16.sub(a, zero), ten);
    const db = i8x16.lt_u(i8x16.sub(b, zero), ten);
    const dc = i8x16.lt_u(i8x16.sub(c, zero), ten);
    const dd = i8x16.lt_u(i8x16.sub(d, zero), ten);
    let found: u64 = 0;
    if (v128.any_true(v128.or(v128.or(da, db), v128.or(dc, dd))) || carry !== 0) {
      const digits: u64 =
        <u64>(<u32>(i8x16.bitmask(da) | (i8x16.bitmask(db) << 16))) |
        ((<u64>(<u32>(i8x16.bitmask(dc) | (i8x16.bitmask(dd) << 16)))) << 32);
      const behind: u64 = (digits << 1) | carry;
      carry = digits >> 63;
      found = digits & ~behind;
      let over: u64 = behind & ~digits;
      while (over !== 0) {
        store<u32>(ends, p + <u32>ctz(over));
        ends += 4;
        over &= over - 1;
      }
    }
    if (wantsAt) {
      const ea = i8x16.eq(a, sign);
      const eb = i8x16.eq(b, sign);
      const ec = i8x16.eq(c, sign);
      const ed = i8x16.eq(d, sign);
      if (v128.any_true(v128.or(v128.or(ea, eb), v128.or(ec, ed)))) {
        found |=
          <u64>(<u32>(i8x16.bitmask(ea) | (i8x16.bitmask(eb) << 16))) |
          ((<u64>(<u32>(i8x16.bitmask(ec) | (i8x16.bitmask(ed) << 16)))) << 32);
      }
    }
    if (wantsWords) {
      let opened: u64 =
        <u64>(
          (<u32>(
            openings(a, p, lowFirst, highFirst, lowSecond, highSecond) |
              (openings(b, p + 16, lowFirst, highFirst, lowSecond, highSecond) << 16)
          ))
        ) |
        ((<u64>(
          (<u32>(
            openings(c, p + 32, lowFirst, highFirst, lowSecond, highSecond) |
              (openings(d, p + 48, lowFirst, highFirst, lowSecond, highSecond) << 16)
          ))
        )) <<
          32);
      for (; opened !== 0; opened &= opened - 1) if (isOpening(p + <u32>ctz(opened))) found |= opened & (0 - opened);
    }
    while (found !== 0) {
      store<u32>(starts, p + <u32>ctz(found));
      starts += 4;
      found &= found - 1;
    }
  }
  if (carry !== 0) {
    store<u32>(ends, p);
    ends += 4;
  }

  let event: u32 = EVENTS_END;
  let chained: u32 = 0;
  let next: u32 = 0xffffffff;
  for (let at: u32 = starts; at > STARTS;) {
    at -= 4;
    const start: u32 = load<u32>(at);
    const first: u32 = load<u8>(start);
    if (first === AT_SIGN) {
      if (start >= to) continue;
      event -= 16;
      store<u32>(event, start + base);
      store<u64>(event, 0, 4);
      store<u32>(event, 0, 12);
      continue;
    }
    if (first - 0x30 >= 10) {
      if (start >= to) continue;
      event -= 16;
      store<u32>(event, start + base);
      store<u32>(event, 0xffffffff, 4);
      store<u64>(event, 0, 8);
      continue;
    }
    ends -= 4;
    const end: u32 = load<u32>(ends);
    const length: u32 = end - start;
    const run: u32 = min<u32>(length, 32);
    if (!isChained(end, next)) chained = 0;
    chained = min<u32>(32, chained + run);
    next = start;
    if (start >= to) continue;
    let bits: u32 = load<u32>(RUN + (run << 2)) & load<u32>(TOTAL + (chained << 2));
    if (bits === 0) continue;
    const lead: u32 = run === 1 ? first + 52 : first * 10 + <u32>load<u8>(start, 1) - 528;
    bits &= load<u32>(LEAD + (lead << 2));
    if (bits === 0) continue;
    const before: u32 = start === low ? BORDER : <u32>load<u8>(start - 1) + (start - 1 > low && isDigit(start - 2) ? 256 : 0);
    bits &= load<u32>(BEFORE + (before << 2));
    // What stands behind a run that reaches the limit only the host can see.
    if (end + 1 < limit || high <= limit) {
      const after: u32 = end === high ? BORDER : <u32>load<u8>(end) + (end + 1 < limit && isDigit(end + 1) ? 256 : 0);
      bits &= load<u32>(AFTER + (after << 2));
    }
    if (bits === 0) continue;
    event -= 16;
    store<u32>(event, start + base);
    store<u32>(event, length, 4);
    store<u32>(event, chained, 8);
    store<u32>(event, bits, 12);
  }
  return (EVENTS_END - event) >> 4;
}
