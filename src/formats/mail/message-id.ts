/** A Message-ID field, unfolded over one line end; angle brackets are kept where they stand (RFC 5322 section 3.6.4). */
const MESSAGE_ID = /(?:^|\n)message-id:[ \t]{0,80}(?:\r?\n[ \t]{1,80})?(<[^<>\r\n]{1,990}>|[^\s<>]{1,990})/i;
/** The empty line that ends a header. */
const HEADER_END = /\r?\n\r?\n/;

/** The Message-ID in a header block (latin1). */
export function messageIdIn(header: string): string | undefined {
  return MESSAGE_ID.exec(header)?.[1];
}

/** The Message-ID of a message of which `head` is the beginning. */
export function messageIdOf(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  const end = HEADER_END.exec(text)?.index ?? text.length;
  return messageIdIn(text.slice(0, end));
}
