import { memorySource } from "../../bytes/memory.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { OutlookAttachment, OutlookItem, PropertyBag, PropertyName } from "../outlook/item.ts";
import { damageSince, markOf } from "./damage.ts";
import { openData } from "./data-tree.ts";
import { charsetIn } from "./folders.ts";
import {
  OBJECT,
  bagOf,
  bytesOf,
  findProperty,
  numberOf,
  openProperties,
  type PropertyContext,
  type RawProperty,
} from "./property-context.ts";
import type { Store } from "./store.ts";
import { findSubnode, subnodesOf, type NodeRef, type Subnode } from "./subnodes.ts";
import { openTable, type TableContext } from "./table-context.ts";
import type { Decoding } from "./values.ts";

/** What the items of a file share. */
export interface Items {
  readonly store: Store;
  readonly names: (id: number) => PropertyName | undefined;
  /** Charset of texts of 8 bits in items that state none. */
  readonly charset: string | undefined;
  readonly maxBytes: number;
}

/** Data and messages that were opened in one item of a folder: each once, or a small file could state endless ones. */
interface Opened {
  readonly messages: Set<number>;
  readonly data: Set<number>;
  /** Bytes of data that may still be given out a second time. */
  repeatable: number;
}

/** Outlook lets equal attachments share their data: that much of it is read again. */
const REPEATED_BYTES = 64 * 1024 ** 2;

const RECIPIENTS = 0x692;
const ATTACHMENTS = 0x671;
const ATTACHMENT_TYPE = 0x05;
const MAX_RECIPIENTS = 100_000;
const ATTACH_DATA = 0x3701;
const ATTACH_METHOD = 0x3705;
const EMBEDDED_MESSAGE = 5;

/** The item of a node ([MS-PST] 2.4.5); undefined when its properties cannot be read. */
export function openItem(items: Items, node: NodeRef): OutlookItem | undefined {
  return itemOf(items, node, { messages: new Set([node.data]), data: new Set(), repeatable: REPEATED_BYTES });
}

function itemOf(items: Items, node: NodeRef, opened: Opened): OutlookItem | undefined {
  const { store, names } = items;
  const before = markOf(store.damage);
  const context = openProperties(store.blocks, node);
  // The attachments of an item may be whole where its own properties are not.
  if (context === undefined && subnodesOf(store.blocks, node.subnodes).next().done === true) return undefined;
  const decoding = decodingOf(items, context);
  const problems: string[] = [];
  if (context === undefined) problems.push("the properties of the item could not be read");
  const bag = context === undefined ? NO_PROPERTIES : withPlainSubject(bagOf(context, names, decoding));
  const recipients = recipientsOf(items, node, decoding, problems);
  const seen = damageSince(store.damage, before);
  if (seen !== undefined) problems.push(seen);
  store.blocks.charge(items.maxBytes - decoding.room.bytes);
  return { bag, recipients, attachments: attachmentsOf(items, node, decoding, opened, problems), problems };
}

const NO_PROPERTIES: PropertyBag = { properties: [], broken: 0 };

const SUBJECT = 0x37;

/** A subject begins with U+0001 and a character that tells the length of its prefix ([MS-PST] 2.5.3.1.1.1): neither is text. */
function withPlainSubject({ properties, broken }: PropertyBag): PropertyBag {
  const plain = properties.map((one) =>
    one.id === SUBJECT && one.value.kind === "text" && one.value.text.startsWith("\u0001")
      ? { ...one, value: { kind: "text", text: one.value.text.slice(2) } as const }
      : one,
  );
  return { properties: plain, broken };
}

function decodingOf(items: Items, context: PropertyContext | undefined): Decoding {
  return { charset: charsetIn(context) ?? items.charset, room: { bytes: items.maxBytes } };
}

function recipientsOf({ store, names }: Items, node: NodeRef, decoding: Decoding, problems: string[]): PropertyBag[] {
  const table = tableOf(store, node, RECIPIENTS);
  if (table === undefined) return [];
  if (table === "broken") {
    problems.push("the list of recipients could not be read");
    return [];
  }
  const bags: PropertyBag[] = [];
  for (const row of table.rows()) {
    if (bags.length >= MAX_RECIPIENTS) {
      problems.push(`more than ${MAX_RECIPIENTS} recipients`);
      break;
    }
    if (row.cells !== undefined) bags.push(table.bag(row, names, decoding));
  }
  if (table.broken() > 0) problems.push(`parts of the list of recipients could not be read (${table.broken()})`);
  return bags;
}

function tableOf(store: Store, node: NodeRef, nid: number): TableContext | "broken" | undefined {
  const found = findSubnode(store.blocks, node.subnodes, nid);
  if (found === undefined) return undefined;
  return openTable(store.blocks, found) ?? "broken";
}

/** The attachments of the table in its order, then those that it leaves out. */
function* attachmentsOf(
  items: Items,
  node: NodeRef,
  decoding: Decoding,
  opened: Opened,
  problems: string[],
): Generator<OutlookAttachment> {
  const { store, names } = items;
  const table = tableOf(store, node, ATTACHMENTS);
  const told = new Set<number>();
  let lost = 0;
  if (table === "broken") problems.push("the list of attachments could not be read");
  else if (table !== undefined) {
    for (const row of table.rows()) {
      if (told.has(row.id)) continue;
      told.add(row.id);
      const subnode = findSubnode(store.blocks, node.subnodes, row.id);
      const attachment = subnode === undefined ? undefined : attachmentOf(items, subnode, decoding, opened, problems);
      if (attachment === undefined) lost += 1;
      yield attachment ?? { bag: table.bag(row, names, decoding), content: { kind: "none" } };
    }
    if (table.broken() > 0) problems.push(`parts of the list of attachments could not be read (${table.broken()})`);
  }
  for (const subnode of subnodesOf(store.blocks, node.subnodes)) {
    if ((subnode.nid & 0x1f) !== ATTACHMENT_TYPE || told.has(subnode.nid)) continue;
    told.add(subnode.nid);
    const attachment = attachmentOf(items, subnode, decoding, opened, problems);
    if (attachment === undefined) lost += 1;
    else yield attachment;
  }
  if (lost > 0) problems.push(`attachments could not be read (${lost})`);
}

function attachmentOf(
  items: Items,
  subnode: Subnode,
  decoding: Decoding,
  opened: Opened,
  problems: string[],
): OutlookAttachment | undefined {
  const { store, names } = items;
  const before = markOf(store.damage);
  const context = openProperties(store.blocks, subnode);
  if (context === undefined) return undefined;
  const bag = bagOf(context, names, decoding, ATTACH_DATA);
  const data = findProperty(context, ATTACH_DATA);
  const content = data === undefined ? NOTHING : contentOf(items, context, data, opened, problems);
  const seen = damageSince(store.damage, before);
  if (seen !== undefined) problems.push(`of an attachment, ${seen}`);
  return { bag, content };
}

type Content = OutlookAttachment["content"];
const NOTHING: Content = { kind: "none" };

function contentOf(items: Items, context: PropertyContext, data: RawProperty, opened: Opened, problems: string[]): Content {
  if (data.type === OBJECT) return objectOf(items, context, data, opened, problems);
  const hnid = data.view.getUint32(data.at, true);
  if (hnid === 0) return { kind: "bytes", bytes: memorySource(new Uint8Array(0)) };
  const subnode = (hnid & 0x1f) === 0 ? undefined : findSubnode(items.store.blocks, context.heap.node.subnodes, hnid);
  const bytes = bytesOf(context, data);
  if (bytes === undefined) {
    problems.push("the content of an attachment is not in the file");
    return NOTHING;
  }
  if (subnode !== undefined && isRepeated(subnode, bytes.size, opened)) return repeated(problems);
  verify(bytes);
  return { kind: "bytes", bytes };
}

/** An object is the id and size of a subnode ([MS-PST] 2.3.3.5): a message, or bytes of an OLE object. */
function objectOf(items: Items, context: PropertyContext, data: RawProperty, opened: Opened, problems: string[]): Content {
  const { blocks } = items.store;
  const reference = bytesOf(context, data)?.read(0, 4);
  const nid =
    reference === undefined || reference.length < 4 ? 0 : new DataView(reference.buffer, reference.byteOffset).getUint32(0, true);
  const subnode = findSubnode(blocks, context.heap.node.subnodes, nid);
  if (subnode === undefined) {
    problems.push("the content of an attachment is not in the file");
    return NOTHING;
  }
  if (numberOf(context, ATTACH_METHOD) !== EMBEDDED_MESSAGE && openProperties(blocks, subnode) === undefined) {
    const { source } = openData(blocks, subnode.data);
    if (isRepeated(subnode, source.size, opened)) return repeated(problems);
    verify(source);
    return { kind: "ole", bytes: source };
  }
  if (opened.messages.has(subnode.data)) {
    problems.push("an attached message was not read again in the same message");
    return NOTHING;
  }
  opened.messages.add(subnode.data);
  return { kind: "item", open: () => itemOf(items, subnode, opened) ?? UNREADABLE };
}

const UNREADABLE: OutlookItem = {
  bag: NO_PROPERTIES,
  recipients: [],
  attachments: [],
  problems: ["the attached message could not be read"],
};

function isRepeated({ data }: Subnode, size: number, opened: Opened): boolean {
  if (!opened.data.has(data)) {
    opened.data.add(data);
    return false;
  }
  opened.repeatable -= size;
  return opened.repeatable < 0;
}

function repeated(problems: string[]): Content {
  problems.push("an attachment has the same data as another one of its message, and was read once");
  return NOTHING;
}

/** Up to this size data is read before it is given out, so that its damage is told with its message. */
const VERIFIED_BYTES = 4 * 1024 ** 2;
const PIECE_BYTES = 65_536;

function verify(source: ByteSource): void {
  if (source.size > VERIFIED_BYTES) return;
  for (let at = 0; at < source.size; at += PIECE_BYTES) source.read(at, PIECE_BYTES);
}
