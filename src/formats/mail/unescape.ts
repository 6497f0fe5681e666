const QUOTED_FROM = Buffer.from(">From ");
const GREATER = 0x3e;

/** Does a message hold a line `>From `, as mailboxes write a line that begins with `From ` (mboxo, mboxrd)? */
export function hasEscapes(message: Buffer): boolean {
  return nextEscape(message, 0) !== undefined;
}

/** Takes one `>` from each line that matches `^>+From `. mboxo and mboxrd cannot be told apart. */
export function unescapeFrom(message: Uint8Array): Uint8Array {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const kept: Buffer[] = [];
  let from = 0;
  for (let next = nextEscape(bytes, 0); next !== undefined; next = nextEscape(bytes, next.after)) {
    kept.push(bytes.subarray(from, next.lineStart));
    from = next.lineStart + 1;
  }
  kept.push(bytes.subarray(from));
  return Buffer.concat(kept);
}

function nextEscape(bytes: Buffer, from: number): { lineStart: number; after: number } | undefined {
  for (let at = bytes.indexOf(QUOTED_FROM, from); at >= 0; at = bytes.indexOf(QUOTED_FROM, at + 1)) {
    let lineStart = at;
    while (lineStart > from && bytes[lineStart - 1] === GREATER) lineStart -= 1;
    if (lineStart === 0 || bytes[lineStart - 1] === 10) return { lineStart, after: at + QUOTED_FROM.length };
  }
  return undefined;
}
