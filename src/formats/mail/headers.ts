import type { TextPart } from "../../model/document.ts";
import { textBlocks } from "../blocks.ts";
import type { Field } from "./fields.ts";
import { decodeWords } from "./words.ts";

/** Fields that are texts of their own. */
const NAMED = ["from", "to", "cc", "bcc", "reply-to", "sender", "subject"] as const;
const NAMED_FIELDS: ReadonlySet<string> = new Set(NAMED);

/** Machine-made: identifiers, routes, signatures and dates in which numbers stand that are nobody's. */
const NOISE = new Set([
  "message-id",
  "references",
  "in-reply-to",
  "received",
  "x-received",
  "dkim-signature",
  "x-google-dkim-signature",
  "domainkey-signature",
  "arc-seal",
  "arc-message-signature",
  "arc-authentication-results",
  "content-type",
  "content-transfer-encoding",
  "content-disposition",
  "content-length",
  "mime-version",
  "date",
]);

/** The header of a message (RFC 5322 section 3.6) as texts: one for each address field and the subject, one for the rest. `charset` is the text's. */
export function* headerParts(fields: readonly Field[], charset?: string): Generator<TextPart> {
  const named = new Map<string, string[]>();
  const others: string[] = [];
  for (const { name, raw } of fields) {
    if (raw === "" || NOISE.has(name)) continue;
    if (!NAMED_FIELDS.has(name)) {
      others.push(`${name}: ${decodeWords(raw, charset)}`);
      continue;
    }
    const known = named.get(name);
    if (known === undefined) named.set(name, [decodeWords(raw, charset)]);
    else known.push(decodeWords(raw, charset));
  }
  for (const name of NAMED) {
    const values = named.get(name);
    if (values !== undefined) yield* headerText(name, values.join("\n"));
  }
  if (others.length > 0) yield* headerText("header", others.join("\n"));
}

function headerText(label: string, text: string): Generator<TextPart> {
  return textBlocks([Buffer.from(text)], { steps: [], role: "header", label, record: "text", section: 0 });
}
