import type { ByteSource } from "../../model/bytes.ts";
import type { TextPart } from "../../model/document.ts";
import { createFirstLook, FIELD_RECORD, SHOWN, type AnchorFilter } from "../../kernel/index.ts";
import { heldBytes } from "./held.ts";
import { headerParts, NAMED } from "./headers.ts";
import type { Field } from "./fields.ts";
import { FIRST_NAMED, vocabulary } from "./first-look-words.ts";

/**
 * A first look at messages: the texts of a header that may hold an anchor, when nothing else in the
 * message can, when its structure is as the standards have it, and when there is nothing in it to
 * open. `undefined` when that is not certain: then the message is to be read. Texts of fields that
 * come again and again are the same objects.
 */
export interface MailLook {
  readonly message: (message: ByteSource) => readonly TextPart[] | undefined;
  /** Takes a stretch of a mailbox. */
  readonly hold: (bytes: Uint8Array) => void;
  /** The message that begins at `start` of that stretch. */
  readonly within: (start: number) => readonly TextPart[] | undefined;
  /** Behind `within`: where the envelope line of the next message begins, and what follows it. */
  readonly next: ArrayLike<number>;
}

/** Texts of fields that are kept: a mailbox has few correspondents. */
const KEPT_FIELDS = 2_048;
const LONGEST_KEPT = 400;

/** `filter` says what an anchor is. `undefined` where there is no first look: every message is read. */
export function createMailLook(filter: AnchorFilter): MailLook | undefined {
  // An `@` that nobody asks about is no anchor, and this look knows none but all of them.
  const first = filter.at ? createFirstLook(vocabulary(), filter) : undefined;
  if (first === undefined) return undefined;
  const { fields } = first;
  const known = NAMED.map(() => new Map<string, readonly TextPart[]>());
  // The order of the fields is that of the whole reader, whatever theirs in the message is.
  const inOrder: (readonly TextPart[] | undefined)[] = NAMED.map(() => undefined);
  let stretch: Buffer = Buffer.alloc(0);

  const named = (index: number, written: string): readonly TextPart[] => {
    const texts = known[index] as Map<string, readonly TextPart[]>;
    const kept = texts.get(written);
    if (kept !== undefined) return kept;
    const parts = headerParts([{ name: NAMED[index] as string, raw: unfolded(written) }]);
    if (texts.size >= KEPT_FIELDS) texts.clear();
    if (written.length <= LONGEST_KEPT) texts.set(written, parts);
    return parts;
  };

  /** The texts of `count` fields in `bytes`. */
  const textsIn = (bytes: Buffer, count: number): readonly TextPart[] => {
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

  return {
    next: first.next,
    message(message) {
      if (message.size > first.room) return undefined;
      const held = heldBytes(message) ?? message.read(0, message.size);
      const count = first.look(held);
      return count < 0 ? undefined : textsIn(bufferOf(held), count);
    },
    hold(bytes) {
      stretch = bufferOf(bytes);
      first.hold(bytes);
    },
    within(start) {
      const count = first.lookIn(start);
      return count < 0 ? undefined : textsIn(stretch, count);
    },
  };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
