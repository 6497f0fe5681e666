import { ascii } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap, roleIn } from "../gap.ts";
import { labelTree } from "../json/labels.ts";
import { valueWriter } from "../nested-values.ts";
import { printableRuns } from "../printable.ts";
import { recordParts } from "../record-parts.ts";
import { textParts } from "../text-parts.ts";
import { asIterable } from "../tables.ts";
import { readBinaryPlist } from "./binary.ts";

/** A list of nothing is not longer. */
const EMPTY_BYTES = 64;

/** Binary property lists of Apple systems; those in XML are read as XML. */
export const plist: Extractor = {
  id: "plist",
  description: "Binary property lists (bplist)",
  reads: "Every value with its path of keys; each map of the topmost list is a record. Files in binary values.",
  extensions: [".plist", ".webarchive"],
  accepts: ({ head }) => ascii(head, 0, 7) === "bplist0",
  *extract(document, context) {
    yield* values(document, context);
  },
};

function* values({ bytes: source }: Document, context: ExtractContext): Generator<Unfolded> {
  if (source.size > context.budget.maxDocumentBytes) {
    yield gap("size-limit", "none", "the property list is too large to be held in memory");
    return;
  }
  const bytes = Buffer.from(new Uint8Array(source.read(0, source.size)));
  const role = roleIn(context);
  let top: unknown;
  try {
    top = readBinaryPlist(bytes);
  } catch {
    yield* asIterable(textParts(printableRuns(bytes), { steps: [], role, record: "text", section: 0 }));
    yield gap("malformed", "partly", "the property list is damaged: only printable text in it was read");
    return;
  }
  const tree = labelTree();
  const parts = recordParts({ steps: [], role, record: "object" }, tree.labels);
  const writer = valueWriter(tree, parts, context);
  let told = false;
  for (const [index, one] of (Array.isArray(top) ? (top as unknown[]) : [top]).entries()) {
    const fields: Iterable<[unknown, unknown]> = one instanceof Map ? one : [["", one]];
    for (const [key, value] of fields) {
      yield* writer.write(String(key), value, index, index + 1, 1);
      for (const part of parts.take(false)) {
        told = true;
        yield part;
      }
    }
  }
  for (const part of parts.take(true)) {
    told = true;
    yield part;
  }
  yield* writer.end();
  // Nothing leads to what is there: the top object is an empty one.
  if (!told && bytes.length > EMPTY_BYTES)
    yield* asIterable(textParts(printableRuns(bytes), { steps: [], role, record: "text", section: 0 }));
}
