import { headerLines } from "./header-lines.ts";

/** A Message-ID field, unfolded over one line end; angle brackets are kept where they stand (RFC 5322 section 3.6.4). */
const MESSAGE_ID = /(?:^|\n)message-id:[ \t]{0,80}(?:\r?\n[ \t]{1,80})?(<[^<>\r\n]{1,990}>|[^\s<>]{1,990})/i;
const NAME_BYTES = "message-id:".length;
const MAX_ID_BYTES = 990;
const LF = 10;
const CR = 13;

/**
 * The Message-ID in the header block `[from, to)`, whose first line with such a field begins at
 * `line`; `undefined` when no such line has a value.
 */
export function messageIdAt(bytes: Buffer, from: number, to: number, line: number): string | undefined {
  return plainId(bytes, line + NAME_BYTES, to) ?? MESSAGE_ID.exec(bytes.toString("latin1", from, to))?.[1];
}

/** `<...>` on the line of the field, as nearly every program writes it. */
function plainId(bytes: Buffer, from: number, to: number): string | undefined {
  let at = from;
  if (bytes[at] === 0x20) at += 1;
  if (bytes[at] !== 0x3c) return undefined;
  const close = bytes.indexOf(0x3e, at);
  if (close < 0 || close >= to || close - at < 2 || close - at > MAX_ID_BYTES + 1) return undefined;
  for (let index = at + 1; index < close; index += 1) {
    const byte = bytes[index] as number;
    if (byte === LF || byte === CR || byte === 0x3c) return undefined;
  }
  return bytes.toString("latin1", at, close + 1);
}

/** The Message-ID of a message of which `head` is the beginning. */
export function messageIdOf(head: Uint8Array): string | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  // An empty line ends a header; one that stands first ends nothing.
  const from = bytes[0] === LF ? 1 : bytes[0] === CR && bytes[1] === LF ? 2 : 0;
  const { messageId, end } = headerLines(bytes, from, bytes.length);
  return messageId < 0 ? undefined : messageIdAt(bytes, from, end < 0 ? bytes.length : end, messageId);
}
