import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { attachments } from "./attachments.ts";
import { textOf } from "./bag.ts";
import { bodies } from "./bodies.ts";
import { itemHeader } from "./header-texts.ts";
import { ID } from "./ids.ts";
import type { OutlookItem } from "./item.ts";
import { contactText, itemLines, metadataText, type Line } from "./metadata.ts";

/** Notes of this length are a part of the contact they stand in; longer ones are texts of their own. */
const NOTE_LENGTH = 16_384;

/**
 * Turns an item of Outlook, of whatever container, into texts and documents as the mail reader does it: header,
 * body with its quoted history told apart, every other text property as metadata, attachments. A contact is one record,
 * its fields labelled. What could not be read is told as gaps.
 */
export function* unfoldItem(item: OutlookItem, context: ExtractContext): Generator<Unfolded> {
  let told = 0;
  for (; told < item.problems.length; told += 1) yield gap("malformed", "partly", item.problems[told] ?? "");
  const broken = item.bag.broken + item.recipients.reduce((sum, { broken: some }) => sum + some, 0);
  if (broken > 0) yield gap("malformed", "partly", `${broken} properties could not be read`);
  if (isContact(item)) yield* contact(item, context);
  else {
    const { texts, holds } = itemHeader(item);
    yield* texts;
    yield* bodies(item.bag, context);
    yield* metadataText(itemLines(item, holds));
  }
  yield* attachments(item, context, unfoldItem);
  // Some are met while the attachments are opened.
  for (; told < item.problems.length; told += 1) yield gap("malformed", "partly", item.problems[told] ?? "");
}

/** Message classes of people and lists of people ([MS-OXOCNTC] 2.2). */
function isContact({ bag }: OutlookItem): boolean {
  return /^IPM\.(?:Contact|AbContact|DistList)(?:$|\.)/i.test(textOf(bag, ID.messageClass));
}

function* contact(item: OutlookItem, context: ExtractContext): Generator<Unfolded> {
  // Who made it stands in a header; its name does not.
  for (const part of itemHeader(item).texts) if (part.kind !== "text" || part.label !== "subject") yield part;
  const lines: Line[] = [...itemLines(item, () => false)];
  const subject = textOf(item.bag, ID.subject).trim();
  if (subject !== "" && !lines.some(({ text }) => text === subject)) lines.unshift({ label: "Name", text: subject });
  const note = textOf(item.bag, ID.body).trim();
  const short = note !== "" && note.length <= NOTE_LENGTH;
  if (short) lines.push({ label: "Notes", text: note });
  yield* contactText(lines, "metadata");
  if (!short) yield* bodies(item.bag, context);
}
