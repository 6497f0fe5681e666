import { memorySource } from "../../../src/bytes/memory.ts";
import { mbox } from "../../../src/formats/mail/mbox.ts";
import { message } from "../../../src/formats/mail/message.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../src/limits/limits.ts";
import type { Document, TextPart, Unfolded, UnfoldedGap } from "../../../src/model/document.ts";
import type { Extractor } from "../../../src/model/extractor.ts";

/** What came out of a document, sorted by kind. */
export interface Seen {
  readonly all: readonly Unfolded[];
  readonly texts: readonly TextPart[];
  readonly documents: readonly Document[];
  readonly gaps: readonly UnfoldedGap[];
}

export const bytesOf = (content: string | Uint8Array): Buffer =>
  typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);

export async function read(
  extractor: Extractor,
  content: string | Uint8Array,
  limits: Partial<Limits> = {},
  name = "",
): Promise<Seen> {
  const document: Document = { kind: "document", steps: [], name, declaredType: "", bytes: memorySource(bytesOf(content)) };
  const budget = createBudget({ ...DEFAULT_LIMITS, ...limits });
  const all: Unfolded[] = [];
  for await (const item of extractor.extract(document, { budget, insideMessage: false, depth: 0 })) all.push(item);
  return {
    all,
    texts: all.filter((item) => item.kind === "text"),
    documents: all.filter((item) => item.kind === "document"),
    gaps: all.filter((item) => item.kind === "gap"),
  };
}

export const readMessage = (content: string | Uint8Array, limits: Partial<Limits> = {}): Promise<Seen> =>
  read(message, content, limits);
export const readMailbox = (content: string | Uint8Array, limits: Partial<Limits> = {}): Promise<Seen> =>
  read(mbox, content, limits);

/** The texts of one role, as strings. */
export const textsOf = (seen: Seen, role: TextPart["role"]): string[] =>
  seen.texts.filter((part) => part.role === role).map((part) => Buffer.from(part.bytes).toString("utf8"));

export const header = (seen: Seen, label: string): string | undefined => {
  const part = seen.texts.find((text) => text.role === "header" && text.label === label);
  return part === undefined ? undefined : Buffer.from(part.bytes).toString("utf8");
};

export const content = (document: Document | undefined): string =>
  document === undefined ? "(none)" : Buffer.from(document.bytes.read(0, document.bytes.size)).toString("utf8");

/** Lines of a mail, joined with LF. */
export const mail = (...lines: readonly string[]): string => lines.join("\n");

export const base64Lines = (bytes: Uint8Array | string): string =>
  (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\n");
