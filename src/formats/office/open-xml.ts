import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap, roleIn } from "../gap.ts";
import { openPackage, type Part } from "../zip/package.ts";
import { flowListener } from "./flow.ts";
import { lineCollector, type Lines } from "./lines.ts";
import { plainListener } from "./plain-xml.ts";
import { partDocument, partStep, readXml, type Reading } from "./read-part.ts";
import { readRelationships, type Relationship, type Relationships } from "./relationships.ts";
import { binaryWords } from "./words.ts";

/** An Office Open XML document that is being read. */
export interface OpenXml extends Reading {
  readonly relationships: Relationships;
  /** The part with this name, in whatever case. */
  part(name: string): Part | undefined;
  /** A number for the texts of one part: texts of different parts are not one author's text. */
  readonly section: () => number;
}

/** Opens a document; `main` reads what it knows in its order, all other parts follow. */
export async function* openXml(
  document: Document,
  context: ExtractContext,
  main: (open: OpenXml) => Iterable<Unfolded>,
): AsyncGenerator<Unfolded> {
  const open = await startReading(document, context);
  yield* damageGaps(open);
  yield* readRelationships(open, open.relationships as Map<string, Relationship[]>);
  yield* main(open);
  yield* rest(open);
}

export async function startReading(document: Document, context: ExtractContext): Promise<OpenXml> {
  const pack = await openPackage(document.bytes);
  const byName = new Map<string, Part>();
  for (const part of pack.parts) if (!byName.has(part.name.toLowerCase())) byName.set(part.name.toLowerCase(), part);
  let sections = 0;
  return {
    pack,
    context,
    stopped: false,
    done: new Set(),
    relationships: new Map<string, Relationship[]>(),
    part: (name) => byName.get(name.toLowerCase()),
    section() {
      sections += 1;
      return sections;
    },
  };
}

export function* damageGaps({ pack }: Reading): Generator<Unfolded> {
  if (pack.damage !== undefined) yield gap("malformed", pack.parts.length === 0 ? "none" : "partly", pack.damage);
}

/** The gap of a document without the part that everything hangs on: what there is was read. */
export function mainMissing(): Unfolded {
  return gap("malformed", "partly", "the main part of the document is missing");
}

/** Reads a part whose text is paragraphs and tables. */
export function* readFlow(
  open: OpenXml,
  part: Part,
  { steps = partStep(part), section = open.section(), body = true, known }: FlowOptions = {},
): Generator<Unfolded> {
  const targets = {
    body: lineCollector({ steps, role: body ? roleIn(open.context) : "metadata", section }),
    deleted: lineCollector({ steps, role: body ? roleIn(open.context) : "metadata", section: open.section() }),
    metadata: lineCollector({ steps, role: "metadata", section: open.section() }),
    ...(known === undefined ? {} : { known }),
  };
  yield* readXml(open, part, steps, flowListener(targets), [targets.body, targets.deleted, targets.metadata]);
}

interface FlowOptions {
  readonly steps?: readonly Step[];
  readonly section?: number;
  /** False for what no reader of the document sees: styles, settings. */
  readonly body?: boolean;
  readonly known?: Set<string>;
}

/** Reads a part as lines of names and texts. */
export function* readPlain(open: OpenXml, part: Part, everything: boolean): Generator<Unfolded> {
  const steps = partStep(part);
  const lines = lineCollector({ steps, role: "metadata", section: open.section() });
  yield* readXml(open, part, steps, plainListener(lines, everything), [lines]);
}

const PLAIN = /^(?:docProps|docMetadata)\//i;
const EVERYTHING =
  /^customXml\/|\/(?:pivotCache|externalLinks|queryTables|model|customData|customProperty|webextensions|userCustomization|activeX)\//i;
/** Parts of the office folders in which words stand in text. */
const FLOW = /^(?:word|xl|ppt|visio)\//i;
const UNSEEN =
  /\/(?:styles|stylesWithEffects|settings|webSettings|fontTable|numbering|theme|presProps|viewProps|tableStyles|calcChain|metadata|theme\d{0,9}|themeOverride\d{0,9}|colors\d{0,9}|style\d{0,9}|quickStyle\d{0,9})\.xml$/i;
const FONTS = /\.(?:odttf|fntdata|ttf|otf)$/i;

/** Everything that was not read so far: texts of other parts, then pictures and embedded files as documents. */
export function* rest(open: OpenXml): Generator<Unfolded> {
  const known = new Set<string>();
  const documents: Part[] = [];
  for (const part of open.pack.parts) {
    if (open.stopped) return;
    if (open.done.has(part)) continue;
    const { name } = part;
    if (name.toLowerCase() === "[content_types].xml") yield* readAside(open, part);
    else if (/\.(?:xml|vml)$/i.test(name)) {
      if (PLAIN.test(name)) yield* readPlain(open, part, false);
      else if (EVERYTHING.test(name) || !FLOW.test(name)) yield* readPlain(open, part, true);
      // The drawing of a diagram repeats the words of its data.
      else yield* readFlow(open, part, { body: !UNSEEN.test(name), ...(name.includes("/diagrams/") ? { known } : {}) });
    } else if (/printerSettings[^/]*\.bin$/i.test(name) || FONTS.test(name)) yield* binaryWords(open, part);
    else documents.push(part);
  }
  for (const part of documents) yield* partDocument(open, part);
}

/** A part of structure only: nothing but comments could hide in it. */
function* readAside(open: OpenXml, part: Part): Generator<Unfolded> {
  const lines: Lines = lineCollector({ steps: partStep(part), role: "metadata", section: open.section() });
  const listener = { open() {}, close() {}, text: lines.addOnce, aside: lines.addOnce };
  yield* readXml(open, part, partStep(part), listener, [lines]);
}
