import { memorySource, pieces } from "../../bytes/memory.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap, roleIn } from "../gap.ts";
import { textHead } from "../sniff.ts";
import type { Part } from "../zip/package.ts";
import { packageKind } from "../zip/kind.ts";
import { lineCollector, type Lines } from "./lines.ts";
import { odfListener, type OdfTables } from "./odf-listener.ts";
import { damageGaps, mainMissing, type OpenXml, readPlain, startReading } from "./open-xml.ts";
import { hear, partDocument, partStep, readXml } from "./read-part.ts";
import { type RecordCount, type SheetTable, sheetTable } from "./sheet-table.ts";
import { attribute, type XmlListener } from "./xml.ts";

const FLAT = /<office:document[\s>]|<[a-z]{1,20}:document\s[^>]{0,2000}urn:oasis:names:tc:opendocument:/i;

/** Parts without any text: the media type, and where OpenOffice Writer broke its pages. */
const NO_CONTENT = new Set(["mimetype", "layout-cache"]);

/** OpenDocument texts, spreadsheets, presentations and drawings, as packages and as flat XML. */
export const odf: Extractor = {
  id: "odf",
  description: "OpenDocument (odt, ods, odp, odg, fodt, fods)",
  reads:
    "Texts, headers, footers, notes, comments, tracked deletions, tables; sheets as shown and as stored, with the head of each column; properties, links and embedded objects. Encrypted documents are told as gaps.",
  extensions: [".odt", ".ods", ".odp", ".odg", ".ott", ".ots", ".otp", ".fodt", ".fods", ".fodp"],
  accepts: (sniffed) => packageKind(sniffed) === "opendocument" || isFlat(sniffed),
  extract: (document, context) =>
    document.bytes.read(0, 2)[0] === 0x50 ? openPackaged(document, context) : readFlat(document, context),
};

function isFlat({ head }: Sniffed): boolean {
  return (
    (head[0] === 0x3c || head[0] === 0xef || head[0] === 0xff || head[0] === 0xfe) && FLAT.test(textHead(head).slice(0, 8_192))
  );
}

/** Files in a flat document that are larger in Base64 are not decoded. */
type Ready = Unfolded[];

async function* openPackaged(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const open = await startReading(document, context);
  yield* damageGaps(open);
  const encrypted = new Set<string>();
  yield* readManifest(open, encrypted);
  let locked = 0;
  for (const part of open.pack.parts) {
    if (!encrypted.has(part.name)) continue;
    locked += 1;
    open.done.add(part);
  }
  if (locked > 0)
    yield gap(
      "encrypted",
      encrypted.has("content.xml") ? "none" : "partly",
      `${locked} parts of the OpenDocument file are encrypted`,
    );
  if (open.part("content.xml") === undefined && locked === 0) yield mainMissing();
  const records: RecordCount = { next: 0 };
  const byName = (name: string): Part[] => open.pack.parts.filter((part) => part.name === name && !open.done.has(part));
  for (const part of byName("content.xml")) yield* readContent(open, part, [], records, 0);
  for (const part of byName("styles.xml")) yield* readContent(open, part, partStep(part), records, open.section());
  const documents: Part[] = [];
  for (const part of open.pack.parts) {
    if (open.stopped) return;
    if (open.done.has(part) || NO_CONTENT.has(part.name)) continue;
    if (/(?:^|\/)(?:content|styles)\.xml$/.test(part.name))
      yield* readContent(open, part, partStep(part), records, open.section());
    else if (/\.(?:xml|rdf)$/i.test(part.name)) yield* readPlain(open, part, !/(?:^|\/)(?:meta|settings)\.xml$/.test(part.name));
    else documents.push(part);
  }
  for (const part of documents) yield* partDocument(open, part);
}

/** Names of encrypted parts (ODF 1.3 part 2 section 4.8); a document encrypted as a whole has one part. */
function* readManifest(open: OpenXml, encrypted: Set<string>): Generator<Unfolded> {
  const part = open.part("META-INF/manifest.xml");
  if (part === undefined) return;
  const lines = lineCollector({ steps: partStep(part), role: "metadata", section: open.section() });
  let path = "";
  const listener: XmlListener = {
    open(name, tag) {
      if (name === "file-entry") path = attribute(tag, "full-path") ?? "";
      else if (name === "encryption-data") encrypted.add(path);
    },
    close() {},
    text: (text) => lines.addOnce(text),
    aside: (text) => lines.addOnce(text),
  };
  yield* readXml(open, part, partStep(part), listener, [lines]);
  if (open.part("encrypted-package") !== undefined) encrypted.add("encrypted-package").add("content.xml");
}

function* readContent(
  open: OpenXml,
  part: Part,
  steps: readonly Step[],
  records: RecordCount,
  section: number,
): Generator<Unfolded> {
  const { listener, lines, take } = contentListener(steps, open.context, records, section, open.section);
  yield* readXml(open, part, steps, listener, lines, take);
}

function* readFlat(document: Document, context: ExtractContext): Generator<Unfolded> {
  let sections = 0;
  const next = (): number => (sections += 1);
  const { listener, lines, take } = contentListener([], context, { next: 0 }, 0, next);
  yield* hear(pieces(document.bytes), [], listener, lines, take);
}

interface Content {
  readonly listener: XmlListener;
  readonly lines: readonly Lines[];
  readonly take: (end: boolean) => Iterable<Unfolded>;
}

function contentListener(
  steps: readonly Step[],
  context: ExtractContext,
  records: RecordCount,
  section: number,
  nextSection: () => number,
): Content {
  const role = roleIn(context);
  const body = lineCollector({ steps, role, section });
  const deleted = lineCollector({ steps, role, section: nextSection() });
  const metadata = lineCollector({ steps, role: "metadata", section: nextSection() });
  let ready: Ready = [];
  let sheet: SheetTable | undefined;
  let base64: string[] = [];
  let base64Length = 0;
  let files = 0;
  const tables: OdfTables = {
    sheet(name) {
      sheet = sheetTable([...steps, { kind: "sheet", name }], role, nextSection(), records);
      return sheet;
    },
    ended() {
      for (const item of sheet?.take(true) ?? []) ready.push(item);
      sheet = undefined;
    },
    binary(text) {
      base64Length += text.length;
      if (base64Length * 0.75 <= context.budget.maxDocumentBytes) base64.push(text);
    },
    binaryEnd() {
      files += 1;
      const where: readonly Step[] = [...steps, { kind: "entry", name: `file ${files}` }];
      if (base64Length * 0.75 > context.budget.maxDocumentBytes)
        ready.push(gap("size-limit", "none", "a file inside the document is too large", where));
      else if (context.budget.entry() !== undefined)
        ready.push(gap("count-limit", "none", "the document holds more files than are opened", where));
      else if (base64Length > 0) {
        const bytes = memorySource(Buffer.from(base64.join(""), "base64"));
        ready.push({ kind: "document", steps: where, name: "", declaredType: "", bytes });
      }
      base64 = [];
      base64Length = 0;
    },
  };
  return {
    listener: odfListener({ body, deleted, metadata }, tables),
    lines: [body, deleted, metadata],
    *take(end) {
      const taken = ready;
      ready = [];
      yield* taken;
      if (sheet !== undefined) yield* sheet.take(end);
    },
  };
}
