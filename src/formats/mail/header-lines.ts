const LF = 10;
const CR = 13;
const COLON = 0x3a;
const MESSAGE_ID = lettersOf("message-id");
const CONTENT_LENGTH = lettersOf("content-length");

/** Where a header block ends, and where two of its fields stand: told from its bytes, without making strings of it. */
export interface HeaderLines {
  /** Index of the empty line that ends the block, and of what follows it; -1 when none does. */
  readonly end: number;
  readonly next: number;
  /** Index of the first line that begins with `Message-ID:`; -1 when none does. */
  readonly messageId: number;
  /** A line begins with `Content-Length:`. */
  readonly counted: boolean;
}

/** Looks at the first bytes of each line of the header block that begins at `from`; nothing at or behind `to` counts. */
export function headerLines(bytes: Buffer, from: number, to: number): HeaderLines {
  let messageId = -1;
  let counted = false;
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte === LF) return { end: at, next: at + 1, messageId, counted };
    if (byte === CR && at + 1 < to && bytes[at + 1] === LF) return { end: at, next: at + 2, messageId, counted };
    const lower = byte | 0x20;
    if (lower === 0x6d) {
      if (messageId < 0 && isField(bytes, at, to, MESSAGE_ID)) messageId = at;
    } else if (lower === 0x63 && isField(bytes, at, to, CONTENT_LENGTH)) counted = true;
    const newline = bytes.indexOf(LF, at);
    if (newline < 0) break;
    at = newline + 1;
  }
  return { end: -1, next: -1, messageId, counted };
}

function isField(bytes: Buffer, at: number, to: number, name: readonly number[]): boolean {
  const colon = at + name.length;
  if (colon >= to || bytes[colon] !== COLON) return false;
  for (let index = 0; index < name.length; index += 1) {
    const byte = bytes[at + index] as number;
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== name[index]) return false;
  }
  return true;
}

function lettersOf(word: string): readonly number[] {
  return Array.from(word, (letter) => letter.charCodeAt(0));
}
