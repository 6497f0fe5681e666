// AssemblyScript. Header blocks in their usual form; everything else is left to the whole reader (result 0).
import { FIELDS, FIELDS_END, FIELD_NAMES, isBlank, lineFeed, lookUp, lower, PARAMETERS } from "./memory";
import { isWord } from "./words";

/** Codes of field names; names without a code are told with the rest of the header. */
export const UNREAD: u32 = 1;
export const CONTENT_TYPE: u32 = 2;
export const TRANSFER: u32 = 3;
export const DISPOSITION: u32 = 4;
/** Content-Length, which may say where a message of a mailbox ends; nobody reads it otherwise. */
export const COUNTED: u32 = 31;
/** From here on: fields that are texts of their own, each at most once. */
export const NAMED: u32 = 5;

/** Flag of a field that must be shown to the detectors. */
export const SHOWN: u32 = 0x100;

export const PLAIN: u32 = 1;
export const HTML: u32 = 2;
export const MULTIPART: u32 = 3;

export const IDENTITY: u32 = 1;
export const QUOTED_PRINTABLE: u32 = 2;
export const BASE64_ENCODED: u32 = 3;

/** Codes of parameters. */
const BOUNDARY: u32 = 1;
const CHARSET: u32 = 2;
const FORMAT: u32 = 3;
const NAME: u32 = 4;

/** Digits from which on a field may hold an anchor; the host says how many. */
let fewest: u32 = 1;

export function setFewest(digits: u32): void {
  fewest = digits;
}

const COLON: u32 = 0x3a;

export let fieldsEnd: u32 = FIELDS;
/** The message states its length. */
export let counted: bool = false;
/** Of the header block that was read last. */
export let kind: u32 = 0;
export let transfer: u32 = 0;
export let boundaryStart: u32 = 0;
export let boundaryLength: u32 = 0;

let typeStart: u32 = 0;
let typeEnd: u32 = 0;
let transferStart: u32 = 0;
let transferEnd: u32 = 0;
let dispositionStart: u32 = 0;
let dispositionEnd: u32 = 0;
let namedSeen: u32 = 0;

/** Reads a block that begins at `start` and says what its part is; offset behind its empty line, 0 when it is not certain. */
export function readHeader(start: u32, end: u32, root: bool): u32 {
  typeStart = transferStart = dispositionStart = 0;
  namedSeen = 0;
  if (root) {
    fieldsEnd = FIELDS;
    counted = false;
  }
  const next = readFields(start, end, root);
  if (next === 0 || !readType() || !readTransfer() || !readDisposition()) return 0;
  return next;
}

function readFields(start: u32, end: u32, root: bool): u32 {
  let at = start;
  while (at < end) {
    const first: u32 = load<u8>(at);
    if (first === 10) return at + 1;
    if (first === 13) return load<u8>(at, 1) === 10 ? at + 2 : 0;
    let colon = at;
    for (let byte = first; byte - 0x21 < 0x5e && byte !== COLON; byte = load<u8>(colon)) colon++;
    if (colon === at || colon - at > 199 || colon >= end || <u32>load<u8>(colon) !== COLON || first === 0x2d) return 0;
    let next = colon + 1;
    do {
      next = lineFeed(next, end) + 1;
      if (next > end) return 0;
    } while (next < end && (load<u8>(next) === 0x20 || load<u8>(next) === 0x09));
    const code = lookUp(FIELD_NAMES, at, colon - at);
    if (code === CONTENT_TYPE) {
      if (typeStart !== 0) return 0;
      typeStart = colon + 1;
      typeEnd = next;
    } else if (code === TRANSFER) {
      if (transferStart !== 0) return 0;
      transferStart = colon + 1;
      transferEnd = next;
    } else if (code === DISPOSITION) {
      if (dispositionStart !== 0) return 0;
      dispositionStart = colon + 1;
      dispositionEnd = next;
    } else if (code === COUNTED) {
      if (root) counted = true;
    } else if (root && code !== UNREAD && !keepField(code, at, colon + 1, next)) {
      return 0;
    }
    at = next;
  }
  return 0;
}

/** Notes a field that is told; false when its text is not certain. */
function keepField(code: u32, name: u32, value: u32, end: u32): bool {
  let digits: u32 = 0;
  let shown: u32 = 0;
  let filled = false;
  for (let at = code === 0 ? name : value; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (byte - 0x30 < 10) digits++;
    else if (shown === 0 && byte >= 0x41 && isWord(at)) shown = SHOWN;
    else if (byte === 0x40 || (byte === 0x3d && load<u8>(at, 1) === 0x3f)) shown = SHOWN;
    else if (byte >= 0x7f) return false;
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && (byte !== 0x0d || load<u8>(at, 1) !== 0x0a)) return false;
    if (at >= value && !isBlank(byte)) filled = true;
  }
  if (!filled) return true;
  if (code >= NAMED) {
    if (namedSeen & (1 << code)) return false;
    namedSeen |= 1 << code;
  }
  if (digits >= fewest) shown = SHOWN;
  if (code !== 0 && shown === 0) return true;
  if (fieldsEnd >= FIELDS_END) return false;
  store<u32>(fieldsEnd, code | shown);
  store<u32>(fieldsEnd, name, 4);
  store<u32>(fieldsEnd, value, 8);
  store<u32>(fieldsEnd, end, 12);
  fieldsEnd += 16;
  return true;
}

function skipBlanks(from: u32, end: u32): u32 {
  let at = from;
  while (at < end && isBlank(load<u8>(at))) at++;
  return at;
}

function isToken(byte: u32): bool {
  const letter = lower(byte);
  return letter - 0x61 < 26 || byte - 0x30 < 10 || byte === 0x2d || byte === 0x2e || byte === 0x2b || byte === 0x5f;
}

/** Does the text at `at` read `word` (eight letters or fewer, lower case, as a number)? */
function reads(at: u32, word: u64, length: u32): bool {
  for (let index: u32 = 0; index < length; index++) {
    if (lower(load<u8>(at + index)) !== <u32>((word >> (index << 3)) & 0xff)) return false;
  }
  return true;
}

const TEXT_WORD: u64 = 0x74786574;
const PLAIN_WORD: u64 = 0x6e69616c70;
const HTML_WORD: u64 = 0x6c6d7468;
const MULTIPAR_WORD: u64 = 0x7261706974_6c756d;
const DIGEST_WORD: u64 = 0x747365676964;
const ENCRYPTE_WORD: u64 = 0x65747079_72636e65;
const INLINE_WORD: u64 = 0x656e696c6e69;
const FLOWED_WORD: u64 = 0x6465776f6c66;

/** RFC 2045 section 5.1: the type, and those parameters that change what is read. */
function readType(): bool {
  kind = PLAIN;
  boundaryLength = 0;
  if (typeStart === 0) return true;
  const end = typeEnd;
  const start = skipBlanks(typeStart, end);
  let at = start;
  while (at < end && isToken(load<u8>(at))) at++;
  const type = at - start;
  if (type === 0 || at >= end || load<u8>(at) !== 0x2f) return false;
  const sub = ++at;
  while (at < end && isToken(load<u8>(at))) at++;
  const length = at - sub;
  if (length === 0) return false;
  if (type === 4 && reads(start, TEXT_WORD, 4)) {
    if (length === 5 && reads(sub, PLAIN_WORD, 5)) kind = PLAIN;
    else if (length === 4 && reads(sub, HTML_WORD, 4)) kind = HTML;
    else return false;
  } else if (type === 9 && reads(start, MULTIPAR_WORD, 8) && lower(load<u8>(start, 8)) === 0x74) {
    if (length === 6 && reads(sub, DIGEST_WORD, 6)) return false;
    if (length === 9 && reads(sub, ENCRYPTE_WORD, 8)) return false;
    kind = MULTIPART;
  } else return false;
  return readParameters(at, end) && (kind === MULTIPART) === boundaryLength > 0;
}

function readParameters(from: u32, end: u32): bool {
  let at = from;
  while (true) {
    at = skipBlanks(at, end);
    if (at >= end) return true;
    if (load<u8>(at) !== 0x3b) return false;
    at = skipBlanks(at + 1, end);
    if (at >= end) return true;
    if (load<u8>(at) === 0x3b) continue;
    const name = at;
    while (at < end && isToken(load<u8>(at))) at++;
    const code = lookUp(PARAMETERS, name, at - name);
    if (at === name || at >= end || load<u8>(at) !== 0x3d) return false;
    at++;
    const quoted = load<u8>(at) === 0x22;
    if (quoted) at++;
    const value = at;
    for (; at < end; at++) {
      const byte: u32 = load<u8>(at);
      if (quoted ? byte === 0x22 : byte === 0x3b || isBlank(byte)) break;
      // What escapes, comments and encoded words make of a value only the whole reader knows.
      if (byte < 0x20 || byte > 0x7e || byte === 0x5c || byte === 0x22 || byte === 0x28) return false;
      if (byte === 0x3d && load<u8>(at, 1) === 0x3f) return false;
    }
    if (at >= end && quoted) return false;
    if (!takeParameter(code, value, at - value)) return false;
    if (quoted) at++;
  }
}

function takeParameter(code: u32, value: u32, size: u32): bool {
  let length = size;
  if (code === BOUNDARY) {
    while (length > 0 && load<u8>(value + length - 1) === 0x20) length--;
    if (boundaryLength > 0 || length === 0 || length > 200) return false;
    // A closing delimiter and a boundary of that name could not be told apart.
    if (length > 1 && load<u8>(value + length - 1) === 0x2d && load<u8>(value + length - 2) === 0x2d) return false;
    boundaryStart = value;
    boundaryLength = length;
  } else if (code === CHARSET) {
    // A seven-bit charset that is not ASCII has one of these in its name.
    for (let at: u32 = value; at < value + length; at++) {
      const byte: u32 = lower(load<u8>(at));
      if (byte === 0x37 || (byte === 0x32 && load<u8>(at, 1) === 0x30) || (byte === 0x68 && lower(load<u8>(at, 1)) === 0x7a))
        return false;
    }
  } else if (code === FORMAT) {
    return length !== 6 || !reads(value, FLOWED_WORD, 6);
  } else if (code === NAME) {
    return length === 0;
  }
  return true;
}

const BITS_7: u64 = 0x74696237;
const BITS_8: u64 = 0x74696238;
const BINARY_WORD: u64 = 0x7972616e6962;
const QUOTED_P: u64 = 0x702d_6465746f7571;
const BASE64_WORD: u64 = 0x3436_65736162;

/** RFC 2045 section 6.1. */
function readTransfer(): bool {
  transfer = IDENTITY;
  if (transferStart === 0) return true;
  const start = skipBlanks(transferStart, transferEnd);
  let end = transferEnd;
  while (end > start && isBlank(load<u8>(end - 1))) end--;
  const length = end - start;
  if (length === 4 && (reads(start, BITS_7, 4) || reads(start, BITS_8, 4))) return true;
  if (length === 6 && reads(start, BINARY_WORD, 6)) return true;
  if (length === 6 && reads(start, BASE64_WORD, 6)) transfer = BASE64_ENCODED;
  else if (length === 16 && reads(start, QUOTED_P, 8) && reads(start + 8, 0x656c62_61746e6972, 8)) transfer = QUOTED_PRINTABLE;
  else return false;
  return true;
}

/** Without a file name, and in its place: anything else is a file. */
function readDisposition(): bool {
  if (dispositionStart === 0) return true;
  const start = skipBlanks(dispositionStart, dispositionEnd);
  return reads(start, INLINE_WORD, 6) && skipBlanks(start + 6, dispositionEnd) === dispositionEnd;
}
