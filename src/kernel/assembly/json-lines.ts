// AssemblyScript, compiled by `npm run build:wasm`. Its oracle is the reader of formats/json, which
// reads whatever this one is not certain of.

/** Bytes that are looked at in one go; zeros stand behind them. */
export const CHUNK: u32 = 65536;
export const INPUT: u32 = 0x1000;
export const OUTPUT: u32 = 0x12000;
/** For each line that was read: where the next one begins, and where its values end in the output. */
export const ENDS: u32 = 0x23000;

const LONGEST_KEY: u32 = 100;
const DEEPEST: u32 = 30;

const NEWLINE: u32 = 0x0a;
const QUOTE: u32 = 0x22;
const COMMA: u32 = 0x2c;

/** True when the last call stopped at a line that it does not read, and not at the end of the bytes. */
export let stopped: bool = false;

let at: u32 = 0;
let out: u32 = 0;

/** The byte behind blanks. */
function skipBlanks(): u32 {
  let byte: u32 = load<u8>(at);
  while (byte === 0x20 || byte === 0x09) {
    at += 1;
    byte = load<u8>(at);
  }
  return byte;
}

/** Length of the string whose first byte is at `from`, up to its quotation mark; 0xffffffff when it holds what is not plain. */
function plainLength(from: u32): u32 {
  const quote = i8x16.splat(0x22);
  const escape = i8x16.splat(0x5c);
  const blank = i8x16.splat(0x20);
  let p: u32 = from;
  while (true) {
    const bytes = v128.load(p);
    const ends = v128.or(i8x16.eq(bytes, quote), v128.or(i8x16.eq(bytes, escape), i8x16.lt_u(bytes, blank)));
    const mask: u32 = i8x16.bitmask(ends);
    if (mask !== 0) {
      p += <u32>ctz(mask);
      if (<u32>load<u8>(p) === QUOTE) return p - from;
      at = p;
      return 0xffffffff;
    }
    p += 16;
  }
}

/** A key of letters and signs: one with digits or an `@` is shown to the detectors. */
function key(): bool {
  const length = plainLength(at);
  if (length > LONGEST_KEY) return false;
  for (let p: u32 = at; p < at + length; p++) {
    const byte: u32 = load<u8>(p);
    if (byte - 0x30 < 10 || byte === 0x40 || byte > 0x7e) return false;
  }
  at += length + 1;
  return true;
}

function text(): bool {
  const length = plainLength(at);
  if (length === 0xffffffff) return false;
  for (let done: u32 = 0; done < length; done += 16) v128.store(out + done, v128.load(at + done));
  if (length > 0) {
    out += length;
    store<u8>(out, NEWLINE);
    out += 1;
  }
  at += length + 1;
  return true;
}

function digits(): bool {
  const from = at;
  let byte: u32 = load<u8>(at);
  while (byte - 0x30 < 10) {
    store<u8>(out, <u8>byte);
    out += 1;
    at += 1;
    byte = load<u8>(at);
  }
  return at > from;
}

function copied(): void {
  store<u8>(out, load<u8>(at));
  out += 1;
  at += 1;
}

function number(): bool {
  const from = at;
  if (<u32>load<u8>(at) === 0x2d) copied();
  if (!digits()) return false;
  if (<u32>load<u8>(at) === 0x2e) {
    copied();
    if (!digits()) return false;
  }
  if ((<u32>load<u8>(at) | 0x20) === 0x65) {
    copied();
    const sign: u32 = load<u8>(at);
    if (sign === 0x2b || sign === 0x2d) copied();
    if (!digits()) return false;
  }
  store<u8>(out, NEWLINE);
  out += 1;
  return at - from < 2000;
}

/** `true`, `false` and `null` are dropped. */
function word(): bool {
  const four: u32 = load<u32>(at);
  if (four === 0x65757274 || four === 0x6c6c756e) {
    at += 4;
    return true;
  }
  if (four === 0x736c6166 && <u32>load<u8>(at, 4) === 0x65) {
    at += 5;
    return true;
  }
  return false;
}

function scalar(byte: u32): bool {
  if (byte === QUOTE) {
    at += 1;
    return text();
  }
  return byte === 0x2d || byte - 0x30 < 10 ? number() : word();
}

/** Scalars in brackets: they make no records of their own. */
function list(): bool {
  at += 1;
  if (skipBlanks() === 0x5d) {
    at += 1;
    return true;
  }
  while (true) {
    if (!scalar(skipBlanks())) return false;
    const byte = skipBlanks();
    at += 1;
    if (byte === 0x5d) return true;
    if (byte !== COMMA) return false;
  }
}

/** An object over one line, and the end of the line. */
function line(): bool {
  let depth: u32 = 0;
  if (<u32>load<u8>(at) !== 0x7b) return false;
  at += 1;
  depth = 1;
  let byte = skipBlanks();
  let first = true;
  while (depth > 0) {
    if (first && byte === 0x7d) {
      at += 1;
      depth -= 1;
    } else {
      if (byte !== QUOTE) return false;
      at += 1;
      if (!key() || skipBlanks() !== 0x3a) return false;
      at += 1;
      byte = skipBlanks();
      if (byte === 0x7b) {
        depth += 1;
        if (depth > DEEPEST) return false;
        at += 1;
        byte = skipBlanks();
        first = true;
        continue;
      }
      if (byte === 0x5b ? !list() : !scalar(byte)) return false;
    }
    first = false;
    byte = skipBlanks();
    while (byte === 0x7d && depth > 0) {
      at += 1;
      depth -= 1;
      byte = skipBlanks();
    }
    if (depth === 0) break;
    if (byte !== COMMA) return false;
    at += 1;
    byte = skipBlanks();
  }
  if (<u32>load<u8>(at) === 0x0d) at += 1;
  if (<u32>load<u8>(at) !== NEWLINE) return false;
  at += 1;
  return true;
}

/**
 * Reads lines from `INPUT + from` on, up to the first that is not plain or does not end before
 * `INPUT + to`. Returns how many; their values stand in OUTPUT, a line end behind each.
 */
export function lines(from: u32, to: u32): u32 {
  const end = INPUT + to;
  let ends: u32 = ENDS;
  at = INPUT + from;
  out = OUTPUT;
  stopped = false;
  while (at < end) {
    const plain = line();
    if (!plain) {
      // What is cut off by the end of the bytes reads on into the zeros behind them.
      stopped = at < end;
      break;
    }
    if (at > end) break;
    store<u32>(ends, at - INPUT);
    store<u32>(ends, out - OUTPUT, 4);
    ends += 8;
  }
  return (ends - ENDS) >> 3;
}

/** How many of the first `size` bytes of INPUT are line ends. */
export function newlines(size: u32): u32 {
  const newline = i8x16.splat(0x0a);
  let count: u32 = 0;
  for (let p: u32 = INPUT; p < INPUT + size; p += 16) count += <u32>popcnt(i8x16.bitmask(i8x16.eq(v128.load(p), newline)));
  return count;
}

/** Writes the offsets of the line ends among the first `size` bytes of INPUT, plus `base`, to ENDS; returns how many. */
export function lineEnds(size: u32, base: u32): u32 {
  const newline = i8x16.splat(0x0a);
  let ends: u32 = ENDS;
  // Zeros stand behind the bytes.
  for (let p: u32 = INPUT; p < INPUT + size; p += 16) {
    let found: u32 = i8x16.bitmask(i8x16.eq(v128.load(p), newline));
    while (found !== 0) {
      store<u32>(ends, p - INPUT + <u32>ctz(found) + base);
      ends += 4;
      found &= found - 1;
    }
  }
  return (ends - ENDS) >> 2;
}
