import type { Unfolded } from "../../model/document.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Step } from "../../model/location.ts";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import { toUtf8 } from "../../text/charset.ts";
import { textBlocks } from "../blocks.ts";
import { htmlBody, plainBody } from "./body.ts";
import { contentSource, type Survey } from "./content.ts";
import { heldSource } from "./held.ts";
import { twinOf, type Plan, type Use } from "./plan.ts";
import { contentProtection, protectionOf } from "./protected.ts";
import type { TextPlace } from "./sections.ts";
import { utf8Text } from "./text-bytes.ts";
import type { Told } from "./told.ts";
import type { Leaf } from "./types.ts";
import { decodedPieces } from "./transfer.ts";
import { uuencodedBlocks } from "./uuencode.ts";
import type { Window } from "./window.ts";

const HEAD_BYTES = 65_536;

/** What is known while the parts of one message are shown: the numbering of the quoted sections. */
export interface Telling {
  readonly source: ByteSource;
  readonly window: Window;
  readonly plan: Plan;
  readonly maxBytes: number;
  nextQuoted: number;
  /** By alternative: the number of the first quoted section of its texts. */
  readonly twinStart: (number | undefined)[];
}

export function startTelling(source: ByteSource, window: Window, plan: Plan, maxBytes: number): Telling {
  return { source, window, plan, maxBytes, nextQuoted: 1, twinStart: [] };
}

/** Shows a text whose transfer encoding is decoded already. */
export function tellText(telling: Telling, leaf: Leaf, use: Use, content: Buffer): Told {
  const told: Told = [];
  const { plan, twinStart } = telling;
  const twin = twinOf(plan, leaf);
  // Twins show the same history: its sections have the same numbers in both.
  const firstQuoted = (twin === undefined ? undefined : twinStart[twin]) ?? telling.nextQuoted;
  if (twin !== undefined) twinStart[twin] = firstQuoted;
  const steps: readonly Step[] = plan.simple ? NO_STEPS : [{ kind: "mime", part: leaf.part }];
  const html = use === "html";
  const place: TextPlace =
    twin === undefined ? { steps, firstQuoted } : { steps, firstQuoted, alternative: html ? "html" : "plain" };
  const text = utf8Text(content, leaf.header);
  const used = html ? htmlBody(text, place, told) : plainBody(text, leaf.part, place, told);
  telling.nextQuoted = Math.max(telling.nextQuoted, firstQuoted + used);
  return told;
}

const NO_STEPS: readonly Step[] = [];

/** Shows a file. */
export function* tellDocument(
  { source, window, maxBytes }: Telling,
  leaf: Leaf,
  surveyed: Survey | undefined,
): Generator<Unfolded> {
  if (leaf.header.encoding === "uuencode") {
    yield* uuencodedLeaf(source, leaf, maxBytes);
    return;
  }
  const stated = protectionOf(leaf);
  const bytes = stated === undefined ? contentSource(source, window, leaf, surveyed, maxBytes) : undefined;
  const locked = stated ?? (bytes === undefined ? undefined : contentProtection(leaf, bytes));
  if (locked === undefined && bytes !== undefined) yield document(leaf, bytes);
  else yield { kind: "gap", steps: stepsOf(leaf), reason: "encrypted", examined: "none", detail: locked ?? "" };
}

/** The steps of a part that is a document. */
function stepsOf(leaf: Leaf): readonly Step[] {
  const { name } = leaf.header;
  return [name === "" ? { kind: "mime", part: leaf.part } : { kind: "mime", part: leaf.part, name }];
}

function document(leaf: Leaf, bytes: ByteSource): Unfolded {
  return { kind: "document", steps: stepsOf(leaf), name: leaf.header.name, declaredType: leaf.header.type, bytes };
}

/** A text too long to be held: scanned in blocks, without telling own words from quoted ones. */
export function* longText(source: ByteSource, leaf: Leaf): Generator<Unfolded> {
  const encoded = (): Generator<Uint8Array> => decodedPieces(pieces(slice(source, leaf.start, leaf.end)), leaf.header.encoding);
  const head = Buffer.from(encoded().next().value ?? new Uint8Array(0)).subarray(0, HEAD_BYTES);
  const steps = stepsOf(leaf);
  const stream = toUtf8(encoded(), head, leaf.header.parameters.get("charset"));
  yield* textBlocks(stream.pieces, { steps, role: "body", record: "text", section: 0 });
  const detail = "text is too long to tell the author's own words from quoted ones; it was scanned as one";
  yield { kind: "gap", steps, reason: "size-limit", examined: "partly", detail };
}

/** A part whose transfer encoding is uuencode. */
function* uuencodedLeaf(source: ByteSource, leaf: Leaf, maxBytes: number): Generator<Unfolded> {
  const steps = stepsOf(leaf);
  if (leaf.end - leaf.start > maxBytes) {
    yield { kind: "gap", steps, reason: "size-limit", examined: "none", detail: `attachment is larger than ${maxBytes} bytes` };
    return;
  }
  const text = Buffer.from(source.read(leaf.start, leaf.end - leaf.start)).toString("latin1");
  const [block] = uuencodedBlocks(text);
  if (block !== undefined) {
    const name = leaf.header.name === "" ? block.name : leaf.header.name;
    const step: Step = { kind: "mime", part: leaf.part, name };
    yield { kind: "document", steps: [step], name, declaredType: leaf.header.type, bytes: heldSource(block.bytes) };
  }
  if (block?.whole !== true) {
    yield {
      kind: "gap",
      steps,
      reason: "malformed",
      examined: block === undefined ? "none" : "partly",
      detail: "uuencoded part is damaged",
    };
  }
}
