import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";
import { memorySource, pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import { decodeText, toUtf8 } from "../../text/charset.ts";
import { textBlocks } from "../blocks.ts";
import { htmlBody, plainBody } from "./body.ts";
import { unflow } from "./flowed.ts";
import { MAX_TEXT_BYTES, type Plan } from "./plan.ts";
import { contentProtection, protectionOf } from "./protected.ts";
import type { Leaf } from "./types.ts";
import { decodedPieces } from "./transfer.ts";
import { uuencodedBlocks } from "./uuencode.ts";

const HEAD_BYTES = 65_536;

/** Shows the parts of one message; keeps the numbering of the quoted sections. */
export interface PartTeller {
  /** A text that is decoded already. */
  text(leaf: Leaf, decoded: string): Generator<Unfolded>;
  /** A text, decoded here. */
  ownText(leaf: Leaf): Generator<Unfolded>;
  /** A file, decoded already; `undefined` when it is larger than may be held. */
  document(leaf: Leaf, content: Uint8Array | undefined): Generator<Unfolded>;
  /** A file, decoded here. */
  ownDocument(leaf: Leaf): Generator<Unfolded>;
}

export function partTeller(source: ByteSource, plan: Plan, maxBytes: number): PartTeller {
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

  function* text(leaf: Leaf, decoded: string): Generator<Unfolded> {
    const html = plan.uses.get(leaf.part) === "html";
    const at = place(leaf, html ? "html" : "plain");
    const used = html ? yield* htmlBody(decoded, at) : yield* plainBody(decoded, leaf.part, at);
    nextQuoted = Math.max(nextQuoted, at.firstQuoted + used);
  }

  function* ownText(leaf: Leaf): Generator<Unfolded> {
    if (leaf.header.encoding === "uuencode") {
      yield* uuencodedLeaf(source, leaf, maxBytes);
      return;
    }
    if (leaf.end - leaf.start > Math.min(MAX_TEXT_BYTES, maxBytes)) {
      yield* longText(source, leaf);
      return;
    }
    yield* text(leaf, leafText(source, leaf));
  }

  return {
    text,
    ownText,
    *document(leaf, content) {
      const locked = protectionOf(leaf) ?? (content === undefined ? undefined : contentProtection(leaf, content));
      if (locked !== undefined) {
        yield { kind: "gap", steps: stepsOf(leaf), reason: "encrypted", examined: "none", detail: locked };
      } else if (content === undefined) {
        const detail = `attachment is larger than ${maxBytes} bytes`;
        yield { kind: "gap", steps: stepsOf(leaf), reason: "size-limit", examined: "none", detail };
      } else {
        yield document(leaf, memorySource(content));
      }
    },
    *ownDocument(leaf) {
      if (leaf.header.encoding === "uuencode") {
        yield* uuencodedLeaf(source, leaf, maxBytes);
      } else if (leaf.end - leaf.start > maxBytes && leaf.header.encoding === "identity" && protectionOf(leaf) === undefined) {
        // Nothing to decode: the part is opened where it lies.
        yield document(leaf, slice(source, leaf.start, leaf.end));
      } else {
        yield* this.document(leaf, decoded(source, leaf, maxBytes));
      }
    },
  };
}

/** The steps of a part that is a document. */
export function stepsOf(leaf: Leaf): readonly Step[] {
  const { name } = leaf.header;
  return [name === "" ? { kind: "mime", part: leaf.part } : { kind: "mime", part: leaf.part, name }];
}

function document(leaf: Leaf, bytes: ByteSource): Unfolded {
  return { kind: "document", steps: stepsOf(leaf), name: leaf.header.name, declaredType: leaf.header.type, bytes };
}

/** Decoded content; `undefined` when it is larger than `maxBytes`. */
function decoded(source: ByteSource, leaf: Leaf, maxBytes: number): Uint8Array | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  for (const piece of decodedPieces(pieces(slice(source, leaf.start, leaf.end)), leaf.header.encoding)) {
    size += piece.length;
    if (size > maxBytes) return undefined;
    chunks.push(Buffer.from(piece));
  }
  return Buffer.concat(chunks);
}

/** The text of a part: transfer encoding, charset (stated, or as the bytes tell), flowed lines. */
export function leafText(source: ByteSource, leaf: Leaf): string {
  const bytes = decoded(source, leaf, Number.MAX_SAFE_INTEGER) ?? new Uint8Array(0);
  const { parameters, type } = leaf.header;
  const charset = parameters.get("charset") ?? (type === "text/html" ? metaCharset(bytes) : undefined);
  const text = decodeText(bytes, charset === "" ? undefined : charset).text.replaceAll("\r\n", "\n");
  const flowed = type === "text/plain" && parameters.get("format")?.toLowerCase() === "flowed";
  return flowed ? unflow(text, parameters.get("delsp")?.toLowerCase() === "yes") : text;
}

/** The charset that a page states of itself (HTML Standard section 13.2.3.2: in the first 1024 bytes; mails are longer-winded). */
function metaCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4_096, bytes.byteLength)).toString("latin1");
  return /<meta[^>]{0,300}charset=["' ]{0,3}([\w.:-]{1,40})/i.exec(head)?.[1];
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
    yield { kind: "document", steps: [step], name, declaredType: leaf.header.type, bytes: memorySource(block.bytes) };
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
