import type { Document } from "../model/document.ts";
import { SNIFF_BYTES, type Extractor } from "../model/extractor.ts";
import type { Gap } from "../model/gap.ts";
import type { Step } from "../model/location.ts";
import type { Limits } from "../limits/limits.ts";
import { failure } from "./failure.ts";
import { ENDED, STOPPED, type Stop } from "./trace.ts";

interface Asked {
  readonly extractors: readonly Extractor[];
  readonly limits: Limits;
}

/** What opens a document: an extractor, or its container's own reader. */
export type Opener = Pick<Extractor, "id" | "message" | "risky" | "extract">;

/** The extractor that opens a document, or why there is none. */
export type Recognised =
  | { readonly kind: "format"; readonly extractor: Opener; readonly messageId: string | undefined }
  | { readonly kind: "gap"; readonly gap: Omit<Gap, "location"> };

/**
 * Asks the extractors, in the order of their list, who knows a document that lies inside `depth`
 * others. The Message-ID is looked for when the document is `alone`: outside any message.
 */
export function recognise(document: Document, depth: number, alone: boolean, { extractors, limits }: Asked): Recognised {
  const limit = limits.depth;
  if (depth > limit) {
    const detail = `more than ${limit} containers inside one another`;
    return { kind: "gap", gap: { reason: "depth-limit", examined: "none", detail } };
  }
  const { name, declaredType, bytes, reader } = document;
  if (reader !== undefined) return { kind: "format", extractor: ownReader(document.steps, reader), messageId: undefined };
  try {
    // A view: nothing is read from the source while it is in use.
    const read = bytes.read(0, Math.min(SNIFF_BYTES, bytes.size));
    const head = new Uint8Array(read.buffer, read.byteOffset, read.length);
    const sniffed = {
      name,
      declaredType,
      head,
      size: bytes.size,
      peek(offset: number, length: number): Uint8Array {
        // Reading may put other bytes where the head lies.
        sniffed.head = new Uint8Array(sniffed.head);
        return new Uint8Array(bytes.read(offset, length));
      },
    };
    for (const extractor of extractors) {
      if (!extractor.accepts(sniffed)) continue;
      return { kind: "format", extractor, messageId: alone ? extractor.messageIdOf?.(head) : undefined };
    }
    return { kind: "gap", gap: { reason: "unsupported", examined: "none", detail: "no reader knows this format" } };
  } catch (error) {
    return { kind: "gap", gap: failure(error, false) };
  }
}

/** In place of an extractor for a document that cost a thread when one was looked for. */
export function unopened({ told, ends }: Stop): Recognised {
  return { kind: "gap", gap: { reason: "work-limit", examined: told ? "partly" : "none", detail: ends ? ENDED : STOPPED } };
}

/** A document that its container reads; an item of a mail store is a message like one of a mailbox. */
function ownReader(steps: readonly Step[], reader: NonNullable<Document["reader"]>): Opener {
  const message = steps.some(({ kind }) => kind === "message");
  return { id: "", ...(message ? { message } : {}), extract: (_, context) => reader(context) };
}
