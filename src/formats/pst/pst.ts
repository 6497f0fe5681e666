import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { hinted } from "../sniff.ts";
import { wholeText } from "../text-parts.ts";
import { census, type Census } from "./census.ts";
import { damageSince } from "./damage.ts";
import { folderSteps, isMessage, storeCharset } from "./folders.ts";
import { looksLikeStore, readHeader } from "./header.ts";
import type { Items } from "./message.ts";
import { lostDocument, messageDocument, type Reading } from "./message-document.ts";
import { readNames } from "./names.ts";
import { openStore, type Store } from "./store.ts";

const SIGNATURE = [0x21, 0x42, 0x44, 0x4e];

/** An Outlook data file: PST, OST and PAB, of all versions. */
export const pst: Extractor = {
  id: "pst",
  description: "Outlook data files (PST, OST)",
  reads:
    "Every item of every folder, hidden and recoverable ones included, of all versions and encodings; a password does not matter. Items that no folder lists are read too, and of a damaged or truncated file what is left.",
  extensions: [".pst", ".ost"],
  accepts(sniffed) {
    if (SIGNATURE.every((byte, at) => sniffed.head[at] === byte)) return true;
    return hinted(sniffed, [".pst", ".ost"], ["application/vnd.ms-outlook-pst"]) && looksLikeStore(sniffed);
  },
  *extract(document, context) {
    yield* contents(document, context);
  },
};

/** Reading more than this many times the size of the file, and so much in addition, is the work of a hostile one. */
const READ_TIMES = 64;
const READ_BYTES = 4 * 1024 ** 3;

function* contents(document: Document, context: ExtractContext): Generator<Unfolded> {
  const source = document.bytes;
  const header = readHeader(source);
  if (header === undefined) {
    yield gap("malformed", "none", "the header names no version of the format, and the pages that tell it are not there");
    return;
  }
  const store = openStore(source, header);
  const names = readNames(store);
  const charset = storeCharset(store);
  const counted = census(store);
  yield { kind: "expected", count: counted.messages + counted.lost.length };
  const items: Items = { store, names: names ?? (() => undefined), charset, maxBytes: context.budget.maxDocumentBytes };
  const steps = folderSteps(store, charset);
  yield* messages({ items, steps }, counted, READ_TIMES * source.size + READ_BYTES);
  if (header.sound && source.size < header.fileBytes) {
    yield gap("malformed", "partly", `the file is cut off: ${source.size} of ${header.fileBytes} bytes are there`);
  }
  if (!header.sound) yield gap("malformed", "partly", "the checksum of the header is wrong");
  if (names === undefined) yield gap("malformed", "partly", "the names of properties could not be read");
  yield* problems(store, counted, steps);
}

function* messages(reading: Reading, { lost, folders }: Census, limit: number): Generator<Unfolded> {
  const { store } = reading.items;
  const { blocks, damage } = store;
  for (const nid of folders) yield* folderText(reading.steps(nid));
  let index = 0;
  for (const node of store.nodes()) {
    if (!isMessage(node.key)) continue;
    blocks.begin();
    if (blocks.spent() > limit) yield lostDocument(reading, node.key, node.parent, index, "work-limit");
    else {
      const one = messageDocument(reading, node, index);
      yield one;
      // Large attachments are only read while the document is open.
      const seen = one.seen();
      const since = seen === undefined ? undefined : damageSince(damage, seen);
      if (since !== undefined) yield gap("malformed", "partly", `of an attachment, ${since}`, one.steps);
      if (blocks.exhausted()) yield gap("work-limit", "partly", "the item refers to more data than is read of one", one.steps);
    }
    index += 1;
  }
  for (const { nid, folder } of lost) {
    yield lostDocument(reading, nid, folder, index, "malformed");
    index += 1;
  }
  blocks.begin();
}

/** Names of folders are data like those of files. */
function* folderText(steps: readonly Step[]): Generator<Unfolded> {
  const own = steps.at(-1);
  if (own?.kind !== "folder") return;
  yield wholeText(Buffer.from(own.name), { steps: steps.slice(), role: "filename", record: "text", section: -1 });
}

function* problems(
  store: Store,
  { differences, unreadable, messages: counted }: Census,
  stepsOf: Reading["steps"],
): Generator<Unfolded> {
  const { nodes, blocks } = store.holes();
  const parts = [
    ...(nodes > 0 ? [`its index of items (${nodes})`] : []),
    ...(blocks > 0 ? [`its index of data (${blocks})`] : []),
  ];
  if (parts.length > 0) {
    const examined = counted > 0 ? "partly" : "none";
    yield gap(
      "malformed",
      examined,
      `parts of ${parts.join(" and of ")} are destroyed; the file was searched for what they held`,
    );
  }
  if (unreadable > 0) yield gap("malformed", "partly", `the lists of messages of ${unreadable} folders could not be wholly read`);
  for (const { folder, stated, found } of differences) {
    yield gap("malformed", "partly", `the folder states ${stated} messages, and ${found} are there`, stepsOf(folder));
  }
}
