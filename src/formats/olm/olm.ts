import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { partDocument, type Reading } from "../office/read-part.ts";
import { unfoldItem } from "../outlook/unfold-item.ts";
import { wholeText } from "../text-parts.ts";
import { packageKind } from "../zip/kind.ts";
import type { Part } from "../zip/package.ts";
import { type Archive, folderSteps, isMessageName, LISTED, openArchive } from "./archive.ts";
import { attachedTo } from "./attached.ts";
import { eventItem } from "./event.ts";
import { lostDocument, messageDocument } from "./message-document.ts";
import { people } from "./people.ts";
import type { Node } from "./records.ts";
import { recordsOf } from "./unpacked.ts";

/** An archive of Outlook for Mac: a zip archive with a part of XML for each message. */
export const olm: Extractor = {
  id: "olm",
  description: "Outlook for Mac archives (OLM)",
  reads:
    "every message of every folder with its attachments, contacts and groups as records, meetings, tasks and notes; whatever else lies in the archive is opened",
  extensions: [".olm"],
  accepts: (sniffed) => packageKind(sniffed) === "outlook-mac",
  extract,
};

async function* extract(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const archive = await openArchive(document.bytes);
  const { parts, damage } = archive.pack;
  const messages = parts.filter(({ name }) => isMessageName(name));
  const lost = archive.pack.lost.filter((name) => isMessageName(name) && !archive.byName.has(name.toLowerCase()));
  yield { kind: "expected", count: messages.length + lost.length };
  yield* folderTexts(messages);
  let index = 0;
  for (const part of messages) {
    archive.done.add(part);
    yield messageDocument(archive, part, index, context.budget.maxDocumentBytes);
    index += 1;
  }
  for (const name of lost) {
    yield lostDocument(name, index, "malformed", "the archive lists the message, and it is not there");
    index += 1;
  }
  yield* rest(archive, context);
  if (damage !== undefined) yield gap("malformed", parts.length === 0 ? "none" : "partly", damage);
  if (parts.length >= LISTED) yield gap("count-limit", "partly", `only the first ${LISTED} parts of the archive were listed`);
}

/** Names of folders are data like those of files. */
function* folderTexts(messages: readonly Part[]): Generator<Unfolded> {
  const told = new Set<string>();
  for (const { name } of messages) {
    const steps = folderSteps(name);
    for (let depth = 1; depth <= steps.length; depth += 1) {
      const path = steps.slice(0, depth);
      const key = path.map((step) => (step.kind === "folder" ? step.name : "")).join("/");
      const own = path.at(-1);
      if (told.has(key) || own?.kind !== "folder") continue;
      told.add(key);
      yield wholeText(Buffer.from(own.name), { steps: path, role: "filename", record: "text", section: -1 });
    }
  }
}

/** What is no message: people, meetings, tasks, notes; then attachments that nothing names, and all else. */
function* rest(archive: Archive, context: ExtractContext): Generator<Unfolded> {
  const reading: Reading = { pack: archive.pack, context, stopped: false, done: archive.done };
  const later: Part[] = [];
  for (const part of archive.pack.parts) {
    if (archive.done.has(part)) continue;
    if (LISTS.test(part.name)) yield listDocument(archive, part);
    else later.push(part);
  }
  for (const part of later) {
    if (reading.stopped) return;
    // The lists have named some of them meanwhile.
    if (!archive.done.has(part)) yield* partDocument(reading, part, [{ kind: "entry", name: part.name }]);
  }
}

const LISTS = /(?:^|\/)(?:contacts|groups|calendar|tasks|notes)\.xml$/i;

/** A part with a list of people, meetings ... as a document with its own reader. */
function listDocument(archive: Archive, part: Part): Document {
  const steps: readonly Step[] = [{ kind: "entry", name: part.name }];
  return {
    kind: "document",
    steps,
    name: part.name.slice(part.name.lastIndexOf("/") + 1),
    declaredType: "",
    bytes: { size: part.entry.size ?? part.packed, read: () => new Uint8Array(0) },
    reader: (context) => unfoldList(archive, part, context),
  };
}

function* unfoldList(archive: Archive, part: Part, context: ExtractContext): Generator<Unfolded> {
  archive.done.add(part);
  const persons = people();
  const records = recordsOf(archive, part, context.budget);
  let events = 0;
  let told = false;
  for (let next = records.next(); ; next = records.next()) {
    if (next.done === true) {
      yield* persons.take(true);
      const { problems } = next.value;
      for (const { reason, detail } of problems) yield gap(reason, told ? "partly" : "none", detail);
      return;
    }
    told = true;
    const record = next.value;
    if (record.name === "contact" || record.name === "group") {
      persons.add(record);
      yield* persons.take(false);
      continue;
    }
    events += 1;
    const limit = context.budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", `only the first ${events - 1} items of the list were read`);
      return;
    }
    yield eventDocument(archive, part, record, events);
  }
}

function eventDocument(archive: Archive, part: Part, record: Node, number: number): Document {
  const folder = part.name.slice(0, Math.max(0, part.name.lastIndexOf("/")));
  return {
    kind: "document",
    steps: [{ kind: "entry", name: `item ${number}` }],
    name: "",
    declaredType: "",
    bytes: { size: 0, read: () => new Uint8Array(0) },
    reader: (context) =>
      unfoldItem(
        eventItem(record, (list) => attachedTo(list, folder, archive, context.budget)),
        context,
      ),
  };
}
