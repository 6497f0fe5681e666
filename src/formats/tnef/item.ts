import type { ByteSource } from "../../model/bytes.ts";
import { slice } from "../../bytes/slice.ts";
import { charsetOfCodepage } from "../../text/codepage.ts";
import { decodeString, TYPE } from "../outlook/decode.ts";
import { ID } from "../outlook/ids.ts";
import type { OutlookAttachment, OutlookItem, Property, PropertyBag } from "../outlook/item.ts";
import { ATTRIBUTE, readAttributes, type Attribute } from "./attributes.ts";
import { readProperties, readTable, type Reading } from "./properties.ts";

/** What an object in a property is ([MS-OXTNEF] 2.1.3.4): its class stands before it. */
const CLASS_BYTES = 16;
const MESSAGE = "0703020000000000c000000000000046";
const STORAGE = "0b00000000000000c000000000000046";
const MAX_TEXT_BYTES = 16 * 1024 ** 2;

/** Attributes of a message that hold something of it. */
const CONTENT: ReadonlySet<number> = new Set([
  ATTRIBUTE.properties,
  ATTRIBUTE.subject,
  ATTRIBUTE.body,
  ATTRIBUTE.from,
  ATTRIBUTE.recipients,
]);

interface Held {
  title: string;
  data: ByteSource | undefined;
  properties: ByteSource | undefined;
}

/** The message in a TNEF stream ([MS-OXTNEF]) as an item. Attributes of before MAPI are taken where no property says the same. */
export function readTnef(source: ByteSource, limit: number): OutlookItem {
  const { attributes, whole } = readAttributes(source);
  const problems = whole ? [] : ["TNEF stream is cut off"];
  const known = attributes.some(({ level, id }) => level === "attachment" || CONTENT.has(id));
  if (whole && !known) problems.push("TNEF stream holds no message");
  const stated = attributes.find(({ id }) => id === ATTRIBUTE.codepage)?.data;
  const codepage = stated === undefined || stated.size < 4 ? 0 : Buffer.from(stated.read(0, 4)).readUInt32LE(0);
  const reading: Reading = { charset: charsetOfCodepage(codepage), limit };
  const message = attributes.filter(({ level }) => level === "message");
  const held = attachmentsIn(attributes, reading);
  return {
    bag: messageBag(message, reading),
    recipients: message.filter(({ id }) => id === ATTRIBUTE.recipients).flatMap(({ data }) => readTable(data, reading)),
    attachments: opened(held, reading),
    problems,
  };
}

function messageBag(attributes: readonly Attribute[], reading: Reading): PropertyBag {
  const bags = attributes.filter(({ id }) => id === ATTRIBUTE.properties).map(({ data }) => readProperties(data, reading));
  const properties: Property[] = bags.flatMap((bag) => [...bag.properties]);
  const has = (...ids: readonly number[]): boolean => properties.some(({ id }) => ids.includes(id));
  const older: readonly (readonly [attribute: number, id: number])[] = [
    [ATTRIBUTE.subject, ID.subject],
    [ATTRIBUTE.body, ID.body],
    [ATTRIBUTE.messageClass, ID.messageClass],
  ];
  for (const [attribute, id] of older) {
    const data = attributes.find((one) => one.id === attribute)?.data;
    if (data !== undefined && !has(id)) properties.push(textProperty(id, textIn(data, reading)));
  }
  const from = attributes.find(({ id }) => id === ATTRIBUTE.from)?.data;
  if (from !== undefined && !has(ID.senderName, ID.senderAddress, ID.senderSmtp)) properties.push(...senderIn(from, reading));
  return { properties, broken: bags.reduce((sum, { broken }) => sum + broken, 0) };
}

function textProperty(id: number, text: string): Property {
  return { id, value: { kind: "text", text } };
}

function textIn(data: ByteSource, { charset }: Reading): string {
  return decodeString(data.read(0, Math.min(MAX_TEXT_BYTES, data.size)), TYPE.string8, charset);
}

/** A triple of name, kind and address ([MS-OXTNEF] 2.1.3.3.2 TrpidOneoff): lengths, then `name NUL kind:address NUL`. */
function senderIn(data: ByteSource, { charset }: Reading): readonly Property[] {
  const bytes = Buffer.from(new Uint8Array(data.read(0, Math.min(65_536, data.size))));
  if (bytes.length < 8) return [];
  const nameBytes = bytes.readUInt16LE(4);
  const name = decodeString(bytes.subarray(8, 8 + nameBytes), TYPE.string8, charset);
  const address = decodeString(bytes.subarray(8 + nameBytes, 8 + nameBytes + bytes.readUInt16LE(6)), TYPE.string8, charset);
  return [textProperty(ID.senderName, name), textProperty(ID.senderAddress, address.replace(/^[A-Z0-9]{1,16}:/i, ""))];
}

/** The attributes of each attachment: a new one begins with its rendering data ([MS-OXTNEF] 2.1.3.3.15). */
function attachmentsIn(attributes: readonly Attribute[], reading: Reading): readonly Held[] {
  const all: Held[] = [];
  let current: Held | undefined;
  for (const { level, id, data } of attributes) {
    if (level !== "attachment") continue;
    // Data may stand before its rendering data, or without any.
    if (current === undefined || id === ATTRIBUTE.renderData) {
      current = { title: "", data: undefined, properties: undefined };
      all.push(current);
    }
    if (id === ATTRIBUTE.attachTitle || (id === ATTRIBUTE.attachTransportName && current.title === ""))
      current.title = textIn(data, reading);
    else if (id === ATTRIBUTE.attachData) current.data = data;
    else if (id === ATTRIBUTE.attachment) current.properties = data;
  }
  return all;
}

function* opened(all: readonly Held[], reading: Reading): Generator<OutlookAttachment> {
  for (const { title, data, properties } of all) {
    const read = properties === undefined ? { properties: [], broken: 0 } : readProperties(properties, reading);
    const titled = title === "" ? [] : [textProperty(ID.attachFilename, title)];
    const bag: PropertyBag = { properties: [...read.properties, ...titled], broken: read.broken };
    const object = read.properties.find(({ id, value }) => id === ID.attachData && value.kind === "binary")?.value;
    yield { bag, content: contentOf(object?.kind === "binary" ? object.bytes : undefined, data, reading.limit) };
  }
}

function contentOf(object: ByteSource | undefined, data: ByteSource | undefined, limit: number): OutlookAttachment["content"] {
  if (object !== undefined && object.size > CLASS_BYTES) {
    const kind = Buffer.from(object.read(0, CLASS_BYTES)).toString("hex");
    const inner = slice(object, CLASS_BYTES, object.size);
    if (kind === MESSAGE) return { kind: "item", open: () => readTnef(inner, limit) };
    if (kind === STORAGE) return { kind: "ole", bytes: inner };
    // Bytes behind the class of a stream, or bytes alone where the data lies in a property.
    const isClass = kind.endsWith("00000000c000000000000046");
    return data !== undefined && data.size > 0
      ? { kind: "bytes", bytes: data }
      : { kind: "bytes", bytes: isClass ? inner : object };
  }
  return data === undefined ? { kind: "none" } : { kind: "bytes", bytes: data };
}
