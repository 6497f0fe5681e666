import type { TextPart } from "../../model/document.ts";
import type { Field } from "./fields.ts";
import { textParts } from "../text-parts.ts";
import { decodeWords } from "./words.ts";

/** Fields that are texts of their own. */
const NAMED = ["from", "to", "cc", "bcc", "reply-to", "sender", "subject"] as const;
const NAMED_FIELDS: ReadonlySet<string> = new Set(NAMED);

/** What they say is acted on elsewhere, or is machine-made. */
const NOISE = new Set(["content-type", "content-transfer-encoding", "content-disposition"]);

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
  return textParts(Buffer.from(text), { steps: [], role: "header", label, record: "text", section: 0 });
}
