// AssemblyScript, compiled by `npm run build:wasm`. The twin of ../typescript.ts, byte for byte.
// The host writes the tables and the text; no static data, no allocation.

/** Bytes whose anchors one call looks for, and the context that is shown before and behind them. */
export const CHUNK: u32 = 65536;
export const BEHIND: u32 = 128;
export const AHEAD: u32 = 256;

export const RUN: u32 = 0x400;
export const TOTAL: u32 = 0x500;
export const LEAD: u32 = 0x600;
export const BEFORE: u32 = 0x800;
export const AFTER: u32 = 0x1400;
/** Six tables of 16, by halves of the first three bytes of a word. */
export const HALVES: u32 = 0x1e40;
export const INPUT: u32 = 0x2000;
/** Offsets of runs, `@` and words, of ends of runs; the events, written from the end downwards. */
const STARTS: u32 = 0x14000;
const ENDS: u32 = 0x56000;
/** A whole number of events from the start of the memory. */
export const EVENTS_END: u32 = 1835000;
/** RUN to AFTER again, for the runs that are anchors only behind a phrase; then what phrases begin with, as HALVES and WORDS. */
export const LISTENING: u32 = 0x1c0000;
export const OPENING_HALVES: u32 = 0x1c1e00;

/** The first bytes of each word, or of each phrase, by their hash. */
export const WORDS: u32 = 0x1d0000;
export const OPENINGS: u32 = 0x1e0000;
const EVENT: u32 = 20;
const NO_RUN: u32 = 0xffff_ffff;

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

/** Places in the sixteen bytes at `p` where a word may begin: by its first three bytes, and no letter before a letter. */
function openings(bytes: v128, p: u32, one: v128, two: v128, three: v128, four: v128, five: v128, six: v128): u32 {
  const small = i8x16.splat(0x20);
  const half = i8x16.splat(15);
  const first = v128.or(bytes, small);
  const second = v128.or(v128.load(p, 1), small);
  const third = v128.or(v128.load(p, 2), small);
  const groups = v128.and(
    v128.and(
      v128.and(i8x16.swizzle(one, v128.and(first, half)), i8x16.swizzle(two, i8x16.shr_u(first, 4))),
      v128.and(i8x16.swizzle(three, v128.and(second, half)), i8x16.swizzle(four, i8x16.shr_u(second, 4))),
    ),
    v128.and(i8x16.swizzle(five, v128.and(third, half)), i8x16.swizzle(six, i8x16.shr_u(third, 4))),
  );
  if (!v128.any_true(groups)) return 0;
  const none = i8x16.eq(groups, i8x16.splat(0));
  const before = i8x16.lt_u(i8x16.sub(v128.or(v128.load(p - 1), small), i8x16.splat(0x61)), i8x16.splat(26));
  const inside = v128.and(before, i8x16.gt_s(bytes, i8x16.splat(-1)));
  return i8x16.bitmask(v128.not(v128.or(none, inside)));
}

function isInWord(byte: u32): bool {
  return byte >= 0x80 || (byte | 0x20) - 0x61 < 26;
}

/** Do the bytes at `at` begin a word of this table? */
function isOpening(at: u32, table: u32): bool {
  if (!isInWord(load<u8>(at))) return false;
  const four: u32 = load<u32>(at) | 0x2020_2020;
  const three: u32 = isInWord(load<u8>(at, 2)) ? four & 0xff_ffff : (four & 0xffff) | 0x1_0000;
  // Words of three letters end there.
  const goesOn = <u32>load<u8>(at) < 0x80 && isSmall(<u32>load<u8>(at, 2) | 0x20) && isSmall(four >> 24);
  if (!goesOn && isIn(table, three)) return true;
  if (!isIn(table, four)) return false;
  const rest: u32 = <u32>load<u16>(at, 4) | 0x2020;
  if (isIn(table, longer(four, rest, 6))) return true;
  if (!isSmall(rest & 0xff) && isIn(table, longer(four, 0, 4))) return true;
  return !isSmall(rest >> 8) && isIn(table, longer(four, rest & 0xff, 5));
}

/** Of four bytes and the rest of a word that has up to six of them: as ../word-filter.ts. */
function longer(four: u32, rest: u32, length: u32): u32 {
  return ((four * 0x85eb_ca6b) ^ (((rest << 3) | length) * 0xc2b2_ae35)) | 1;
}

/** A letter, in lower case. */
function isSmall(byte: u32): bool {
  return byte - 0x61 < 26;
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

function isChained(end: u32, next: u32): bool {
  if (next - end > 3) return false;
  for (let at = end; at < next; at++) if (!isSeparator(at)) return false;
  return true;
}

/**
 * Anchors in `[INPUT + BEHIND, to)`; the bytes reach to `limit`, 128 zeros stand behind. The
 * text itself begins at `low` and ends at `high` (0xffffffff: beyond `limit`). Events get
 * `base` added to their offsets; `wants` has bit 0 for `@`, bit 1 for
 * words and bit 2 for runs that listen, `reach` bytes back. Returns the number of events before EVENTS_END.
 */
export function anchors(to: u32, limit: u32, low: u32, high: u32, base: u32, wants: u32, reach: u32): u32 {
  const wantsAt = (wants & 1) !== 0;
  const wantsWords = (wants & 2) !== 0;
  const wantsListening = (wants & 4) !== 0;
  const one = v128.load(HALVES);
  const two = v128.load(HALVES, 16);
  const three = v128.load(HALVES, 32);
  const four = v128.load(HALVES, 48);
  const five = v128.load(HALVES, 64);
  const six = v128.load(HALVES, 80);
  const small = i8x16.splat(0x20);
  const half = i8x16.splat(15);
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
      // Written out: a call for each sixteen bytes costs as much as what it does.
      let opened: u64 = 0;
      for (let q: u32 = 0; q < 64; q += 16) {
        const bytes = v128.load(p + q);
        const first = v128.or(bytes, small);
        const second = v128.or(v128.load(p + q, 1), small);
        const third = v128.or(v128.load(p + q, 2), small);
        const groups = v128.and(
          v128.and(
            v128.and(i8x16.swizzle(one, v128.and(first, half)), i8x16.swizzle(two, i8x16.shr_u(first, 4))),
            v128.and(i8x16.swizzle(three, v128.and(second, half)), i8x16.swizzle(four, i8x16.shr_u(second, 4))),
          ),
          v128.and(i8x16.swizzle(five, v128.and(third, half)), i8x16.swizzle(six, i8x16.shr_u(third, 4))),
        );
        if (!v128.any_true(groups)) continue;
        const before = i8x16.lt_u(i8x16.sub(v128.or(v128.load(p + q - 1), small), i8x16.splat(0x61)), i8x16.splat(26));
        const inside = v128.and(before, i8x16.gt_s(bytes, i8x16.splat(-1)));
        const mask: u32 = i8x16.bitmask(v128.not(v128.or(i8x16.eq(groups, i8x16.splat(0)), inside)));
        opened |= (<u64>mask) << q;
      }
      for (; opened !== 0; opened &= opened - 1) if (isOpening(p + <u32>ctz(opened), WORDS)) found |= opened & (0 - opened);
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
  let listeners = false;
  for (let at: u32 = starts; at > STARTS;) {
    at -= 4;
    const start: u32 = load<u32>(at);
    const first: u32 = load<u8>(start);
    if (first - 0x30 >= 10) {
      if (start >= to) continue;
      event -= EVENT;
      store<u32>(event, start + base);
      store<u32>(event, first === AT_SIGN ? 0 : NO_RUN, 4);
      store<u64>(event, 0, 8);
      store<u32>(event, 0, 16);
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
    const lead: u32 = run === 1 ? first + 52 : first * 10 + <u32>load<u8>(start, 1) - 528;
    let bits: u32 = load<u32>(RUN + (run << 2)) & load<u32>(TOTAL + (chained << 2)) & load<u32>(LEAD + (lead << 2));
    let listens: u32 = 0;
    if (wantsListening)
      listens =
        load<u32>(LISTENING + RUN + (run << 2)) &
        load<u32>(LISTENING + TOTAL + (chained << 2)) &
        load<u32>(LISTENING + LEAD + (lead << 2));
    if ((bits | listens) === 0) continue;
    const before: u32 = start === low ? BORDER : <u32>load<u8>(start - 1) + (start - 1 > low && isDigit(start - 2) ? 256 : 0);
    bits &= load<u32>(BEFORE + (before << 2));
    listens &= load<u32>(LISTENING + BEFORE + (before << 2));
    // What stands behind a run that reaches the limit only the host can see.
    if (end + 1 < limit || high <= limit) {
      const after: u32 = end === high ? BORDER : <u32>load<u8>(end) + (end + 1 < limit && isDigit(end + 1) ? 256 : 0);
      bits &= load<u32>(AFTER + (after << 2));
      listens &= load<u32>(LISTENING + AFTER + (after << 2));
    }
    if ((bits | listens) === 0) continue;
    if (listens !== 0) listeners = true;
    event -= EVENT;
    store<u32>(event, start + base);
    store<u32>(event, length, 4);
    store<u32>(event, chained, 8);
    store<u32>(event, bits, 12);
    store<u32>(event, listens, 16);
  }
  return (EVENTS_END - (listeners ? withoutUnheard(event, low, base, reach) : event)) / EVENT;
}

/** Takes away what listens and hears nothing; the first event that is left. */
function withoutUnheard(first: u32, low: u32, base: u32, reach: u32): u32 {
  const one = v128.load(OPENING_HALVES);
  const two = v128.load(OPENING_HALVES, 16);
  const three = v128.load(OPENING_HALVES, 32);
  const four = v128.load(OPENING_HALVES, 48);
  const five = v128.load(OPENING_HALVES, 64);
  const six = v128.load(OPENING_HALVES, 80);
  let listened: u32 = 0;
  let last: u32 = 0;
  for (let event = first; event < EVENTS_END; event += EVENT) {
    if (load<u32>(event, 16) === 0) continue;
    const start: u32 = load<u32>(event) - base;
    const from = max<u32>(low, start - reach);
    for (let p = max<u32>(listened, from); p < start; p += 16) {
      let opened = openings(v128.load(p), p, one, two, three, four, five, six);
      for (; opened !== 0; opened &= opened - 1) {
        const at = p + <u32>ctz(opened);
        if (at < start && isOpening(at, OPENINGS)) last = at;
      }
    }
    listened = max<u32>(listened, start);
    if (last === 0 || last < from) store<u32>(event, 0, 16);
  }
  let to: u32 = EVENTS_END;
  for (let event: u32 = EVENTS_END; event > first;) {
    event -= EVENT;
    const length: u32 = load<u32>(event, 4);
    if (length !== 0 && length !== NO_RUN && load<u64>(event, 12) === 0) continue;
    to -= EVENT;
    if (to === event) continue;
    v128.store(to, v128.load(event));
    store<u32>(to, load<u32>(event, 16), 16);
  }
  return to;
}
