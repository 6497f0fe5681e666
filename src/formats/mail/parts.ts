import type { Unfolded } from "../../model/document.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Step } from "../../model/location.ts";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import { toUtf8 } from "../../text/charset.ts";
import { textBlocks } from "../blocks.ts";
import { htmlBody, plainBody } from "./body.ts";
import { contentSource } from "./content.ts";
import { heldSource } from "./held.ts";
import type { Plan } from "./plan.ts";
import { contentProtection, protectionOf } from "./protected.ts";
import { utf8Text } from "./text-bytes.ts";
import type { Leaf } from "./types.ts";
import { decodedPieces } from "./transfer.ts";
import { uuencodedBlocks } from "./uuencode.ts";
import type { Window } from "./window.ts";

const HEAD_BYTES = 65_536;
/** Bytes of a file in which its protection shows. */
const PROTECTION_BYTES = 64;

/** Shows the parts of one message; keeps the numbering of the quoted sections. */
export interface PartTeller {
  /** A text whose transfer encoding is decoded already. */
  text(leaf: Leaf, content: Buffer): Generator<Unfolded>;
  /** A text too long to be held. */
  longText(leaf: Leaf): Generator<Unfolded>;
  /** A file. */
  document(leaf: Leaf): Generator<Unfolded>;
}

export function partTeller(source: ByteSource, window: Window, plan: Plan, maxBytes: number): PartTeller {
  let nextQuoted = 1;
  const twinStart = new Map<number, number>();

  const place = (leaf: Leaf, use: "plain" | "html") => {
    const twin = leaf.alternative !== undefined && plan.twins.has(leaf.alternative) ? leaf.alternative : undefined;
    // Twins show the same history: its sections have the same numbers in both.
    const firstQuoted = (twin === undefined ? undefined : twinStart.get(twin)) ?? nextQuoted;
    if (twin !== undefined) twinStart.set(twin, firstQuoted);
    const steps: readonly Step[] = plan.simple ? [] : [{ kind: "mime", part: leaf.part }];
    return { steps, firstQuoted, ...(twin === undefined ? {} : { alternative: use }) };
  };

  return {
    *text(leaf, content) {
      if (leaf.header.encoding === "uuencode") {
        yield* uuencodedLeaf(source, leaf, maxBytes);
        return;
      }
      const html = plan.uses.get(leaf.part) === "html";
      const at = place(leaf, html ? "html" : "plain");
      const text = utf8Text(content, leaf.header);
      const used = html ? yield* htmlBody(text, at) : yield* plainBody(text, leaf.part, at);
      nextQuoted = Math.max(nextQuoted, at.firstQuoted + used);
    },
    longText: (leaf) => longText(source, leaf),
    *document(leaf) {
      if (leaf.header.encoding === "uuencode") {
        yield* uuencodedLeaf(source, leaf, maxBytes);
        return;
      }
      const stated = protectionOf(leaf);
      const bytes = stated === undefined ? contentSource(source, window, leaf, maxBytes) : undefined;
      const locked =
        stated ??
        (bytes === undefined ? undefined : contentProtection(leaf, bytes.read(0, Math.min(PROTECTION_BYTES, bytes.size))));
      if (locked === undefined && bytes !== undefined) yield document(leaf, bytes);
      else yield { kind: "gap", steps: stepsOf(leaf), reason: "encrypted", examined: "none", detail: locked ?? "" };
    },
  };
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
function* longText(source: ByteSource, leaf: Leaf): Generator<Unfolded> {
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
