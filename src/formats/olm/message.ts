import { ID } from "../outlook/ids.ts";
import type { OutlookAttachment, OutlookItem, Property, PropertyBag } from "../outlook/item.ts";
import {
  addressesIn,
  bodyProperties,
  headerProperty,
  others,
  recipient,
  type RecipientType,
  textProperty,
} from "./properties.ts";
import { type Node, valueIn } from "./records.ts";

/** Element names of a message; the format is Outlook's own and nowhere specified. */
const SUBJECT = "OPFMessageCopySubject";
const BODY = "OPFMessageCopyBody";
const HTML = "OPFMessageCopyHTMLBody";
const MESSAGE_ID = "OPFMessageCopyMessageID";
const SENDER = "OPFMessageCopySenderAddress";
const FROM = "OPFMessageCopyFromAddresses";
const REPLY_TO = "OPFMessageCopyReplyToAddresses";
const SOURCE = "OPFMessageCopySource";
const PREVIEW = "OPFMessageCopyPreview";
const ATTACHMENTS = "OPFMessageCopyAttachmentList";
const RECIPIENTS: readonly (readonly [name: string, type: RecipientType])[] = [
  ["OPFMessageCopyToAddresses", 1],
  ["OPFMessageCopyCCAddresses", 2],
  ["OPFMessageCopyBCCAddresses", 3],
];
/** Fields of the header that have an element of their own; times are UTC. */
const HEADERS: readonly (readonly [name: string, field: string])[] = [
  ["OPFMessageCopySentTime", "date"],
  [MESSAGE_ID, "message-id"],
  ["OPFMessageCopyInReplyTo", "in-reply-to"],
  ["OPFMessageCopyReferences", "references"],
];

const ELSEWHERE: ReadonlySet<string> = new Set([
  SUBJECT,
  BODY,
  HTML,
  SENDER,
  FROM,
  REPLY_TO,
  SOURCE,
  ATTACHMENTS,
  ...RECIPIENTS.map(([name]) => name),
  ...HEADERS.map(([name]) => name),
]);

/** A message as an item of Outlook; `attached` gives what its list of attachments names. */
export function messageItem(email: Node, attached: (list: Node) => Iterable<OutlookAttachment>): OutlookItem {
  const child = (name: string): Node | undefined => email.children.find((one) => one.name === name);
  const plain = child(BODY)?.text ?? "";
  const html = child(HTML)?.text ?? "";
  const properties: Property[] = [textProperty(ID.subject, valueIn(email, SUBJECT)), ...bodyProperties(plain, html)];
  const recipients: PropertyBag[] = [];

  const [sender] = addressesIn(child(SENDER));
  const [from = sender, ...further] = addressesIn(child(FROM));
  if (from !== undefined)
    properties.push(textProperty(ID.representingName, from.name), textProperty(ID.representingSmtp, from.address));
  if (sender !== undefined)
    properties.push(textProperty(ID.senderName, sender.name), textProperty(ID.senderSmtp, sender.address));
  for (const { name, address } of further) recipients.push(recipient(0, name, address));
  for (const [list, type] of RECIPIENTS)
    for (const { name, address } of addressesIn(child(list))) recipients.push(recipient(type, name, address));
  const replies = addressesIn(child(REPLY_TO)).flatMap(({ name, address }) => [name, address]);
  if (replies.length > 0) properties.push(textProperty(ID.replyToNames, replies.join(";")));

  const source = child(SOURCE)?.text ?? "";
  if (source.trim() !== "") properties.push(textProperty(ID.transportHeaders, source.trimStart()));
  for (const [name, field] of HEADERS) {
    const value = valueIn(email, name);
    if (value !== "") properties.push(headerProperty(field, field === "message-id" ? bracketed(value) : value));
  }
  // The preview is the beginning of a body.
  const elsewhere = plain === "" && html === "" ? ELSEWHERE : new Set([...ELSEWHERE, PREVIEW]);
  properties.push(...others(email, elsewhere));
  const list = child(ATTACHMENTS);
  const attachments = list === undefined ? [] : attached(list);
  return { bag: { properties, broken: 0 }, recipients, attachments, problems: [] };
}

/** The Message-ID with its angle brackets, which the format leaves out; `undefined` when there is none. */
export function messageIdIn(email: Node): string | undefined {
  const id = valueIn(email, MESSAGE_ID);
  return id === "" || id.length > 990 ? undefined : bracketed(id);
}

function bracketed(id: string): string {
  return id.startsWith("<") ? id : `<${id}>`;
}
