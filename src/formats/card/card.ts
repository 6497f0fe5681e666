import { memorySource, pieces } from "../../bytes/memory.ts";
import type { Document, TextPart, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { toUtf8 } from "../../text/charset.ts";
import { gap, roleIn } from "../gap.ts";
import { recordParts, type RecordParts } from "../record-parts.ts";
import { textHead } from "../sniff.ts";
import { headOf, undecodable } from "../text.ts";
import { textLines } from "../text-lines.ts";
import { properties, type Property } from "./content-line.ts";
import { address, components, fileOf, textOf, unescaped } from "./values.ts";

/** Distinct labels; further names share the first. */
const LABELS = 1_024;
/** A longer property is told in pieces: it is held several times while its escapes are resolved. */
const MOST_CHARACTERS = 48 * 1_048_576;

/** Contact cards, any number in a file (RFC 6350, RFC 2426, vCard 2.1). */
export const vcard: Extractor = {
  id: "vcard",
  description: "Contacts (vCard 2.1, 3.0, 4.0)",
  reads: "Every property; each card is a record. Pictures and other files in a card are opened.",
  extensions: [".vcf", ".vcard"],
  accepts: ({ head }) => /^\s{0,200}BEGIN:VCARD\s/i.test(textHead(head)),
  extract: (document, context) => cards(document, context, "contact"),
};

/** Calendars (RFC 5545), and notes and tasks in the same form. */
export const icalendar: Extractor = {
  id: "icalendar",
  description: "Calendars (iCalendar, vCalendar)",
  reads: "Every property and who takes part; each event, task or note is a record. Files in an event are opened.",
  extensions: [".ics", ".ical", ".ifb", ".vcs", ".vnt"],
  accepts: ({ head }) => /^\s{0,200}BEGIN:(?:VCALENDAR|VEVENT|VTODO|VJOURNAL|VNOTE)\s/i.test(textHead(head)),
  extract: (document, context) => cards(document, context, "object"),
};

/** Names of properties as detectors know them. */
const NAMES: Readonly<Record<string, string>> = {
  TEL: "Tel",
  EMAIL: "Email",
  ADR: "Address",
  LABEL: "Address",
  LOCATION: "Location",
  BDAY: "Date of birth",
  N: "Name",
  FN: "Name",
  NOTE: "Note",
  URL: "URL",
};

function* cards(document: Document, context: ExtractContext, record: "contact" | "object"): Generator<Unfolded> {
  const stream = toUtf8(pieces(document.bytes), headOf(document));
  const most = Math.min(MOST_CHARACTERS, context.budget.maxDocumentBytes);
  const labels: string[] = [""];
  const known = new Map<string, number>();
  const labelOf = (name: string): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (labels.length >= LABELS) return 0;
    known.set(name, labels.length);
    labels.push(NAMES[name] ?? name.toLowerCase());
    return labels.length - 1;
  };
  const parts = recordParts(
    { steps: [], role: roleIn(context), record } satisfies Pick<TextPart, "steps" | "role" | "record">,
    labels,
  );
  let open: string[] = [];
  let current = 0;
  let records = 0;
  let refused = 0;
  for (const property of properties(textLines(stream.pieces, most), most)) {
    const { name, line } = property;
    if (name === "") parts.text(property.value, 0, current, line, 1);
    else if (name === "BEGIN") {
      open = [...open.slice(-16), property.value.trim().toUpperCase()];
      // What stands inside an event (an alarm) belongs to it.
      if (open.length <= (open[0] === "VCALENDAR" ? 2 : 1) || open.at(-1) === "VCARD") {
        records += 1;
        current = records;
      }
    } else if (name === "END") open = open.slice(0, -1);
    else {
      const file = fileOf(property);
      if (file === undefined) write(property, parts, labelOf, current);
      else if (context.budget.entry() !== undefined) refused += 1;
      else {
        writeParameters(property, parts, labelOf, current);
        const stated = property.parameters.get("FILENAME") ?? property.parameters.get("X-FILENAME") ?? "";
        const step = { kind: "entry", name: stated === "" ? `${name.toLowerCase()} of line ${line}` : stated } as const;
        yield { kind: "document", steps: [step], name: stated, declaredType: file.type, bytes: memorySource(file.bytes) };
      }
    }
    yield* parts.take(false);
  }
  yield* parts.take(true);
  if (open.length > 0) yield gap("malformed", "partly", "the file ends inside a card or event");
  if (refused > 0) yield gap("count-limit", "partly", `${refused} files in cards or events were not opened`);
  yield* undecodable(stream, document.bytes.size);
}

/** Writes a property, and those of its parameters that say who or where. */
function write(property: Property, parts: RecordParts, labelOf: (name: string) => number, record: number): void {
  const { name, line } = property;
  const text = textOf(property);
  const shown =
    name === "ADR"
      ? address(text)
      : name === "N" || name === "ORG" || name === "GENDER"
        ? components(text)
            .filter((part) => part !== "")
            .join(" ")
        : unescaped(text).replace(/^(?:tel|mailto|sms):/i, "");
  parts.text(shown, labelOf(name), record, line, 1);
  writeParameters(property, parts, labelOf, record);
}

const DULL = new Set([
  "ALTID",
  "CHARSET",
  "CUTYPE",
  "ENCODING",
  "FMTTYPE",
  "LANGUAGE",
  "MEDIATYPE",
  "PARTSTAT",
  "PREF",
  "RELATED",
  "ROLE",
  "RSVP",
  "TYPE",
  "TZID",
  "VALUE",
  "X-NUM-GUESTS",
]);

function writeParameters(property: Property, parts: RecordParts, labelOf: (name: string) => number, record: number): void {
  for (const [key, value] of property.parameters) {
    if (DULL.has(key) || value === key || value === "") continue;
    parts.text(value.replace(/^mailto:/i, ""), labelOf(key), record, property.line, 1);
  }
}
