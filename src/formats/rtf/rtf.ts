import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { countNewlines } from "../../kernel/index.ts";
import { gap, roleIn } from "../gap.ts";
import { asIterable, partsWithTables } from "../tables.ts";
import { textParts } from "../text-parts.ts";
import { metaText } from "./meta-text.ts";
import { rtfReader } from "./reader.ts";
import { toldData } from "./told-data.ts";

const WINDOW_BYTES = 262_144;
/** Text that is shown at once; longer ones are cut at a line. */
const PIECE_BYTES = 4_194_304;

export const rtf: Extractor = {
  id: "rtf",
  description: "Rich Text Format",
  reads:
    "text in any code page, tables as rows, headers, footers, notes and comments, hidden text, links and properties, " +
    "embedded files and objects; each picture is told",
  extensions: [".rtf"],
  accepts: ({ head }) =>
    /^\s{0,20}\{\\rtf/.test(Buffer.from(head.buffer, head.byteOffset, Math.min(32, head.length)).toString("latin1")),
  extract,
};

/** Reads a file in pieces: neither its length nor that of its text is held. */
function* extract(document: Document, context: ExtractContext): Generator<Unfolded> {
  const { bytes: source } = document;
  const { budget } = context;
  const reader = rtfReader({ encapsulated: false, piece: PIECE_BYTES, data: budget.maxDocumentBytes });
  const tell = toldData(budget);
  const role = roleIn(context);
  let line = 1;
  let told = 0;
  for (let at = 0; at < source.size;) {
    // A copy: what is opened meanwhile may read other bytes into the same memory.
    const window = new Uint8Array(source.read(at, WINDOW_BYTES));
    const last = at + window.length >= source.size || window.length === 0;
    at += reader.read(window, 0, window.length, last);
    for (const event of reader.events()) {
      told += 1;
      switch (event.kind) {
        case "text":
          yield* asIterable(partsWithTables(event.bytes, { steps: [], role, record: "text", section: 0, line }));
          line += countNewlines(event.bytes, 0, event.bytes.length);
          break;
        case "notes":
          yield* asIterable(partsWithTables(event.bytes, { steps: [], role, record: "text", section: 0 }));
          break;
        case "meta": {
          const meta = metaText(event.bytes);
          if (meta.length > 0) yield* asIterable(textParts(meta, { steps: [], role: "metadata", record: "text", section: 0 }));
          break;
        }
        case "object":
        case "picture":
          yield* tell(event);
          break;
        default:
          event satisfies never;
      }
    }
    if (last) break;
  }
  if (!reader.isWhole()) yield gap("malformed", told === 0 ? "none" : "partly", "RTF is cut off: its groups are not closed");
}
