import { numberOf, textOf } from "./bag.ts";
import { ACCOUNT_NAME, ID, SET } from "./ids.ts";
import type { OutlookItem, PropertyBag } from "./item.ts";

/** An address field as a message header would have it. */
export interface AddressField {
  readonly field: "from" | "sender" | "to" | "cc" | "bcc" | "reply-to" | "delivered-to";
  readonly name: string;
  /** Mail address; empty when only a name, or an address of the store's own directory, is known. */
  readonly address: string;
}

/** Recipient types ([MS-OXOMSG] 2.2.3.1); bits above tell how it was sent. */
const KINDS = ["from", "to", "cc", "bcc"] as const;

/** Who sent a message and who got it, as its properties say ([MS-OXOMSG] 2.2.1, [MS-OXCMSG] 2.2.4). */
export function addressFields({ bag, recipients }: OutlookItem): readonly AddressField[] {
  const fields: AddressField[] = [];
  const told = new Set<string>();
  const add = (field: AddressField["field"], name: string, ...addresses: readonly string[]): void => {
    const address = addresses.find((one) => one.includes("@")) ?? "";
    if (name === "" && address === "") return;
    fields.push({ field, name: name === address ? "" : name, address });
    told.add(name).add(address);
  };
  const sender = [textOf(bag, ID.senderName), textOf(bag, ID.senderSmtp), textOf(bag, ID.senderAddress)] as const;
  const from = [textOf(bag, ID.representingName), textOf(bag, ID.representingSmtp), textOf(bag, ID.representingAddress)] as const;
  add("from", ...(from.some((one) => one !== "") ? from : sender));
  if (from.some((one) => one !== "") && sender.join("\n") !== from.join("\n")) add("sender", ...sender);
  for (const one of recipients) {
    const kind = KINDS[(numberOf(one, ID.recipientType) ?? 1) & 3] ?? "to";
    add(kind, nameOf(one), textOf(one, ID.smtpAddress), textOf(one, ID.address));
  }
  for (const name of textOf(bag, ID.replyToNames).split(";")) add("reply-to", name.trim(), name.trim());
  add("delivered-to", textOf(bag, ID.receivedName), textOf(bag, ID.receivedSmtp), textOf(bag, ID.receivedAddress));
  add("delivered-to", textOf(bag, ID.receivedForName), textOf(bag, ID.receivedForSmtp), textOf(bag, ID.receivedForAddress));
  for (const { name, value } of bag.properties) {
    if (name?.set === SET.common && name.name === ACCOUNT_NAME && value.kind === "text") add("delivered-to", "", value.text);
  }
  // The lists of names repeat the recipients, and stand alone where their table is lost.
  for (const [field, id] of [
    ["to", ID.displayTo],
    ["cc", ID.displayCc],
    ["bcc", ID.displayBcc],
  ] as const) {
    for (const name of textOf(bag, id).split(";")) {
      const wanted = name.trim();
      if (wanted !== "" && !told.has(wanted)) add(field, wanted.includes("@") ? "" : wanted, wanted);
    }
  }
  return fields;
}

function nameOf(bag: PropertyBag): string {
  return textOf(bag, ID.displayName) || textOf(bag, ID.recipientName);
}
