// AssemblyScript, compiled by `npm run build:wasm`. A first look at a mail message: can there be
// anything in it besides its header? Whatever is unusual is left to the whole reader, which is the oracle.
import { census, foldText, isUtf8, mayHoldAnchor } from "./anchors";
import { findEnvelope } from "./envelope";
import {
  BASE64_ENCODED,
  boundaryLength,
  boundaryStart,
  counted,
  fieldsEnd,
  HTML,
  kind,
  MULTIPART,
  QUOTED_PRINTABLE,
  readHeader,
  transfer,
} from "./header";
import { layOut, textEnd } from "./html";
import { DECODED, FIELDS, INPUT, lineFeed, ROOM, STACK, TEXT, UNSEEN } from "./memory";
import { base64, copy, quotedPrintable } from "./transfer";
import { unseenEnd } from "./unseen";

export {
  AFTER,
  ANCHOR_WORDS,
  ATTRIBUTES,
  BASE64,
  BEFORE,
  FIELD_NAMES,
  FIELDS,
  FIELDS_END,
  FOLD,
  HALVES,
  HELD,
  INPUT,
  LEAD,
  LISTENING,
  NEXT,
  OPENING_HALVES,
  OPENING_TABLE,
  PARAMETERS,
  REFERENCES,
  ROOM,
  RUN,
  TAGS,
  TOTAL,
  WORD_TABLE,
  WORDS,
  WORDS_END,
} from "./memory";

export { setFewest } from "./header";
export { hearingReady } from "./hearing";
export { wordsReady } from "./words";

/** Not certain: the message must be read. */
const READ: i32 = -1;
/** The same, because the table for folding is not there yet. */
const FOLD_WANTED: i32 = -2;

const DEPTH: u32 = 8;
const MOST_PARTS: u32 = 64;
/** The first delimiter must stand near the header, where the whole reader looks for it. */
const NEAR: u32 = 32768;

const USED: u32 = 1;
const CLOSED: u32 = 2;

let foldLoaded: bool = false;
let wantsFold: bool = false;

/** Called when the table at FOLD is written. */
export function foldReady(): void {
  foldLoaded = true;
}

/** Looks at the message of `size` bytes at INPUT; the number of records at FIELDS, or why there are none. */
export function look(size: u32): i32 {
  return lookAt(INPUT, INPUT + size);
}

/**
 * Looks at the message that begins at `start` in the `size` bytes of a mailbox at INPUT. Besides, it is certain
 * only when the next message begins behind an envelope line of the usual form; where, is at NEXT.
 */
export function lookIn(start: u32, size: u32): i32 {
  const message = INPUT + start;
  const end = findEnvelope(message, min<u32>(INPUT + size, message + ROOM));
  if (end === 0) return READ;
  // What the look puts behind the message belongs to the next one.
  const low = v128.load(end);
  const high = v128.load(end, 16);
  const fields = lookAt(message, end);
  v128.store(end, low);
  v128.store(end, high, 16);
  return counted ? READ : fields;
}

function lookAt(start: u32, end: u32): i32 {
  wantsFold = false;
  v128.store(end, i8x16.splat(0));
  v128.store(end, i8x16.splat(0), 16);
  if (isQuiet(start, end)) return <i32>((fieldsEnd - FIELDS) >> 4);
  return wantsFold ? FOLD_WANTED : READ;
}

function isQuiet(message: u32, end: u32): bool {
  if ((<u32>load<u8>(message) | 0x20) - 0x61 >= 26) return false;
  const start = readHeader(message, end, true);
  if (start === 0) return false;
  if (kind !== MULTIPART) return isQuietLeaf(start, end, kind, transfer);
  if (!open(0, start)) return false;
  let depth: u32 = 1;
  let region = start;
  // 0 for what belongs to no part.
  let regionKind: u32 = 0;
  let regionTransfer: u32 = 0;
  let parts: u32 = 0;
  for (let line = nextDashes(start - 1, end); line !== 0;) {
    const feed = lineFeed(line, end);
    let stop = feed;
    while (stop > line && isTrimmed(load<u8>(stop - 1))) stop--;
    if (stop > line && load<u8>(stop - 1) === 0xa0) return false;
    const next = min<u32>(feed + 1, end);
    let index = depth;
    let closes = false;
    for (; index > 0; index--) {
      const match = matches(index - 1, line + 2, stop);
      if (match === 0) continue;
      closes = match === 2;
      break;
    }
    if (index === 0) {
      line = nextDashes(feed, end);
      continue;
    }
    let contentEnd = line;
    if (contentEnd > region && load<u8>(contentEnd - 1) === 10) contentEnd--;
    if (contentEnd > region && load<u8>(contentEnd - 1) === 13) contentEnd--;
    if (!isQuietLeaf(region, contentEnd, regionKind, regionTransfer)) return false;
    while (depth > index) if (!isDone(--depth)) return false;
    const owner = STACK + ((depth - 1) << 4);
    const state: u32 = load<u32>(owner, 8);
    if (state & CLOSED || (state === 0 && line - load<u32>(owner, 12) > NEAR)) return false;
    store<u32>(owner, closes ? USED | CLOSED : USED, 8);
    region = next;
    regionKind = 0;
    if (!closes) {
      if (++parts > MOST_PARTS) return false;
      region = readHeader(next, end, false);
      if (region === 0) return false;
      regionKind = kind;
      regionTransfer = transfer;
      if (kind === MULTIPART) {
        if (!open(depth++, region)) return false;
        regionKind = 0;
      }
    }
    line = nextDashes(region - 1, end);
  }
  if (!isQuietLeaf(region, end, regionKind, regionTransfer)) return false;
  while (depth > 0) if (!isDone(--depth)) return false;
  return true;
}

/** What a delimiter's text is trimmed of (ECMAScript's white space in one byte, but for the no-break space). */
function isTrimmed(byte: u32): bool {
  return byte === 0x20 || byte - 9 < 5;
}

/** Notes the multipart whose header was read last; false when there are too many, or two of one boundary. */
function open(depth: u32, content: u32): bool {
  if (depth >= DEPTH) return false;
  for (let index: u32 = 0; index < depth; index++)
    if (matches(index, boundaryStart, boundaryStart + boundaryLength) !== 0) return false;
  const entry = STACK + (depth << 4);
  store<u32>(entry, boundaryStart);
  store<u32>(entry, boundaryLength, 4);
  store<u32>(entry, 0, 8);
  store<u32>(entry, content, 12);
  return true;
}

function isDone(index: u32): bool {
  return load<u32>(STACK + (index << 4), 8) === (USED | CLOSED);
}

/** 1 when the text is this multipart's boundary, 2 when it closes it, else 0. */
function matches(index: u32, start: u32, end: u32): u32 {
  const entry = STACK + (index << 4);
  const boundary: u32 = load<u32>(entry);
  const length: u32 = load<u32>(entry, 4);
  const size = end - start;
  if (end < start || (size !== length && size !== length + 2)) return 0;
  for (let at: u32 = 0; at < length; at++) if (load<u8>(boundary + at) !== load<u8>(start + at)) return 0;
  if (size === length) return 1;
  return load<u16>(start + length) === 0x2d2d ? 2 : 0;
}

/** Start of the next line that begins with two dashes; `feed` is the line end before the first line. 0 when there is none. */
function nextDashes(feed: u32, end: u32): u32 {
  const feeds = i8x16.splat(10);
  const dashes = i8x16.splat(0x2d);
  for (let at = feed; at < end; at += 16) {
    let found: u32 = i8x16.bitmask(
      v128.and(i8x16.eq(v128.load(at), feeds), v128.and(i8x16.eq(v128.load(at, 1), dashes), i8x16.eq(v128.load(at, 2), dashes))),
    );
    if (found !== 0) {
      const line = at + <u32>ctz(found) + 1;
      return line + 1 < end ? line : 0;
    }
  }
  return 0;
}

/** Nothing in a part, or in what belongs to no part (`type` 0), is an anchor, and nothing in it is odd. */
function isQuietLeaf(from: u32, end: u32, type: u32, encoding: u32): bool {
  if (from >= end) return true;
  const stop =
    encoding === QUOTED_PRINTABLE && type !== 0
      ? quotedPrintable(from, end)
      : encoding === BASE64_ENCODED && type !== 0
        ? base64(from, end)
        : copy(from, end);
  if (stop === 0) return false;
  const start = DECODED + 2;
  const signs = census(start, stop);
  if (signs & 2 || (signs !== 0 && (type === 0 || !isUtf8(start, stop)))) return false;
  if (type !== HTML) return isQuietText(start, stop, signs !== 0);
  if (!layOut(start, stop)) return false;
  return isQuietText(TEXT + 2, textEnd, true) && isQuietText(UNSEEN + 2, unseenEnd, true);
}

function isQuietText(start: u32, end: u32, folds: bool): bool {
  let stop = end;
  if (folds && census(start, end) & 1) {
    if (!foldLoaded) {
      wantsFold = true;
      return false;
    }
    stop = foldText(start, end);
    if (stop === 0) return false;
  }
  return !mayHoldAnchor(start, stop);
}
