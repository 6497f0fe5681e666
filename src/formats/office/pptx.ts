import type { Unfolded } from "../../model/document.ts";
import type { Extractor } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import type { Part } from "../zip/package.ts";
import { packageKind } from "../zip/kind.ts";
import { mainMissing, type OpenXml, openXml, readFlow } from "./open-xml.ts";
import { partStep, readXml } from "./read-part.ts";
import { lineCollector } from "./lines.ts";
import { flowListener } from "./flow.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** PowerPoint presentations in Office Open XML (ECMA-376). */
export const pptx: Extractor = {
  id: "pptx",
  description: "PowerPoint presentations (pptx, pptm, ppsx, potx)",
  reads:
    "Slides in their order, hidden ones too, with tables, notes, comments, charts and diagrams; masters, properties, links and alternative texts. Pictures and embedded files are opened as what they are.",
  extensions: [".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"],
  accepts: (sniffed) => packageKind(sniffed) === "powerpoint",
  extract: (document, context) => openXml(document, context, readPresentation),
};

/** Visio drawings in Open Packaging Conventions ([MS-VSDX]). */
export const vsdx: Extractor = {
  id: "vsdx",
  description: "Visio drawings (vsdx, vsdm)",
  reads: "The texts of all pages and masters, properties and comments; embedded files are opened as what they are.",
  extensions: [".vsdx", ".vsdm", ".vstx"],
  accepts: (sniffed) => packageKind(sniffed) === "visio",
  extract: (document, context) => openXml(document, context, () => []),
};

/** More slides than any presentation has. */
const SLIDES = 100_000;
/** What belongs to a slide and is told with it. */
const BESIDE = /^(?:notesSlide|comments|comment|chart|chartEx|diagramData|vmlDrawing)$/;

function* readPresentation(open: OpenXml): Generator<Unfolded> {
  const stated = (open.relationships.get("") ?? []).find(({ type }) => type === "officeDocument");
  const main = (stated === undefined ? undefined : open.part(stated.target)) ?? open.part("ppt/presentation.xml");
  if (main === undefined) yield mainMissing();
  const ids: string[] = [];
  if (main !== undefined) {
    const lines = lineCollector({ steps: partStep(main), role: "metadata", section: open.section() });
    const flow = flowListener({ body: lines, deleted: lines, metadata: lines });
    const listener: XmlListener = {
      ...flow,
      open(name, tag) {
        if (name === "sldId" && ids.length < SLIDES) ids.push(attribute(tag, "r:id") ?? "");
        flow.open(name, tag);
      },
    };
    yield* readXml(open, main, partStep(main), listener, [lines]);
  }
  const targets = new Map((open.relationships.get(main?.name ?? "") ?? []).map((one) => [one.id, one.target]));
  let page = 0;
  for (const part of slides(open, ids, targets)) {
    if (open.done.has(part)) continue;
    page += 1;
    yield* readSlide(open, part, [{ kind: "page", page }]);
  }
}

function* readSlide(open: OpenXml, part: Part, steps: readonly Step[]): Generator<Unfolded> {
  yield* readFlow(open, part, { steps });
  for (const { type, target } of open.relationships.get(part.name) ?? []) {
    const beside = BESIDE.test(type) ? open.part(target) : undefined;
    if (beside !== undefined && !open.done.has(beside) && /\.(?:xml|vml)$/i.test(beside.name))
      yield* readFlow(open, beside, { steps: [...steps, ...partStep(beside)] });
  }
}

/** In the order of the presentation; then those that it does not show. */
function* slides(open: OpenXml, ids: readonly string[], targets: ReadonlyMap<string, string>): Generator<Part> {
  for (const id of ids) {
    const part = open.part(targets.get(id) ?? "");
    if (part !== undefined) yield part;
  }
  for (const part of open.pack.parts) if (/^ppt\/slides\/[^/]{1,200}\.xml$/i.test(part.name)) yield part;
}
