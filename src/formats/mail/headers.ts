import type { TextPart } from "../../model/document.ts";
import type { Field } from "./fields.ts";
import { textParts } from "../text-parts.ts";
import { decodeWords } from "./words.ts";

/** Fields that are texts of their own. */
export const NAMED = ["from", "to", "cc", "bcc", "reply-to", "sender", "subject"] as const;

/** The header of a message (RFC 5322 section 3.6) as texts: one for each address field and the subject, one for the rest. `charset` is the text's. */
export function headerParts(fields: readonly Field[], charset?: string): readonly TextPart[] {
  const named: (string | undefined)[] = [];
  let others: string | undefined;
  for (const { name, raw } of fields) {
    if (raw === "") continue;
    const value = decodeWords(raw, charset);
    const index = (NAMED as readonly string[]).indexOf(name);
    if (index < 0) others = others === undefined ? `${name}: ${value}` : `${others}\n${name}: ${value}`;
    else named[index] = named[index] === undefined ? value : `${named[index]}\n${value}`;
  }
  const parts: TextPart[] = [];
  for (let index = 0; index < NAMED.length; index += 1) {
    const value = named[index];
    if (value !== undefined) add(parts, NAMED[index] as string, value);
  }
  if (others !== undefined) add(parts, "header", others);
  return parts;
}

/** A header is no longer than a few blocks: all of its parts are made at once. */
function add(parts: TextPart[], label: string, text: string): void {
  const shown = textParts(Buffer.from(text), { steps: [], role: "header", label, record: "text", section: 0 });
  if ("kind" in shown) parts.push(shown);
  else parts.push(...shown);
}
