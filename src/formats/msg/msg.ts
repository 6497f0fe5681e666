import { memorySource } from "../../bytes/memory.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { compoundOf, openCompound, streamIn, type Compound, type CompoundStorage } from "../cfb/compound.ts";
import { gap } from "../gap.ts";
import { decodeString, TYPE } from "../outlook/decode.ts";
import type { OutlookItem } from "../outlook/item.ts";
import { unfoldItem } from "../outlook/unfold-item.ts";
import { PROPERTIES } from "./bag.ts";
import { readItem } from "./item.ts";

const MAX_ID_BYTES = 4_096;

export const msg: Extractor = {
  id: "msg",
  description: "Outlook message, contact or appointment (msg)",
  reads:
    "header, plain, HTML and RTF text with quoted history told apart, recipients, every text property, contacts as records, " +
    "attachments, messages and OLE objects in it; rights-protected messages are told as gaps",
  extensions: [".msg", ".oft"],
  message: true,
  messageIdOf,
  accepts(sniffed) {
    const compound = compoundOf(sniffed);
    return compound !== undefined && isMessage(topOf(compound));
  },
  extract,
};

function* extract(document: Document, context: ExtractContext): Generator<Unfolded> {
  const compound = openCompound(document.bytes);
  if (compound === undefined) return yield gap("malformed", "none", "not a compound file");
  if (compound.damaged) yield gap("malformed", "partly", "compound file is damaged or cut off");
  const item: OutlookItem = readItem(topOf(compound), context.budget.maxDocumentBytes, undefined);
  yield* unfoldItem(item, context);
}

/** The storage of the message; what a damaged directory has lost belongs to it, too. */
function topOf({ root, lost }: Compound): CompoundStorage {
  return lost.length === 0 ? root : { ...root, entries: [...root.entries, ...lost] };
}

/** A message has a stream of properties, and its streams have names that nothing else has ([MS-OXMSG] 2.2). */
function isMessage(storage: CompoundStorage): boolean {
  return streamIn(storage, PROPERTIES) !== undefined || storage.entries.some(({ name }) => name.startsWith("__substg1.0_"));
}

/** PidTagInternetMessageId, where it lies near the beginning of the file. */
function messageIdOf(head: Uint8Array): string | undefined {
  const root = openCompound(memorySource(head))?.root;
  if (root === undefined) return undefined;
  for (const [name, type] of [
    ["__substg1.0_1035001F", TYPE.unicode],
    ["__substg1.0_1035001E", TYPE.string8],
  ] as const) {
    const opened = streamIn(root, name)?.open();
    if (opened === undefined || !opened.whole || opened.bytes.size > MAX_ID_BYTES) continue;
    const id = decodeString(opened.bytes.read(0, opened.bytes.size), type, undefined).trim();
    if (id !== "") return id;
  }
  return undefined;
}
