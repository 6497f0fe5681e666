import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { Budget } from "../../model/extractor.ts";
import { contentFlaw, decodeContent } from "./content.ts";
import { structureGaps } from "./gaps.ts";
import { headerParts } from "./headers.ts";
import { looseTexts } from "./loose.ts";
import { partTeller } from "./parts.ts";
import { MAX_TEXT_BYTES, planOf, type Plan } from "./plan.ts";
import { readStructure } from "./structure.ts";
import type { Defect, Leaf, Structure } from "./types.ts";
import { readAsIs, unwrap } from "./unwrap.ts";
import { openWindow, type Window } from "./window.ts";

/** Base64 up to this size that is cut is scanned as it stands, too. */
const SHORT_BYTES = 16_384;

/** A message taken apart: where its parts lie, its texts without their transfer encodings, what is wrong with it. */
export interface Mail {
  readonly source: ByteSource;
  readonly window: Window;
  readonly start: number;
  readonly trailer: ByteSource | undefined;
  readonly structure: Structure;
  readonly defects: readonly Defect[];
  readonly plan: Plan;
  /** The parts could not all be admitted: the budget of the message was used up. */
  readonly limited: boolean;
  /** Decoded texts by part; a text that is not here is too long to be held. */
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly maxBytes: number;
}

/** Takes a message apart. Throws what the source throws. */
export function openMail(bytes: ByteSource, budget: Budget): Mail {
  const { source, start, trailer } = unwrap(bytes);
  const window = openWindow(source);
  const structure = readStructure(window, start);
  const admitted: Leaf[] = [];
  let limited = false;
  for (const leaf of structure.leaves) {
    if (leaf.encrypted) continue;
    limited = budget.entry() !== undefined;
    if (limited) break;
    admitted.push(leaf);
  }
  const plan = planOf(structure, admitted);
  const contents = new Map<string, Buffer>();
  const defects = [...structure.defects];
  let held = 0;
  for (const leaf of admitted) {
    const size = leaf.end - leaf.start;
    const fits = plan.uses.get(leaf.part) !== "document" && held + size <= Math.min(MAX_TEXT_BYTES, budget.maxDocumentBytes);
    if (fits && leaf.header.encoding !== "uuencode") {
      held += size;
      const { bytes: content, flaw } = decodeContent(window, leaf);
      contents.set(leaf.part, content);
      if (flaw !== undefined) defects.push({ kind: flaw, part: leaf.part });
    } else {
      const flaw = contentFlaw(window, leaf);
      if (flaw !== undefined) defects.push({ kind: flaw, part: leaf.part });
    }
  }
  return { source, window, start, trailer, structure, defects, plan, limited, contents, maxBytes: budget.maxDocumentBytes };
}

/** Whether there is anything in a message that two readers could take differently. */
export function isSound({ structure, defects }: Mail): boolean {
  return structure.plain && defects.length === 0;
}

/** Shows a message: header, gaps, what stands outside its parts, its parts in order. */
export function* tellMail(mail: Mail): Generator<Unfolded> {
  const { source, window, structure, defects, plan, contents } = mail;
  yield* headerParts(structure.header.fields, statedCharset(structure));
  yield* structureGaps(structure.encrypted, defects);
  yield* looseTexts(source, structure);
  const teller = partTeller(source, window, plan, mail.maxBytes);
  for (const leaf of plan.leaves) {
    const content = contents.get(leaf.part);
    if (content !== undefined) yield* teller.text(leaf, content);
    else if (plan.uses.get(leaf.part) === "document" || leaf.header.encoding === "uuencode") yield* teller.document(leaf);
    else yield* teller.longText(leaf);
  }
  yield* rawParts(source, defects, plan.leaves);
  if (mail.limited) {
    const detail = `only the first ${plan.leaves.length} parts were read`;
    yield { kind: "gap", steps: [], reason: "count-limit", examined: "partly", detail };
  }
  if (mail.trailer !== undefined) yield* readAsIs(mail.trailer);
}

const UTF8 = new Set(["", "utf-8", "utf8", "us-ascii", "ascii"]);

/** The charset of the message's first text: programs that send raw 8-bit headers use it for them too. */
function statedCharset({ leaves }: Structure): string | undefined {
  const charset = leaves.find(({ header }) => header.type.startsWith("text/"))?.header.parameters.get("charset");
  return charset === undefined || UTF8.has(charset.toLowerCase()) ? undefined : charset;
}

/** A part that does not keep to its transfer encoding may not be in it at all: its bytes are scanned as well. */
function* rawParts(source: ByteSource, defects: readonly Defect[], leaves: readonly Leaf[]): Generator<Unfolded> {
  if (defects.length === 0) return;
  const doubtful = new Map(defects.map(({ kind, part }) => [part, kind]));
  for (const leaf of leaves) {
    const kind = doubtful.get(leaf.part);
    // A short text in plain words can pass for base64 that lacks its end; a long one cannot.
    const short = kind === "cut-base64" && leaf.end - leaf.start <= SHORT_BYTES;
    if (kind === "bad-base64" || short) yield* looseTexts(source, { loose: [leaf] });
  }
}
