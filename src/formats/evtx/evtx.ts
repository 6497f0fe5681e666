import { ascii } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap, roleIn } from "../gap.ts";
import { type KeyPath, labelTree } from "../json/labels.ts";
import { printableRuns } from "../printable.ts";
import { recordParts, type RecordParts } from "../record-parts.ts";
import { allowance, type EventHearer, readBinaryXml } from "./binxml.ts";

const FILE_HEADER = 4_096;
const CHUNK = 65_536;
const CHUNK_HEADER = 512;
const EVENT_HEADER = 24;

/** Windows event logs since Vista. */
export const evtx: Extractor = {
  id: "evtx",
  description: "Windows event logs (evtx)",
  reads:
    "Every event, also those behind the end of a chunk that are left over; names of data fields label them. Damaged events are told and passed over.",
  extensions: [".evtx"],
  accepts: ({ head }) => ascii(head, 0, 8) === "ElfFile\0",
  *extract(document, context) {
    yield* events(document, context);
  },
};

function* events({ bytes: source }: Document, context: ExtractContext): Generator<Unfolded> {
  const tree = labelTree();
  const parts = recordParts({ steps: [], role: roleIn(context), record: "object" }, tree.labels);
  let [count, damagedEvents, damagedChunks] = [0, 0, 0];
  for (let offset = FILE_HEADER; offset < source.size; offset += CHUNK) {
    const bytes = source.read(offset, CHUNK);
    const chunk = Buffer.from(new Uint8Array(bytes));
    if (chunk.every((byte) => byte === 0)) continue;
    if (chunk.length < CHUNK || ascii(chunk, 0, 8) !== "ElfChnk\0") damagedChunks += 1;
    const allowed = allowance();
    const free = chunk.length < CHUNK_HEADER ? 0 : chunk.readUInt32LE(48);
    for (let at = CHUNK_HEADER; at + EVENT_HEADER < chunk.length;) {
      const size = chunk.readUInt32LE(at + 4);
      if (chunk.readUInt32LE(at) !== 0x2a2a || size < EVENT_HEADER || at + size > chunk.length) {
        at += 8;
        continue;
      }
      try {
        readBinaryXml(chunk, at + EVENT_HEADER, at + size - 4, eventWriter(parts, tree, count), allowed);
      } catch {
        // Left-over events may refer to names that were overwritten: only those that the chunk counts are damage.
        if (at < free) damagedEvents += 1;
        parts.bytes(printableRuns(chunk.subarray(at, at + size)), tree.root.index, count, count + 1, 1);
      }
      count += 1;
      at += size;
      yield* parts.take(false);
    }
  }
  yield* parts.take(true);
  if (damagedChunks > 0) yield gap("malformed", "partly", `${damagedChunks} chunks of the event log are damaged or cut off`);
  if (damagedEvents > 0)
    yield gap("malformed", "partly", `${damagedEvents} events are damaged: only printable text in them was read`);
}

/** Writes what an event says: `<Data Name="X">` is labelled X, all else by the name of its element or attribute. */
function eventWriter(parts: RecordParts, tree: ReturnType<typeof labelTree>, event: number): EventHearer {
  const open: { path: KeyPath }[] = [];
  const here = (): KeyPath => open.at(-1)?.path ?? tree.root;
  return {
    open(name) {
      open.push({ path: tree.child(tree.root, name) });
    },
    attribute(name, value) {
      const top = open.at(-1);
      if (name === "xmlns" || value === "") return;
      if (name === "Name" && top !== undefined && top.path.label === "Data") top.path = tree.child(tree.root, value);
      else parts.text(value, tree.child(here(), name).index, event, event + 1, 1);
    },
    text: (value) => parts.text(value, here().index, event, event + 1, 1),
    binary: (bytes) => parts.bytes(printableRuns(bytes), here().index, event, event + 1, 1),
    close() {
      open.pop();
    },
  };
}
