import type { Unfolded } from "../../model/document.ts";
import type { Budget } from "../../model/extractor.ts";
import { textParts } from "../text-parts.ts";
import { asIterable } from "../tables.ts";
import type { RtfEvent } from "./events.ts";
import { metaText } from "./meta-text.ts";
import { rtfReader } from "./reader.ts";
import { toldData } from "./told-data.ts";

/** The text of a message that was stored as RTF. */
export interface RtfMessage {
  /** What `text` is: the HTML or plain text that the RTF was made of ([MS-OXRTFEX] 2.1.3), or its own text. */
  readonly kind: "html" | "plain" | "rtf";
  readonly text: Buffer;
  readonly rest: readonly Unfolded[];
}

/** Reads RTF that is in memory as the body of a message. */
export function rtfMessage(bytes: Uint8Array, budget: Budget): RtfMessage {
  const reader = rtfReader({ encapsulated: true, piece: Infinity, data: budget.maxDocumentBytes });
  reader.read(bytes, 0, bytes.length, true);
  const text: Buffer[] = [];
  const rest: Unfolded[] = [];
  const tell = toldData(budget);
  for (const event of reader.events()) {
    if (event.kind === "text") text.push(event.bytes);
    else rest.push(...besides(event, tell));
  }
  return { kind: reader.origin(), text: Buffer.concat(text), rest };
}

function besides(event: RtfEvent, tell: ReturnType<typeof toldData>): Iterable<Unfolded> {
  if (event.kind === "object" || event.kind === "picture") return tell(event);
  const notes = event.kind === "notes";
  const bytes = notes ? event.bytes : metaText(event.bytes);
  if (bytes.toString("latin1").trim() === "") return [];
  return asIterable(textParts(bytes, { steps: [], role: notes ? "body" : "metadata", record: "text", section: 0 }));
}
