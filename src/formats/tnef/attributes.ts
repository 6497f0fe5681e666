import type { ByteSource } from "../../model/bytes.ts";
import { cursorOver } from "./cursor.ts";

/** First bytes of a TNEF stream ([MS-OXTNEF] 2.1.3.2). */
export const TNEF_SIGNATURE = 0x223e9f78;

/** Attributes by their ids ([MS-OXTNEF] 2.1.3.3), without the types in their upper halves. */
export const ATTRIBUTE = {
  from: 0x8000,
  subject: 0x8004,
  attachTitle: 0x8010,
  body: 0x800c,
  attachData: 0x800f,
  messageClass: 0x8008,
  attachTransportName: 0x9001,
  renderData: 0x9002,
  properties: 0x9003,
  recipients: 0x9004,
  attachment: 0x9005,
  codepage: 0x9007,
} as const;

const MESSAGE_LEVEL = 1;
const ATTACHMENT_LEVEL = 2;
const HEAD_BYTES = 6;

export interface Attribute {
  readonly level: "message" | "attachment";
  readonly id: number;
  readonly data: ByteSource;
}

/** More than any program writes: a list of millions of empty ones is an attack on memory. */
const MAX_ATTRIBUTES = 262_144;

/** The attributes of a stream ([MS-OXTNEF] 2.1.3.1) as far as they follow one another; not `whole` when it is cut off, or too long. */
export function readAttributes(source: ByteSource): { readonly attributes: readonly Attribute[]; readonly whole: boolean } {
  const cursor = cursorOver(source);
  const attributes: Attribute[] = [];
  cursor.at = HEAD_BYTES;
  while (cursor.at < source.size) {
    const level = cursor.u8();
    // Programs have left bytes behind the last attribute.
    if (level !== MESSAGE_LEVEL && level !== ATTACHMENT_LEVEL) break;
    if (!cursor.has(8) || attributes.length === MAX_ATTRIBUTES) return { attributes, whole: false };
    const id = cursor.u32() & 0xffff;
    const length = cursor.u32();
    const whole = cursor.has(length);
    attributes.push({ level: level === MESSAGE_LEVEL ? "message" : "attachment", id, data: cursor.source(length) });
    if (!whole) return { attributes, whole };
    // A sum of the bytes stands behind them.
    cursor.at += 2;
  }
  return { attributes, whole: true };
}
