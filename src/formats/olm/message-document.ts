import type { Document, Unfolded } from "../../model/document.ts";
import type { Budget, ExtractContext } from "../../model/extractor.ts";
import type { GapReason } from "../../model/gap.ts";
import { gap } from "../gap.ts";
import { unfoldItem } from "../outlook/unfold-item.ts";
import type { Part } from "../zip/package.ts";
import { type Archive, folderSteps } from "./archive.ts";
import { attachedTo } from "./attached.ts";
import { messageIdIn, messageItem } from "./message.ts";
import type { Node } from "./records.ts";
import { type Problem, recordsOf } from "./unpacked.ts";

/** A message of the archive as a document: its XML is read here, for its Message-ID, its attachments by its own reader. */
export function messageDocument(archive: Archive, part: Part, index: number, maxDocumentBytes: number): Document {
  if (archive.spent > archive.most)
    return lostDocument(
      part.name,
      index,
      "work-limit",
      "what was read before made more work than the size of the archive allows",
    );
  const { emails, problems } = readMessage(archive, part, ownBudget(maxDocumentBytes));
  const [first] = emails;
  const [problem] = problems;
  if (first === undefined)
    return lostDocument(
      part.name,
      index,
      problem?.reason ?? "malformed",
      problem?.detail ?? "the XML of the message holds no message",
    );
  const messageId = messageIdIn(first);
  const step = { kind: "message", index, ...(messageId === undefined ? {} : { messageId }) } as const;
  return {
    kind: "document",
    steps: [...folderSteps(part.name), step],
    name: "",
    declaredType: "",
    bytes: { size: part.entry.size ?? part.packed, read: () => new Uint8Array(0) },
    reader: (context) => unfoldMessage(archive, part, emails, problems, context),
  };
}

/** A message that cannot be read: the engine counts it as failed, because its reader throws before it has told anything. */
export function lostDocument(name: string, index: number, gapReason: GapReason, gapDetail: string): Document {
  return {
    kind: "document",
    steps: [...folderSteps(name), { kind: "message", index }],
    name: "",
    declaredType: "",
    bytes: { size: 0, read: () => new Uint8Array(0) },
    reader() {
      throw Object.assign(new Error(gapDetail), { gapReason, gapDetail });
    },
  };
}

function* unfoldMessage(
  archive: Archive,
  part: Part,
  emails: readonly Node[],
  problems: readonly Problem[],
  context: ExtractContext,
): Generator<Unfolded> {
  const folder = part.name.slice(0, Math.max(0, part.name.lastIndexOf("/")));
  // Outlook writes one message into each part.
  for (const email of emails)
    yield* unfoldItem(
      messageItem(email, (list) => attachedTo(list, folder, archive, context.budget)),
      context,
    );
  for (const { reason, detail } of problems) yield gap(reason, "partly", detail);
}

function readMessage(archive: Archive, part: Part, budget: Budget): { emails: Node[]; problems: readonly Problem[] } {
  const emails: Node[] = [];
  const records = recordsOf(archive, part, budget);
  for (let next = records.next(); ; next = records.next()) {
    if (next.done === true) return { emails, problems: next.value.problems };
    if (next.value.name === "email") emails.push(next.value);
  }
}

/** The text of one message: as much as may be held in memory, whatever the archive has given so far; `archive.spent` counts it all. */
function ownBudget(maxDocumentBytes: number): Budget {
  return {
    maxDocumentBytes,
    output: (_, { produced }) => (produced > maxDocumentBytes ? "size-limit" : undefined),
    entry: () => undefined,
  };
}
