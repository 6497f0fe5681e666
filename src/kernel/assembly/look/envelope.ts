// AssemblyScript. Envelope lines of a mailbox in the form that nearly every program writes; the twin of
// isTimedEnvelope in formats/mail/envelope-line.ts. Any other is left to the whole reader.
import { isDigit, lineFeed, NEXT } from "./memory";

const LONGEST_LINE: u32 = 1000;
const FROM: u32 = 0x6d6f7246;
const SPACE: u32 = 0x20;

/**
 * Start of the first line behind `from` that begins with `From `, when it is a usual envelope line; it and what
 * follows it are written to NEXT. 0 when it is not, or when none is there whole.
 */
export function findEnvelope(from: u32, end: u32): u32 {
  const feeds = i8x16.splat(10);
  const letters = i8x16.splat(0x46);
  for (let at = from; at < end; at += 16) {
    let found: u32 = i8x16.bitmask(v128.and(i8x16.eq(v128.load(at), feeds), i8x16.eq(v128.load(at, 1), letters)));
    for (; found !== 0; found &= found - 1) {
      const line = at + <u32>ctz(found) + 1;
      if (line + 5 > end) return 0;
      if (load<u32>(line) !== FROM || <u32>load<u8>(line, 4) !== SPACE) continue;
      const feed = lineFeed(line, end);
      if (feed >= end || !isUsual(line, load<u8>(feed - 1) === 13 ? feed - 1 : feed)) return 0;
      store<u32>(NEXT, line);
      store<u32>(NEXT, feed + 1, 4);
      return line;
    }
  }
  return 0;
}

function isUsual(line: u32, end: u32): bool {
  if (end - line > LONGEST_LINE || end - line < 32) return false;
  const sign: u32 = load<u8>(end - 10);
  const zoned = sign === 0x2b || sign === 0x2d;
  const date = end - (zoned ? 30 : 24);
  const sender = line + 5;
  if (date <= sender + 1 || <u32>load<u8>(date - 1) !== SPACE || !isDate(date)) return false;
  if (<u32>load<u8>(end - 5) !== SPACE || !areDigits(end - 4, 4)) return false;
  if (zoned && !(areDigits(end - 9, 4) && <u32>load<u8>(end - 11) === SPACE)) return false;
  let addressed = false;
  for (let at = sender; at < date - 1; at++) {
    const byte: u32 = load<u8>(at);
    if (byte <= SPACE || byte >= 0x7f) return false;
    if (byte === 0x40) addressed = true;
  }
  return addressed;
}

function areDigits(at: u32, count: u32): bool {
  for (let index: u32 = 0; index < count; index++) if (!isDigit(at + index)) return false;
  return true;
}

/** Three letters as a number. */
function lettersAt(at: u32): u32 {
  return ((<u32>load<u8>(at)) << 16) | ((<u32>load<u8>(at, 1)) << 8) | <u32>load<u8>(at, 2);
}

/** `Thu Jan  2 00:00:00`. */
function isDate(at: u32): bool {
  return (
    isDay(lettersAt(at)) &&
    <u32>load<u8>(at, 3) === SPACE &&
    isMonth(lettersAt(at + 4)) &&
    <u32>load<u8>(at, 7) === SPACE &&
    (<u32>load<u8>(at, 8) === SPACE || isDigit(at + 8)) &&
    isDigit(at + 9) &&
    <u32>load<u8>(at, 10) === SPACE &&
    areDigits(at + 11, 2) &&
    load<u8>(at, 13) === 0x3a &&
    areDigits(at + 14, 2) &&
    load<u8>(at, 16) === 0x3a &&
    areDigits(at + 17, 2)
  );
}

function isDay(name: u32): bool {
  return (
    name === 0x4d6f6e ||
    name === 0x547565 ||
    name === 0x576564 ||
    name === 0x546875 ||
    name === 0x467269 ||
    name === 0x536174 ||
    name === 0x53756e
  );
}

function isMonth(name: u32): bool {
  return (
    name === 0x4a616e ||
    name === 0x466562 ||
    name === 0x4d6172 ||
    name === 0x417072 ||
    name === 0x4d6179 ||
    name === 0x4a756e ||
    name === 0x4a756c ||
    name === 0x417567 ||
    name === 0x536570 ||
    name === 0x4f6374 ||
    name === 0x4e6f76 ||
    name === 0x446563
  );
}
