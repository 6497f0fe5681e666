// AssemblyScript. What of a page is not shown (UNSEEN): what attributes say, by the rules of
// text/html-attributes.ts, and comments and scripts as they stand; each on a line of its own.
import { AMP, find, GT, isAlpha, isEnd, isSpace, known } from "./html-bytes";
import { ATTRIBUTES, isBlank, lookUp, lower, UNSEEN, WORDS } from "./memory";
import { hex } from "./transfer";

/** Codes of attributes. */
const WORDS_IN_IT: u32 = 1;
const ADDRESS: u32 = 2;
/** Has the name of its field before it. */
const VALUE: u32 = 3;
const FIELD_NAME: u32 = 4;

export let unseenEnd: u32 = UNSEEN;

export function beginUnseen(): void {
  store<u16>(UNSEEN, 0x0a0a);
  unseenEnd = UNSEEN + 2;
}

/** Writes bytes as they stand. */
export function unseen(from: u32, end: u32): void {
  memory.copy(unseenEnd, from, end - from);
  store<u8>(unseenEnd + end - from, 10);
  unseenEnd += end - from + 1;
}

/** Reads attributes; offset of the `>`, 0 when it is not certain. */
export function attributes(from: u32, end: u32): u32 {
  let at = from;
  let hasValue = false;
  let digitsInName = false;
  while (true) {
    while (at < end && (isSpace(load<u8>(at)) || load<u8>(at) === 0x2f)) at++;
    if (at >= end) return 0;
    if (<u32>load<u8>(at) === GT) return hasValue && digitsInName ? 0 : at;
    const name = at;
    at++;
    while (at < end && load<u8>(at) !== 0x3d && !isEnd(load<u8>(at))) at++;
    const length = at - name;
    while (at < end && isSpace(load<u8>(at))) at++;
    if (at >= end) return 0;
    if (load<u8>(at) !== 0x3d) continue;
    at++;
    while (at < end && isSpace(load<u8>(at))) at++;
    if (at >= end) return 0;
    const first: u32 = load<u8>(at);
    const quoted = first === 0x22 || first === 0x27;
    const start = quoted ? at + 1 : at;
    let stop = start;
    if (quoted) {
      stop = find(first, start, end);
      if (stop === 0) return 0;
      at = stop + 1;
    } else {
      while (stop < end && <u32>load<u8>(stop) !== GT && !isSpace(load<u8>(stop))) stop++;
      if (stop >= end) return 0;
      at = stop;
    }
    const code = isData(name, length) ? WORDS_IN_IT : lookUp(ATTRIBUTES, name, length);
    if (code === 0 || stop === start) continue;
    if (code === FIELD_NAME) {
      for (let place = start; place < stop; place++) {
        const byte: u32 = load<u8>(place);
        if (byte - 0x30 < 10 || byte === 0x40 || byte >= 0x80 || byte === AMP) digitsInName = true;
      }
    } else if (code === ADDRESS) {
      if (!address(start, stop)) return 0;
    } else {
      if (code === VALUE) hasValue = true;
      if (!words(start, stop, false, false)) return 0;
    }
  }
}

function isData(name: u32, length: u32): bool {
  return (
    length >= 5 &&
    lower(load<u8>(name)) === 0x64 &&
    lower(load<u8>(name, 1)) === 0x61 &&
    lower(load<u8>(name, 2)) === 0x74 &&
    lower(load<u8>(name, 3)) === 0x61 &&
    load<u8>(name, 4) === 0x2d
  );
}

/** An address is percent-decoded; those of mails and telephones fall apart at their marks; data in place of an address is none. */
function address(from: u32, end: u32): bool {
  let start = from;
  while (start < end && isBlank(load<u8>(start))) start++;
  let colon = start;
  while (colon < end && colon - start < 11 && isAlpha(load<u8>(colon))) colon++;
  const length = colon - start;
  if (colon >= end || load<u8>(colon) !== 0x3a || length < 3 || length > 10) return words(start, end, true, false);
  const first: u32 = lower(load<u8>(start));
  const second: u32 = lower(load<u8>(start, 1));
  const third: u32 = lower(load<u8>(start, 2));
  if (length === 4 && first === 0x64 && second === 0x61 && third === 0x74 && lower(load<u8>(start, 3)) === 0x61) return true;
  // mailto, tel, sms, callto: told by their first letters, and an address too many split up hides nothing.
  const split =
    (first === 0x6d && second === 0x61) ||
    (first === 0x74 && second === 0x65) ||
    (first === 0x73 && second === 0x6d) ||
    (first === 0x63 && second === 0x61);
  return words(split ? colon + 1 : start, end, true, split);
}

/** Writes what an attribute says on a line of its own; false when it is not certain. */
function words(from: u32, end: u32, percent: bool, split: bool): bool {
  let to = unseenEnd;
  for (let at = from; at < end;) {
    let byte: u32 = load<u8>(at++);
    if (byte === AMP) {
      let stop = at;
      if (stop < end && load<u8>(stop) === 0x23) stop++;
      while (stop < end && (isAlpha(load<u8>(stop)) || <u32>load<u8>(stop) - 0x30 < 10)) stop++;
      if (stop < end && load<u8>(stop) === 0x3b && stop > at) {
        const code = known(at, stop - at);
        if (code === 0) return false;
        const place = WORDS + (code << 2);
        byte = load<u8>(place);
        // More than a byte in the middle of an address is rare.
        if (byte === 0 || byte >= 0x80 || load<u8>(place, 1) !== 0) return false;
        at = stop + 1;
      } else if (stop > at && (stop >= end || load<u8>(stop) !== 0x3d)) return false;
    }
    if (percent && byte === 0x25 && at + 1 < end) {
      const high = hex(load<u8>(at));
      const low = hex(load<u8>(at, 1));
      if (high >= 0 && low >= 0) {
        byte = (high << 4) | low;
        if (byte >= 0x80) return false;
        at += 2;
      }
    }
    if (split && (byte === 0x3f || byte === AMP || byte === 0x3b)) byte = 10;
    store<u8>(to++, byte);
  }
  store<u8>(to++, 10);
  unseenEnd = to;
  return true;
}
