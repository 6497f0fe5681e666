import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { acceptsMessage } from "./accepts.ts";
import { structureGaps } from "./gaps.ts";
import { headerParts } from "./headers.ts";
import { looseTexts } from "./loose.ts";
import { parseMail } from "./parser.ts";
import { partTeller, type PartTeller } from "./parts.ts";
import { MAX_TEXT_BYTES, planOf, type Plan } from "./plan.ts";
import { readStructure } from "./structure.ts";
import type { Leaf, Structure } from "./types.ts";
import { readAsIs, unwrap } from "./unwrap.ts";

/** Base64 up to this size that is cut is scanned as it stands, too. */
const SHORT_BYTES = 16_384;

export const message: Extractor = {
  id: "eml",
  description: "mail message (RFC 5322, MIME)",
  reads:
    "header fields, plain and HTML text with quoted history told apart, attachments, attached messages, uuencoded files, " +
    "text outside the parts of a damaged message; encrypted and rights-protected messages are told as gaps",
  extensions: [".eml", ".emlx", ".mht", ".mhtml"],
  message: true,
  accepts: acceptsMessage,
  extract,
};

async function* extract(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const { source, start, trailer } = unwrap(document.bytes);
  const structure = readStructure(source, start);
  yield* headerParts(structure.header.fields, statedCharset(structure));
  yield* structureGaps(structure);
  yield* looseTexts(source, structure);

  const admitted: Leaf[] = [];
  let limited = false;
  for (const leaf of structure.leaves) {
    if (leaf.encrypted) continue;
    limited = context.budget.entry() !== undefined;
    if (limited) break;
    admitted.push(leaf);
  }
  const plan = planOf(structure, admitted);
  const { maxDocumentBytes } = context.budget;
  const teller = partTeller(source, plan, maxDocumentBytes);
  const parsable = structure.plain && !limited && !plan.textFiles && plan.textBytes <= Math.min(MAX_TEXT_BYTES, maxDocumentBytes);
  yield* parsable ? parsedParts(source, start, plan, teller, maxDocumentBytes) : ownParts(plan, teller, new Set());
  yield* rawParts(source, structure, admitted);
  if (limited) {
    const detail = `only the first ${admitted.length} parts were read`;
    yield { kind: "gap", steps: [], reason: "count-limit", examined: "partly", detail };
  }
  if (trailer !== undefined) yield* readAsIs(trailer);
}

/** The charset of the message's first text: programs that send raw 8-bit headers use it for them too. */
function statedCharset({ leaves }: Structure): string | undefined {
  const charset = leaves.find(({ header }) => header.type.startsWith("text/"))?.header.parameters.get("charset");
  return charset === "" || charset === undefined || UTF8.has(charset.toLowerCase()) ? undefined : charset;
}

/** Reads with the mail parser; what it does not give, or gives in a doubtful charset, is read here. */
async function* parsedParts(
  source: ByteSource,
  start: number,
  plan: Plan,
  teller: PartTeller,
  maxBytes: number,
): AsyncGenerator<Unfolded> {
  const byPart = new Map(plan.leaves.map((leaf) => [leaf.part, leaf]));
  const told = new Set<string>();
  try {
    for await (const item of parseMail(source, start, maxBytes)) {
      if (item.kind === "attachment") {
        const leaf = byPart.get(item.part);
        if (leaf === undefined || told.has(item.part) || plan.uses.get(item.part) !== "document") continue;
        if (item.content === undefined && leaf.header.encoding === "identity") continue;
        told.add(item.part);
        yield* teller.document(leaf, item.content);
      } else if (plan.simple) {
        for (const leaf of plan.leaves) {
          const text = plan.uses.get(leaf.part) === "plain" ? item.plain : item.html;
          if (plan.uses.get(leaf.part) === "document" || !isTrusted(leaf, text)) continue;
          told.add(leaf.part);
          yield* teller.text(leaf, text);
        }
      }
    }
  } catch {
    // The library's message may quote the evidence; the parts are read again below, without it.
    const detail = "the mail parser gave up on this message; its parts were read without it";
    yield { kind: "gap", steps: [], reason: "malformed", examined: "partly", detail };
  }
  yield* ownParts(plan, teller, told);
}

function* ownParts(plan: Plan, teller: PartTeller, told: ReadonlySet<string>): Generator<Unfolded> {
  for (const leaf of plan.leaves) {
    if (told.has(leaf.part)) continue;
    yield* plan.uses.get(leaf.part) === "document" ? teller.ownDocument(leaf) : teller.ownText(leaf);
  }
}

/** A part that does not keep to its transfer encoding may not be in it at all: its bytes are scanned as well. */
function* rawParts(source: ByteSource, structure: Structure, leaves: readonly Leaf[]): Generator<Unfolded> {
  const doubtful = new Map(structure.defects.map(({ kind, part }) => [part, kind]));
  for (const leaf of leaves) {
    const kind = doubtful.get(leaf.part);
    // A short text in plain words can pass for base64 that lacks its end; a long one cannot.
    const short = kind === "cut-base64" && leaf.end - leaf.start <= SHORT_BYTES;
    if (kind === "bad-base64" || short) yield* looseTexts(source, { loose: [leaf] });
  }
}

const SEVEN_BIT_OR_WIDE = /^(?:x-)?(?:utf-?(?:7|16|32)|unicode|ucs|iso-?2022|csiso2022|hz|cp?1200)/;
const UTF8 = new Set(["", "utf-8", "utf8", "us-ascii", "ascii"]);

/**
 * A text that came decoded can be taken when no charset can have been mistaken: it is ASCII, or
 * UTF-8 without a flaw. Otherwise the bytes are looked at again.
 */
function isTrusted(leaf: Leaf, text: string | undefined): text is string {
  if (text === undefined) return false;
  const label = (leaf.header.parameters.get("charset") ?? "").trim().toLowerCase();
  if (/[^\0-\x7f]/.test(text)) return UTF8.has(label) && !text.includes("\ufffd");
  return !SEVEN_BIT_OR_WIDE.test(label) && !text.includes("\x1b");
}
