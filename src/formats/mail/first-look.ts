import type { ByteSource } from "../../model/bytes.ts";
import type { TextPart } from "../../model/document.ts";
import { createFirstLook, FIELD_RECORD, SHOWN, type AnchorFilter } from "../../kernel/index.ts";
import { heldBytes } from "./held.ts";
import { headerParts, NAMED } from "./headers.ts";
import type { Field } from "./fields.ts";
import { FIRST_NAMED, vocabulary } from "./first-look-words.ts";

/**
 * A first look at a message: the texts of its header that may hold an anchor, when nothing else
 * in the message can, when its structure is as the standards have it, and when there is nothing
 * in it to open. `undefined` when that is not certain: then the message is to be read. Texts of
 * fields that come again and again are the same objects.
 */
export type MailLook = (message: ByteSource) => readonly TextPart[] | undefined;

/** Texts of fields that are kept: a mailbox has few correspondents. */
const KEPT_FIELDS = 2_048;
const LONGEST_KEPT = 400;

/** This many messages are read sooner than a look is made ready: a scan of one mail has none. */
const READ_FIRST = 32;

/** `filter` says what an anchor is. */
export function createMailLook(filter: AnchorFilter, readFirst: number = READ_FIRST): MailLook {
  let left = filter.at ? readFirst : Number.POSITIVE_INFINITY;
  let look: MailLook | undefined;
  return (message) => {
    if (left > 0) {
      left -= 1;
      return undefined;
    }
    look ??= makeLook(filter);
    return look(message);
  };
}

/** Where there can be none, every message is read. */
const READ_ALL: MailLook = () => undefined;

function makeLook(filter: AnchorFilter): MailLook {
  const first = createFirstLook(vocabulary(), filter);
  if (first === undefined) return READ_ALL;
  const { fields } = first;
  const known = NAMED.map(() => new Map<string, readonly TextPart[]>());
  // The order of the fields is that of the whole reader, whatever theirs in the message is.
  const inOrder: (readonly TextPart[] | undefined)[] = NAMED.map(() => undefined);

  const named = (index: number, written: string): readonly TextPart[] => {
    const texts = known[index] as Map<string, readonly TextPart[]>;
    const kept = texts.get(written);
    if (kept !== undefined) return kept;
    const parts = [...headerParts([{ name: NAMED[index] as string, raw: unfolded(written) }])];
    if (texts.size >= KEPT_FIELDS) texts.clear();
    if (written.length <= LONGEST_KEPT) texts.set(written, parts);
    return parts;
  };

  return (message) => {
    if (message.size > first.room) return undefined;
    const held = heldBytes(message) ?? message.read(0, message.size);
    const count = first.look(held);
    if (count < 0) return undefined;
    const bytes = Buffer.from(held.buffer, held.byteOffset, held.byteLength);
    let rest = false;
    inOrder.fill(undefined);
    for (let at = 0; at < count * FIELD_RECORD; at += FIELD_RECORD) {
      const flags = fields[at] as number;
      if ((flags & SHOWN) === 0) continue;
      const index = (flags & 0xff) - FIRST_NAMED;
      if (index < 0) rest = true;
      else inOrder[index] = named(index, bytes.toString("latin1", fields[at + 2], fields[at + 3]));
    }
    const texts: TextPart[] = [];
    for (const parts of inOrder) if (parts !== undefined) for (const part of parts) texts.push(part);
    if (rest) for (const part of headerParts(otherFields(bytes, fields, count))) texts.push(part);
    return texts;
  };
}

function otherFields(bytes: Buffer, records: Uint32Array, count: number): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < count * FIELD_RECORD; at += FIELD_RECORD) {
    if (((records[at] as number) & 0xff) !== 0) continue;
    const value = records[at + 2] as number;
    const name = bytes.toString("latin1", records[at + 1], value - 1).toLowerCase();
    fields.push({ name, raw: unfolded(bytes.toString("latin1", value, records[at + 3])) });
  }
  return fields;
}

/** Without line ends (RFC 5322 section 2.2.3). */
function unfolded(written: string): string {
  return written.replace(/\r?\n/g, "").trim();
}
