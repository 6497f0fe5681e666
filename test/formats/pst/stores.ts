import { int32, text, binary, ID, SET, TYPE, type Item, type Attachment } from "../../../fixtures/make/mapi.mjs";
import type { How } from "../../../fixtures/make/pst.mjs";

/** Every version with every encoding. */
export const FORMS: readonly { readonly name: string; readonly how: How }[] = (
  ["ansi", "unicode", "unicode-4k"] as const
).flatMap((format) =>
  (["none", "permute", "cyclic"] as const).map((crypt) => ({ name: `${format}, ${crypt}`, how: { format, crypt } })),
);

/** A message with a subject that tells which it is. */
export function mail(number: number, more: { readonly body?: string; readonly attachments?: readonly Attachment[] } = {}): Item {
  const { body = `body of ${number}`, attachments = [] } = more;
  return {
    properties: [
      text(ID.messageClass, "IPM.Note"),
      text(ID.subject, `message ${number}.`),
      text(ID.body, body),
      text(ID.internetMessageId, `<${number}@mail.example>`),
      { name: { set: SET.publicStrings, name: "Case" }, type: TYPE.text, value: `case of ${number}` },
    ],
    recipients: [
      [text(ID.displayName, `Recipient ${number}`), text(ID.smtpAddress, `to${number}@mail.example`), int32(ID.recipientType, 1)],
    ],
    attachments,
  };
}

export function file(name: string, bytes: Buffer): Attachment {
  return { properties: [int32(ID.attachMethod, 1), text(ID.attachLongFilename, name), binary(ID.attachData, bytes)] };
}

export function attached(item: Item): Attachment {
  return { properties: [int32(ID.attachMethod, 5), text(ID.displayName, "inner")], item };
}

/** Bytes of which no two stretches of a block are equal. */
export function counted(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(at, at);
  return bytes;
}

export function range<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
