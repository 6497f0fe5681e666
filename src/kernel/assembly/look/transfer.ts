// AssemblyScript. Transfer encodings (RFC 2045 section 6) in their usual form, into DECODED; CR LF becomes LF.
import { BASE64, DECODED } from "./memory";

/** Stray equals signs of a text that is not damaged. */
const STRAYS: u32 = 16;

/** What stands at the start of what is decoded: nothing that is joined to a number. */
function begin(): u32 {
  store<u16>(DECODED, 0x0a0a);
  return DECODED + 2;
}

/** Copies; end of what was written. */
export function copy(from: u32, end: u32): u32 {
  const returns = i8x16.splat(13);
  let to = begin();
  let at = from;
  while (at < end) {
    const bytes = v128.load(at);
    v128.store(to, bytes);
    const found: u32 = i8x16.bitmask(i8x16.eq(bytes, returns));
    if (found === 0) {
      at += 16;
      to += 16;
      continue;
    }
    const skipped: u32 = ctz(found);
    at += skipped;
    to += skipped;
    if (at >= end) break;
    if (load<u8>(at, 1) !== 10 || at + 1 >= end) store<u8>(to++, 13);
    at++;
  }
  return to - (at > end ? at - end : 0);
}

/** Value of a hexadecimal digit; -1 for any other byte. */
export function hex(byte: u32): i32 {
  if (byte - 0x30 < 10) return byte - 0x30;
  if (byte - 0x41 < 6) return byte - 0x37;
  return byte - 0x61 < 6 ? byte - 0x57 : -1;
}

/** Offset behind a soft line break whose equals sign stands before `from`; 0 when there is none. */
function softBreak(from: u32, end: u32): u32 {
  let at = from;
  while (at < end && at - from < 76 && (load<u8>(at) === 0x20 || load<u8>(at) === 0x09)) at++;
  if (at >= end) return end;
  const byte: u32 = load<u8>(at);
  if (byte === 10) return at + 1;
  if (byte !== 13) return 0;
  if (at + 1 >= end) return end;
  return load<u8>(at, 1) === 10 ? at + 2 : 0;
}

/** Decodes quoted-printable; end of what was written, 0 when it may be damaged. */
export function quotedPrintable(from: u32, end: u32): u32 {
  const equals = i8x16.splat(0x3d);
  const feeds = i8x16.splat(10);
  let to = begin();
  let at = from;
  let strays: u32 = 0;
  while (at < end) {
    const bytes = v128.load(at);
    v128.store(to, bytes);
    const found: u32 = i8x16.bitmask(v128.or(i8x16.eq(bytes, equals), i8x16.eq(bytes, feeds)));
    if (found === 0) {
      at += 16;
      to += 16;
      continue;
    }
    const skipped: u32 = ctz(found);
    at += skipped;
    to += skipped;
    if (at >= end) break;
    let byte: u32 = load<u8>(at);
    if (byte === 0x3d) {
      const soft = softBreak(at + 1, end);
      if (soft !== 0) {
        at = soft;
        continue;
      }
      const high = hex(at + 1 < end ? load<u8>(at, 1) : 0);
      const low = hex(at + 2 < end ? load<u8>(at, 2) : 0);
      if (high < 0 || low < 0) {
        if (++strays > STRAYS) return 0;
        at++;
      } else {
        byte = (high << 4) | low;
        at += 3;
      }
    } else at++;
    if (byte === 10 && load<u8>(to - 1) === 13) to--;
    store<u8>(to++, byte);
  }
  return to - (at > end ? at - end : 0);
}

/** Decodes base64 without a stray character, whole; end of what was written, 0 when it is anything else. */
export function base64(from: u32, end: u32): u32 {
  let to = begin();
  let at = from;
  let bits: u32 = 0;
  let held: u32 = 0;
  while (at < end) {
    const value: u32 = load<u8>(BASE64 + <u32>load<u8>(at++));
    if (value < 64) {
      bits = (bits << 6) | value;
      if (++held < 4) continue;
      to = put(put(put(to, bits >> 16), bits >> 8), bits);
      bits = held = 0;
    } else if (value === 64) {
      if (held < 2) return 0;
      const second = held === 2;
      if (second && (at >= end || load<u8>(at++) !== 0x3d)) return 0;
      to = put(to, bits >> (second ? 4 : 10));
      if (!second) to = put(to, bits >> 2);
      held = 0;
      // Padding ends the text: what some programs write behind it is left to the whole reader.
      for (; at < end; at++) if (load<u8>(BASE64 + <u32>load<u8>(at)) !== 65) return 0;
    } else if (value !== 65 || (load<u8>(at - 1) === 13 && load<u8>(at) !== 10)) return 0;
  }
  return held === 0 ? to : 0;
}

function put(to: u32, byte: u32): u32 {
  if ((byte & 0xff) === 10 && load<u8>(to - 1) === 13) {
    store<u8>(to - 1, 10);
    return to;
  }
  store<u8>(to, byte);
  return to + 1;
}
