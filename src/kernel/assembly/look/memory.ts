// AssemblyScript. Where everything lies in the memory of the first look; the host writes the tables and the message.

export const RUN: u32 = 0x400;
export const TOTAL: u32 = 0x500;
export const LEAD: u32 = 0x600;
export const BEFORE: u32 = 0x800;
export const AFTER: u32 = 0x1400;
/** By byte: the six bits of a base64 character, 64 for padding, 65 for CR and LF, 66 for anything else. */
export const BASE64: u32 = 0x1d00;
/** Where the next message of a mailbox begins: its envelope line, and what follows that. */
export const NEXT: u32 = 0x1f00;
/** Records of 16 bytes: code and flags of a header field, offsets of its name, its value and its end in the message. */
export const FIELDS: u32 = 0x2000;
export const FIELDS_END: u32 = 0x2800;
/** Open multiparts, 16 bytes each. */
export const STACK: u32 = 0x2800;
/** Dictionaries: 32 addresses, by length of the word; at each a count and the words, with their code behind each. */
export const FIELD_NAMES: u32 = 0x3000;
export const PARAMETERS: u32 = 0x3080;
export const TAGS: u32 = 0x3100;
export const ATTRIBUTES: u32 = 0x3180;
export const REFERENCES: u32 = 0x3200;
export const WORDS: u32 = 0x3280;
export const WORDS_END: u32 = 0x8000;
/** Words that are anchors, and what phrases begin with that must be heard: as in ../anchors; and the words themselves. */
export const ANCHOR_WORDS: u32 = 0x8000;
export const HALVES: u32 = 0x8080;
export const OPENING_HALVES: u32 = 0x80e0;
export const WORD_TABLE: u32 = 0x180000;
export const OPENING_TABLE: u32 = 0x190000;
/** RUN to AFTER again, for the anchors that are ones only behind a phrase. */
export const LISTENING: u32 = 0x8400;
/** For each code point below 0x10000 what it folds to, 16 bits: 0 for itself, 0xffff for nothing. */
export const FOLD: u32 = 0x10000;
/** Longest message that is looked at, and bytes of a mailbox that are held at once. */
export const ROOM: u32 = 0x40000;
export const HELD: u32 = 0x80000;
export const INPUT: u32 = 0x30000;
/** A part without its transfer encoding; its text; what of a page is not shown. */
export const DECODED: u32 = 0xb2000;
export const TEXT: u32 = 0xf4000;
export const UNSEEN: u32 = 0x136000;
export function isDigit(at: u32): bool {
  return <u32>load<u8>(at) - 0x30 < 10;
}

export function isLetter(at: u32): bool {
  return (<u32>load<u8>(at) | 0x20) - 0x61 < 26;
}

export function lower(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

/** Space, tab, CR, LF. */
export function isBlank(byte: u32): bool {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}

/** Code of a word in a dictionary, letters of any case; 0 when it is not in it. */
export function lookUp(dictionary: u32, start: u32, length: u32): u32 {
  if (length - 1 > 30) return 0;
  let at: u32 = load<u32>(dictionary + (length << 2));
  if (at === 0) return 0;
  for (let left: u32 = load<u8>(at++); left > 0; left--) {
    let index: u32 = 0;
    while (index < length && lower(load<u8>(start + index)) === <u32>load<u8>(at + index)) index++;
    if (index === length) return load<u8>(at + length);
    at += length + 1;
  }
  return 0;
}

/** Offset of the next line feed at or behind `at`; `end` when there is none before it. */
export function lineFeed(from: u32, end: u32): u32 {
  const feed = i8x16.splat(10);
  for (let at = from; at < end; at += 16) {
    const found: u32 = i8x16.bitmask(i8x16.eq(v128.load(at), feed));
    if (found !== 0) return min<u32>(at + <u32>ctz(found), end);
  }
  return end;
}
