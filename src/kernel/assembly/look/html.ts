// AssemblyScript. HTML to the text that is seen (TEXT) and what is not seen (UNSEEN), by the rules of
// text/html-bytes.ts as far as they matter to where numbers stand. Unusual markup is left to the whole reader.
import { AMP, find, GT, isAlpha, isEnd, isSpace, known } from "./html-bytes";
import { lookUp, lower, TAGS, TEXT, WORDS } from "./memory";
import { attributes, beginUnseen, unseen } from "./unseen";

/** Codes of tags, as the host has them: what lays out, and what kind of content it has. */
const LAYOUT: u32 = 7;
const BREAK: u32 = 1;
const CELL: u32 = 2;
const ROW: u32 = 4;
const KEPT: u32 = 8;
const RAW: u32 = 16;
const TITLE: u32 = 32;
const OTHER: u32 = 64;
/** A style's content is shown to nobody; a page says its charset in a `meta`. */
const SPECIAL: u32 = 128;

const LT: u32 = 0x3c;
const LONGEST_REFERENCE: u32 = 39;

export let textEnd: u32 = TEXT;

let pending: u32 = 0;
let lineStart: bool = true;
let cells: u32 = 0;
let kept: u32 = 0;

/** Lays a page out; false when it is not certain. */
export function layOut(from: u32, end: u32): bool {
  store<u16>(TEXT, 0x0a0a);
  textEnd = TEXT + 2;
  beginUnseen();
  pending = cells = kept = 0;
  lineStart = true;
  let at = from;
  while (at < end) {
    at = untilMarkup(at, end);
    if (at >= end) return true;
    at = <u32>load<u8>(at) === AMP ? reference(at, end) : markup(at, end);
    if (at === 0) return false;
  }
  return true;
}

function put(byte: u32): void {
  let to = textEnd;
  if (pending !== 0) {
    store<u8>(to++, pending);
    pending = 0;
  }
  store<u8>(to, byte);
  textEnd = to + 1;
  lineStart = byte === 10;
}

function untilMarkup(from: u32, end: u32): u32 {
  let at = from;
  if (kept > 0) {
    for (; at < end; at++) {
      const byte: u32 = load<u8>(at);
      if (byte === LT || byte === AMP) break;
      put(byte);
    }
    return at;
  }
  let to = textEnd;
  let space = pending;
  let fresh = lineStart;
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (byte > 0x20 && byte !== LT && byte !== AMP) {
      if (space !== 0) {
        store<u8>(to++, space);
        space = 0;
      }
      store<u8>(to++, byte);
      fresh = false;
    } else if (isSpace(byte)) {
      if (space === 0 && !fresh) space = 0x20;
    } else if (byte === LT || byte === AMP) {
      break;
    } else {
      if (space !== 0) {
        store<u8>(to++, space);
        space = 0;
      }
      store<u8>(to++, byte);
      fresh = false;
    }
  }
  textEnd = to;
  pending = space;
  lineStart = fresh;
  return at;
}

function reference(at: u32, end: u32): u32 {
  let to = at + 1;
  if (to < end && load<u8>(to) === 0x23) to++;
  const most = min<u32>(end, at + LONGEST_REFERENCE);
  while (to < most && (isAlpha(load<u8>(to)) || <u32>load<u8>(to) - 0x30 < 10)) to++;
  if (to === at + 1) {
    put(AMP);
    return to;
  }
  if (to === most || load<u8>(to) !== 0x3b) return 0;
  const code = known(at + 1, to - at - 1);
  if (code === 0) return 0;
  // Written as a reference, white space does not collapse, and what has no width still stands somewhere.
  if (pending !== 0) store<u8>(textEnd++, pending);
  pending = 0;
  lineStart = false;
  for (let place = WORDS + (code << 2); load<u8>(place) !== 0; place++) store<u8>(textEnd++, load<u8>(place));
  return to + 1;
}

function markup(at: u32, end: u32): u32 {
  if (at + 1 >= end) return 0;
  const next: u32 = load<u8>(at, 1);
  if (isAlpha(next)) return openTag(at, end);
  if (next === 0x2f) return closeTag(at, end);
  if (next === 0x21) return declaration(at, end);
  if (next === 0x3f) return bogusComment(at + 1, at + 2, end);
  put(LT);
  return at + 1;
}

function nameEnd(from: u32, end: u32): u32 {
  let at = from;
  while (at < end && !isEnd(load<u8>(at))) at++;
  return at;
}

function closeTag(at: u32, end: u32): u32 {
  if (at + 2 >= end) return 0;
  const first: u32 = load<u8>(at, 2);
  if (first === GT) return 0;
  if (!isAlpha(first)) return bogusComment(at + 2, at + 3, end);
  const stop = nameEnd(at + 2, end);
  const close = find(GT, stop, end);
  if (close === 0) return 0;
  const tag = lookUp(TAGS, at + 2, stop - at - 2);
  if (tag & KEPT && kept > 0) kept--;
  if ((tag & LAYOUT) !== 0 && (tag & LAYOUT) !== CELL) breakLine(tag & LAYOUT);
  return close + 1;
}

function breakLine(layout: u32): void {
  if (layout === BREAK) {
    if (pending !== 10) pending = 0;
    put(10);
    return;
  }
  if (layout === ROW) cells = 0;
  if (layout === ROW || pending !== 9) pending = lineStart ? 0 : 10;
}

function bogusComment(start: u32, from: u32, end: u32): u32 {
  const close = find(GT, from, end);
  if (close === 0) return 0;
  unseen(start, close);
  return close + 1;
}

function declaration(at: u32, end: u32): u32 {
  const third: u32 = at + 2 < end ? load<u8>(at, 2) : 0;
  if (third === 0x2d && at + 3 < end && load<u8>(at, 3) === 0x2d) {
    const start = at + 4;
    if (load<u8>(start) === GT || (load<u8>(start) === 0x2d && load<u8>(start, 1) === GT)) return 0;
    for (let close = find(GT, start, end); close !== 0; close = find(GT, close + 1, end)) {
      if (close >= start + 2 && load<u16>(close - 2) === 0x2d2d) {
        unseen(start, close - 2);
        return close + 1;
      }
      // `--!>` ends one, too.
      if (load<u8>(close - 1) === 0x21) return 0;
    }
    return 0;
  }
  if (third === 0x5b && load<u8>(at, 3) !== 0x43) return bogusComment(at + 2, at + 3, end);
  for (let index: u32 = 0; index < 7; index++) {
    if (at + 2 + index >= end) return 0;
    if (lower(load<u8>(at + 2 + index)) !== <u32>((DOCTYPE_WORD >> (index << 3)) & 0xff)) return 0;
  }
  const close = find(GT, at + 9, end);
  return close === 0 ? 0 : close + 1;
}

const DOCTYPE_WORD: u64 = 0x65707974636f64;

function openTag(at: u32, end: u32): u32 {
  const stop = nameEnd(at + 1, end);
  if (stop >= end) return 0;
  const length = stop - at - 1;
  const tag = lookUp(TAGS, at + 1, length);
  if (tag & OTHER) return 0;
  const close = <u32>load<u8>(stop) === GT ? stop : attributes(stop, end);
  if (close === 0) return 0;
  if (tag === SPECIAL && namesCharset(stop, close)) return 0;
  if (tag & KEPT) kept++;
  const layout = tag & LAYOUT;
  if (layout === CELL) {
    if (cells > 0) pending = 9;
    cells++;
  } else if (layout !== 0) breakLine(layout);
  return tag & (RAW | TITLE) ? rawContent(tag, at + 1, length, close + 1, end) : close + 1;
}

/** A page that says of itself that it is in a seven-bit charset. */
function namesCharset(from: u32, end: u32): bool {
  for (let at = from; at < end; at++) {
    const byte: u32 = lower(load<u8>(at));
    const next: u32 = lower(load<u8>(at, 1));
    if (byte === 0x37 || (byte === 0x32 && next === 0x30) || (byte === 0x68 && next === 0x7a)) return true;
  }
  return false;
}

function rawContent(tag: u32, name: u32, length: u32, from: u32, end: u32): u32 {
  let stop = find(LT, from, end);
  for (; stop !== 0; stop = find(LT, stop + 1, end)) {
    if (stop + 2 + length >= end || load<u8>(stop, 1) !== 0x2f || !isEnd(load<u8>(stop + 2 + length))) continue;
    let index: u32 = 0;
    while (index < length && lower(load<u8>(stop + 2 + index)) === lower(load<u8>(name + index))) index++;
    if (index === length) break;
  }
  if (stop === 0) return 0;
  if (tag & RAW) {
    if ((tag & SPECIAL) === 0) unseen(from, stop);
    return stop;
  }
  for (let at = from; at < stop;) {
    at = untilMarkup(at, stop);
    if (at >= stop) break;
    if (<u32>load<u8>(at) === LT) return 0;
    at = reference(at, stop);
    if (at === 0) return 0;
  }
  return stop;
}
