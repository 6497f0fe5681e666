import type { Role, TextPart } from "../../model/document.ts";
import { recordParts } from "../record-parts.ts";
import { textParts } from "../text-parts.ts";
import { asIterable } from "../tables.ts";
import { ID, labelOf, SET } from "./ids.ts";
import type { OutlookItem, Property, PropertyBag } from "./item.ts";
import { membersOf } from "./members.ts";

/** A property as people would read it. */
export interface Line {
  readonly label: string;
  readonly text: string;
}

/** Told elsewhere: header, body, what an attachment is. */
const ELSEWHERE: ReadonlySet<number> = new Set<number>([
  ID.subject,
  ID.representingName,
  ID.representingAddress,
  ID.transportHeaders,
  ID.senderName,
  ID.senderAddress,
  ID.displayBcc,
  ID.displayCc,
  ID.displayTo,
  ID.body,
  ID.rtf,
  ID.html,
  ID.senderSmtp,
  ID.representingSmtp,
  ID.replyToNames,
  ID.receivedName,
  ID.receivedAddress,
  ID.receivedSmtp,
  ID.receivedForName,
  ID.receivedForAddress,
  ID.receivedForSmtp,
]);
const RECIPIENT_ELSEWHERE: ReadonlySet<number> = new Set<number>([ID.displayName, ID.address, ID.smtpAddress, ID.recipientName]);
const BIRTHDAYS = new Set<number>([0x3a41, 0x3a42, 0x80de, 0x80df]);
const HALF_DAY = 43_200_000;

/** Each text of an item that is in no header and no body, told once; `isShown` tells what is in its header. */
export function itemLines(item: OutlookItem, isShown: (text: string) => boolean): readonly Line[] {
  const lines = bagLines(item.bag, ELSEWHERE);
  for (const one of item.recipients) for (const line of bagLines(one, RECIPIENT_ELSEWHERE)) lines.push(line);
  for (const text of membersOf(item.bag)) lines.push({ label: "Member", text });
  const seen = new Set<string>();
  return lines.filter(({ label, text }) => {
    // A subject is told in several forms, with its ending as a file name, too.
    if (isShown(text) || isShown(text.replace(/\.eml$/i, "")) || isDirectoryName(text)) return false;
    const key = `${label}\n${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** An address of Exchange's own directory ([MS-OXOABK] 2.2.1.1): a path of machine words. */
function isDirectoryName(text: string): boolean {
  return /^(?:EX:)?\/o=/i.test(text);
}

function bagLines({ properties }: PropertyBag, elsewhere: ReadonlySet<number>): Line[] {
  const lines: Line[] = [];
  for (const property of properties) {
    if (elsewhere.has(property.id) && property.name === undefined) continue;
    if (property.name?.set === SET.internetHeaders) continue;
    const label = labelOf(property.id, property.id >= 0x8000 ? (property.name?.name ?? 0) : undefined);
    if (label === undefined) continue;
    for (const text of textsOf(property)) {
      const clean = text.replaceAll("\0", "").trim();
      if (clean !== "") lines.push({ label, text: clean });
    }
  }
  return lines;
}

function textsOf({ id, name, value }: Property): readonly string[] {
  if (value.kind === "text") return [value.text];
  if (value.kind === "texts") return value.texts;
  const known = typeof name?.name === "number" ? name.name : id;
  if (value.kind !== "time" || !BIRTHDAYS.has(known) || !Number.isFinite(value.time)) return [];
  // Midnight where the person who wrote it was: the nearest midnight of UTC is of the same day.
  const day = new Date(Math.floor((value.time + HALF_DAY) / (HALF_DAY * 2)) * HALF_DAY * 2);
  return Number.isNaN(day.getTime()) ? [] : [day.toISOString().slice(0, 10)];
}

/** The lines as one text, each with its label in front. */
export function metadataText(lines: readonly Line[]): Iterable<TextPart> {
  if (lines.length === 0) return [];
  const text = lines.map(({ label, text: value }) => `${label}: ${value}`).join("\n");
  return asIterable(textParts(Buffer.from(text), { steps: [], role: "metadata", record: "text", section: 0 }));
}

/** The lines as the fields of one contact. */
export function* contactText(lines: readonly Line[], role: Role): Generator<TextPart> {
  const labels: string[] = [];
  const numbers = new Map<string, number>();
  const parts = recordParts({ steps: [], role, record: "contact" }, labels);
  for (const [index, { label, text }] of lines.entries()) {
    let number = numbers.get(label);
    if (number === undefined) {
      number = labels.push(label) - 1;
      numbers.set(label, number);
    }
    parts.text(text, number, 0, index + 1, 1);
  }
  yield* parts.take(true);
}
