import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { memorySource } from "../../bytes/memory.ts";
import { gap, roleIn } from "../gap.ts";
import { openPackage, type Part, partBytes } from "../zip/package.ts";
import { packageKind } from "../zip/kind.ts";
import { iwaTexts, unpackIwa } from "./iwa.ts";
import { lineCollector } from "./lines.ts";
import { damageGaps, type OpenXml, readPlain, startReading } from "./open-xml.ts";
import { admitted, endGaps, partDocument, partStep } from "./read-part.ts";

/** Apple Pages, Numbers and Keynote. */
export const iwork: Extractor = {
  id: "iwork",
  description: "Apple iWork documents (pages, numbers, key)",
  reads:
    "The preview that the program saved, and the texts inside. Numbers and dates in tables are not read: told as a gap. Pictures are opened as what they are.",
  extensions: [".pages", ".numbers", ".key"],
  accepts: (sniffed) => packageKind(sniffed) === "iwork",
  extract: openIwork,
};

async function* openIwork(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const open = await startReading(document, context);
  yield* damageGaps(open);
  const archives = yield* readAll(open);
  // Packages of some versions hold their index as an archive of its own.
  const inner = open.part("Index.zip");
  let more = 0;
  if (inner !== undefined && (yield* admitted(open, inner, partStep(inner)))) {
    const { bytes, end } = partBytes(open.pack, inner, context.budget);
    yield* endGaps(open, end, partStep(inner), "partly");
    const nested: OpenXml = { ...open, pack: await openPackage(bytes), done: new Set() };
    more = yield* readAll(nested);
  }
  if (archives + more > 0)
    yield gap("unsupported", "partly", "iWork document: texts were read, numbers and dates in tables were not");
  else yield gap("unsupported", "partly", "iWork document: only its preview and what lies beside it was read");
}

function* readAll(open: OpenXml): Generator<Unfolded, number> {
  const documents: Part[] = [];
  let archives = 0;
  for (const part of open.pack.parts) {
    if (open.stopped || part.name === "Index.zip") continue;
    if (part.name.endsWith(".iwa")) {
      archives += 1;
      yield* readArchive(open, part);
    } else if (/\.(?:xml|apxl)$/i.test(part.name)) {
      archives += 1;
      yield* readPlain(open, part, true);
    } else documents.push(part);
  }
  for (const part of documents) yield* partDocument(open, part);
  return archives;
}

function* readArchive(open: OpenXml, part: Part): Generator<Unfolded> {
  const steps = partStep(part);
  if (!(yield* admitted(open, part, steps))) return;
  const { budget } = open.context;
  const { bytes, end } = partBytes(open.pack, part, budget);
  yield* endGaps(open, end, steps, "partly");
  if (bytes.size > budget.maxDocumentBytes)
    return yield gap("size-limit", "none", "a part of the iWork document is too large", steps);
  const { out, damaged, limit } = unpackIwa(bytes.read(0, bytes.size).slice(), budget);
  const lines = lineCollector({ steps, role: roleIn(open.context), section: open.section() });
  for (const text of iwaTexts(memorySource(out).read(0, out.length))) {
    lines.add(text);
    yield* lines.take(false);
  }
  yield* lines.take(true);
  if (damaged) yield gap("malformed", "partly", "a part of the iWork document is damaged", steps);
  if (limit !== undefined) yield gap(limit, "partly", "a part of the iWork document is larger than is read", steps);
}
