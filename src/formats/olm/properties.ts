import { memorySource } from "../../bytes/memory.ts";
import { ID, SET } from "../outlook/ids.ts";
import type { Property, PropertyBag } from "../outlook/item.ts";
import { type Node, textsIn, valueIn } from "./records.ts";

/** A text property with an id of its own. */
export function textProperty(id: number, text: string): Property {
  return { id, value: { kind: "text", text } };
}

/** A field of the header that the message came with. */
export function headerProperty(name: string, text: string): Property {
  return { id: 0x8000, name: { set: SET.internetHeaders, name }, value: { kind: "text", text } };
}

/** A text that is shown with a label in front. */
export function labelled(label: string, text: string): Property {
  return { id: 0x8000, name: { set: SET.common, name: label }, value: { kind: "text", text } };
}

/** Body texts: `OPFMessageCopyBody` holds the HTML too, or the plain text. */
export function bodyProperties(plain: string, html: string): Property[] {
  const bodies: Property[] = [];
  const page = html.trim() === "" && isHtml(plain) ? plain : html;
  if (page.trim() !== "") bodies.push({ id: ID.html, value: { kind: "binary", bytes: memorySource(Buffer.from(page)) } });
  if (page.trim() !== "") bodies.push({ id: ID.internetCodepage, value: { kind: "number", number: 65_001 } });
  if (plain.trim() !== "" && plain.trim() !== page.trim()) bodies.push(textProperty(ID.body, plain));
  return bodies;
}

function isHtml(text: string): boolean {
  return /^\s{0,200}<(?:!doctype html|html|head|body|meta|div|p|span|table|font)[\s>]/i.test(text.slice(0, 300));
}

/** Recipient types ([MS-OXOMSG] 2.2.3.1). */
export type RecipientType = 0 | 1 | 2 | 3;

/** Someone a message is from or for. */
export function recipient(type: RecipientType, name: string, address: string): PropertyBag {
  const number: Property = { id: ID.recipientType, value: { kind: "number", number: type } };
  return { properties: [number, textProperty(ID.displayName, name), textProperty(ID.smtpAddress, address)], broken: 0 };
}

/** Names and addresses in a list of them, of a message or of a meeting. */
export function addressesIn(list: Node | undefined): readonly { readonly name: string; readonly address: string }[] {
  if (list === undefined) return [];
  const found = list.children.map((one) => {
    const own = one.text.trim();
    const address = valueIn(one, "OPFContactEmailAddressAddress") || valueIn(one, "OPFCalendarAttendeeAddress") || own;
    return { name: valueIn(one, "OPFContactEmailAddressName") || valueIn(one, "OPFCalendarAttendeeName"), address };
  });
  // Some programs write the addresses as a text.
  const text = list.text.trim();
  if (text !== "") for (const one of text.split(";")) found.push({ name: "", address: one.trim() });
  return found.filter(({ name, address }) => name !== "" || address !== "");
}

/** `OPFContactCopyHomeStreetAddress` as `Home Street Address`. */
export function labelOf(name: string): string {
  const bare = name.replace(/^OPF(?:Message|Contact|CalendarEvent|Task|Note|Group|Category|Attachment|Recurrence)?/, "");
  const words = bare.replace(/^(?:Copy|Get)(?=[A-Z])/, "").replace(/([a-z0-9])(?=[A-Z])/g, "$1 ");
  return words === "" ? name : words;
}

/** Dates, switches, colours and identifiers, which programs write for programs. */
const MACHINE =
  /(?:Date|Time|Date[12]|DateTime|GUID|UUID|ID|Id|Index|Status|Priority|Delta|Color|Zone|ICSData|Type|Encoding|Receipt|Classification|Extension|Size|SetToDefault|Default)$/;
const VALUE = /^(?:[0-9.+-]{1,12}(?:E[0-9]{1,3})?|true|false|r:[0-9. gb:]{1,40}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.Z+-]{1,20})$/;

/** A text that no reader of the item sees: its name says that programs write it, and it is short. */
export function isMachine(name: string, text: string): boolean {
  return /^(?:OPF|Exchange|XMLElement)/.test(name) && MACHINE.test(name) && VALUE.test(text);
}

/** Everything of a record that is told nowhere else, each text with its label. */
export function* others(record: Node, elsewhere: ReadonlySet<string>): Generator<Property> {
  for (const child of record.children) {
    if (elsewhere.has(child.name)) continue;
    for (const [name, text] of textsIn(child)) if (!isMachine(name, text)) yield labelled(labelOf(name), text);
  }
  if (record.text.trim() !== "") yield labelled("Text", record.text.trim());
}
