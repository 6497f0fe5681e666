import { storageIn, streamIn, type CompoundStorage } from "../cfb/compound.ts";
import { storageFile } from "../cfb/storage-file.ts";
import type { OutlookAttachment, OutlookItem, PropertyBag } from "../outlook/item.ts";
import { charsetIn, PROPERTIES, readBag, readRows, type Reading } from "./bag.ts";
import { readNames } from "./names.ts";

const TOP_HEAD = 32;
const INNER_HEAD = 24;
const PART_HEAD = 8;
const DATA_OBJECT = "__substg1.0_3701000D";
const DATA = "__substg1.0_37010102";

/** The storage of a message as an item ([MS-OXMSG] 2.2); `outer` is how the message around it is read. */
export function readItem(storage: CompoundStorage, limit: number, outer: Reading | undefined): OutlookItem {
  const { head, rows, whole } = readRows(storage, outer === undefined ? TOP_HEAD : INNER_HEAD);
  const reading: Reading = {
    names: readNames(storage) ?? outer?.names ?? new Map(),
    charset: charsetIn(storage, rows) ?? outer?.charset,
    limit,
  };
  const recipients = storagesIn(storage, "__recip_version1.0_#");
  const files = storagesIn(storage, "__attach_version1.0_#");
  return {
    bag: readBag(storage, rows, whole, reading),
    recipients: recipients.map((one) => partBag(one, reading)),
    attachments: attachmentsOf(files, reading),
    problems: [...missing(head, 16, recipients.length, "recipients"), ...missing(head, 20, files.length, "attachments")],
  };
}

/** Counts in the head ([MS-OXMSG] 2.4.1.1) that say more than there is. */
function missing(head: Buffer, at: number, found: number, what: string): readonly string[] {
  const stated = head.length >= at + 4 ? head.readUInt32LE(at) : 0;
  return stated > found ? [`${found} of ${stated} ${what} were found`] : [];
}

function storagesIn({ entries }: CompoundStorage, start: string): readonly CompoundStorage[] {
  const wanted = start.toUpperCase();
  return entries.filter((entry) => entry.kind === "storage").filter(({ name }) => name.toUpperCase().startsWith(wanted));
}

function partBag(storage: CompoundStorage, reading: Reading): PropertyBag {
  const { rows, whole } = readRows(storage, PART_HEAD);
  return readBag(storage, rows, whole, reading);
}

/** Each is read when it is its turn. */
function* attachmentsOf(files: readonly CompoundStorage[], reading: Reading): Generator<OutlookAttachment> {
  for (const storage of files) yield { bag: partBag(storage, reading), content: contentOf(storage, reading) };
}

/** What an attachment holds is told by what is there; its method only says what should be. */
function contentOf(storage: CompoundStorage, reading: Reading): OutlookAttachment["content"] {
  const object = storageIn(storage, DATA_OBJECT);
  if (object !== undefined) {
    if (streamIn(object, PROPERTIES) !== undefined) return { kind: "item", open: () => readItem(object, reading.limit, reading) };
    return { kind: "ole", bytes: storageFile(object) };
  }
  const data = streamIn(storage, DATA) ?? streamIn(storage, DATA_OBJECT);
  return data === undefined ? { kind: "none" } : { kind: "bytes", bytes: data.open().bytes };
}
