import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { Budget } from "../../model/extractor.ts";
import { contentFlaw, decodeContent, survey, type Survey } from "./content.ts";
import { structureGaps } from "./gaps.ts";
import { headerParts } from "./headers.ts";
import { looseTexts } from "./loose.ts";
import { longText, startTelling, tellDocument, tellText } from "./parts.ts";
import { MAX_TEXT_BYTES, planOf, type Plan, type Use } from "./plan.ts";
import { readStructure } from "./structure.ts";
import type { Defect, Leaf, Structure } from "./types.ts";
import { readAsIs, unwrap } from "./unwrap.ts";
import { each } from "./told.ts";
import { openWindow, type Window } from "./window.ts";

/** Base64 up to this size that is cut is scanned as it stands, too. */
const SHORT_BYTES = 16_384;

/** Bytes of a message's files that are kept from the look at their encoding; others are decoded again when they are opened. */
const KEPT_BYTES = 8 * 1024 ** 2;

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
  /** The decoded text of each of the leaves of the plan; a text that is not here is too long to be held. */
  readonly contents: readonly (Buffer | undefined)[];
  /** By leaf: what is known of a part in base64 that is shown as a file. */
  readonly surveys: readonly (Survey | undefined)[];
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
  const contents: (Buffer | undefined)[] = [];
  const surveys: (Survey | undefined)[] = [];
  const flaws: Defect[] = [];
  let held = 0;
  let kept = 0;
  for (let index = 0; index < admitted.length; index += 1) {
    const leaf = admitted[index] as Leaf;
    const size = leaf.end - leaf.start;
    const fits = plan.uses[index] !== "document" && held + size <= Math.min(MAX_TEXT_BYTES, budget.maxDocumentBytes);
    let flaw: Defect["kind"] | undefined;
    if (fits && leaf.header.encoding !== "uuencode") {
      held += size;
      const content = decodeContent(window, leaf);
      contents.push(content.bytes);
      ({ flaw } = content);
    } else {
      const surveyed = survey(window, leaf, Math.min(KEPT_BYTES - kept, budget.maxDocumentBytes));
      kept += surveyed?.decoded?.length ?? 0;
      contents.push(undefined);
      surveys[index] = surveyed;
      flaw = contentFlaw(window, leaf, surveyed);
    }
    if (flaw !== undefined) flaws.push({ kind: flaw, part: leaf.part });
  }
  const defects = flaws.length === 0 ? structure.defects : [...structure.defects, ...flaws];
  return {
    source,
    window,
    start,
    trailer,
    structure,
    defects,
    plan,
    limited,
    contents,
    surveys,
    maxBytes: budget.maxDocumentBytes,
  };
}

/** Whether there is anything in a message that two readers could take differently. */
export function isSound({ structure, defects }: Mail): boolean {
  return structure.plain && defects.length === 0;
}

/** Shows a message: header, gaps, what stands outside its parts, its parts in order. */
export function* tellMail(mail: Mail): Generator<Unfolded> {
  const { source, window, structure, defects, plan, contents } = mail;
  yield* headerParts(structure.header.fields, statedCharset(structure));
  if (structure.encrypted.length > 0 || defects.length > 0) yield* structureGaps(structure.encrypted, defects);
  if (structure.loose.length > 0) yield* looseTexts(source, structure);
  const telling = startTelling(source, window, plan, mail.maxBytes);
  for (let index = 0; index < plan.leaves.length; index += 1) {
    const leaf = plan.leaves[index] as Leaf;
    const content = contents[index];
    const use = plan.uses[index] as Use;
    if (content !== undefined) yield* each(tellText(telling, leaf, use, content));
    else if (use === "document" || leaf.header.encoding === "uuencode") yield* tellDocument(telling, leaf, mail.surveys[index]);
    else yield* longText(source, leaf);
  }
  if (defects.length > 0) yield* rawParts(source, defects, plan.leaves);
  if (mail.limited) {
    const detail = `only the first ${plan.leaves.length} parts were read`;
    yield { kind: "gap", steps: [], reason: "count-limit", examined: "partly", detail };
  }
  if (mail.trailer !== undefined) yield* readAsIs(mail.trailer);
}

const UTF8 = new Set(["", "utf-8", "utf8", "us-ascii", "ascii"]);

/** The charset of the message's first text: programs that send raw 8-bit headers use it for them too. */
function statedCharset({ leaves }: Structure): string | undefined {
  for (const { header } of leaves) {
    if (!header.type.startsWith("text/")) continue;
    const charset = header.parameters.get("charset");
    return charset === undefined || UTF8.has(charset.toLowerCase()) ? undefined : charset;
  }
  return undefined;
}

/** A part that does not keep to its transfer encoding may not be in it at all: its bytes are scanned as well. */
function* rawParts(source: ByteSource, defects: readonly Defect[], leaves: readonly Leaf[]): Generator<Unfolded> {
  const doubtful = new Map(defects.map(({ kind, part }) => [part, kind]));
  for (const leaf of leaves) {
    const kind = doubtful.get(leaf.part);
    // A short text in plain words can pass for base64 that lacks its end; a long one cannot.
    const short = kind === "cut-base64" && leaf.end - leaf.start <= SHORT_BYTES;
    if (kind === "bad-base64" || short) yield* looseTexts(source, { loose: [leaf] });
  }
}
