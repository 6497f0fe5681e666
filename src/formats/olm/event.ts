import { ID } from "../outlook/ids.ts";
import type { OutlookAttachment, OutlookItem } from "../outlook/item.ts";
import { addressesIn, bodyProperties, labelled, others, recipient, textProperty } from "./properties.ts";
import { type Node, valueIn } from "./records.ts";

/** The elements of an item that has a title and a text, by the name of its own. */
const KINDS = {
  appointment: {
    title: "OPFCalendarEventCopySummary",
    plain: "OPFCalendarEventCopyDescriptionPlain",
    html: "OPFCalendarEventCopyDescription",
  },
  task: { title: "OPFTaskCopyName", plain: "OPFTaskCopyNotePlain", html: "OPFTaskCopyNote" },
  note: { title: "OPFNoteCopyTitle", plain: "OPFNoteCopyText", html: "OPFNoteCopyText" },
} as const;

const ORGANISER = "OPFCalendarEventCopyOrganizer";
const ATTENDEES = "OPFCalendarEventCopyAttendeeList";
const ATTACHMENTS = "OPFCalendarEventCopyAttachmentList";

/** A meeting, task or note as an item of Outlook: who takes part is told as of a message. */
export function eventItem(record: Node, attached: (list: Node) => Iterable<OutlookAttachment>): OutlookItem {
  const kind = KINDS[record.name as keyof typeof KINDS] ?? KINDS.note;
  const child = (name: string): Node | undefined => record.children.find((one) => one.name === name);
  const html = child(kind.html)?.text ?? "";
  const plain = child(kind.plain)?.text ?? "";
  const elsewhere: ReadonlySet<string> = new Set([kind.title, kind.plain, kind.html, ORGANISER, ATTENDEES, ATTACHMENTS]);
  const properties = [
    textProperty(ID.subject, valueIn(record, kind.title)),
    // A text of no page stands in either element.
    ...bodyProperties(plain === "" ? html : plain, plain === html || plain === "" ? "" : html),
    ...others(record, elsewhere),
  ];
  const [organiser] = addressesIn(child(ORGANISER));
  if (organiser !== undefined && organiser.address.includes("@")) properties.push(textProperty(ID.senderSmtp, organiser.address));
  else if (organiser !== undefined) properties.push(labelled("Organizer", organiser.name || organiser.address));
  const list = child(ATTACHMENTS);
  return {
    bag: { properties, broken: 0 },
    recipients: addressesIn(child(ATTENDEES)).map(({ name, address }) => recipient(1, name, address)),
    attachments: list === undefined ? [] : attached(list),
    problems: [],
  };
}
