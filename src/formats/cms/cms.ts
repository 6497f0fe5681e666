import { memorySource } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { inflate, type Inflated } from "../archive/inflate.ts";
import { unpack } from "../archive/unpack.ts";
import { gap } from "../gap.ts";
import { octets, valueAt, valuesIn, type Value } from "./ber.ts";

type Content = "data" | "signed" | "encrypted" | "compressed";

/** Content types by their object identifier in DER (RFC 5652 section 14, RFC 5083, RFC 3274 section 2). */
const CONTENTS: Readonly<Record<string, Content>> = {
  "2a864886f70d010701": "data",
  "2a864886f70d010702": "signed",
  "2a864886f70d010703": "encrypted",
  // Signed and enveloped (PKCS #7 1.5 section 12).
  "2a864886f70d010704": "encrypted",
  "2a864886f70d010706": "encrypted",
  "2a864886f70d0109100117": "encrypted",
  "2a864886f70d0109100109": "compressed",
};

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const CONSTRUCTED_OCTETS = 0x24;
const OBJECT_IDENTIFIER = 0x06;
const CONTEXT_0 = 0xa0;
/** More pieces of one octet string than this are not put together. */
const MOST_PIECES = 262_144;

/** What S/MIME wraps a message in (RFC 8551): signed, compressed or encrypted. */
export const cms: Extractor = {
  id: "cms",
  description: "S/MIME and PKCS #7 (CMS)",
  reads:
    "The message in an opaque signature or in compressed data, opened as what it is; encrypted content is told as a gap. Detached signatures and certificates hold nothing that is read.",
  extensions: [".p7m", ".p7s", ".p7c", ".p7z"],
  accepts: ({ head, size }) =>
    head[0] === SEQUENCE && contentAt({ size, read: (at, length) => head.subarray(at, at + length) }) !== undefined,
  extract: content,
};

interface Info {
  readonly content: Content;
  /** What stands beside the content type; absent where it is left out. */
  readonly value: Value | undefined;
  readonly cut: boolean;
}

/** ContentInfo: an object identifier and `[0] EXPLICIT ANY` (RFC 5652 section 3). */
function contentAt(source: ByteSource, at = 0, end = source.size): Info | undefined {
  const outer = valueAt(source, at, end);
  if (outer?.tag !== SEQUENCE) return undefined;
  return infoIn(source, outer);
}

function infoIn(source: ByteSource, outer: Value): Info | undefined {
  const type = valueAt(source, outer.start, outer.end);
  if (type?.tag !== OBJECT_IDENTIFIER || type.end - type.start > 16) return undefined;
  const content = CONTENTS[Buffer.from(source.read(type.start, type.end - type.start)).toString("hex")];
  if (content === undefined) return undefined;
  const explicit = valueAt(source, type.next, outer.end);
  return {
    content,
    value: explicit?.tag === CONTEXT_0 ? valueAt(source, explicit.start, explicit.end) : undefined,
    cut: outer.cut,
  };
}

function* content(document: Document, context: ExtractContext): Generator<Unfolded> {
  const source = document.bytes;
  const info = contentAt(source);
  if (info?.content === "encrypted") {
    yield gap("encrypted", "none", "S/MIME encrypted message");
    return;
  }
  if (info === undefined) {
    yield gap("malformed", "none", "the S/MIME envelope is damaged");
    return;
  }
  const inner = info.content === "data" ? info.value : encapsulated(source, info.value);
  // Nothing inside: the signature is detached from what it signs, which is another part of the message.
  const examined = inner === undefined ? "none" : "partly";
  if (inner !== undefined) yield* heldIn(source, inner, info.content, context);
  if (info.cut) yield gap("malformed", examined, "the S/MIME message is cut off");
  else if (inner === undefined && info.content !== "signed")
    yield gap("malformed", "none", "the S/MIME message holds no content");
}

/** What an octet string holds, put together where it is in pieces. */
function* heldIn(source: ByteSource, held: Value, kind: Content, context: ExtractContext): Generator<Unfolded> {
  const pieces: (readonly [number, number])[] = [];
  let size = 0;
  for (const piece of octets(source, held)) {
    if (pieces.length >= MOST_PIECES) break;
    pieces.push(piece);
    size += piece[1] - piece[0];
  }
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) yield* opened(slice(source, only[0], only[1]), kind, context);
  else if (size > context.budget.maxDocumentBytes || pieces.length >= MOST_PIECES) {
    yield gap("size-limit", "none", "the signed message is in too many pieces to be put together");
  } else {
    const joined = Buffer.concat(pieces.map(([start, end]) => source.read(start, end - start).slice()));
    yield* opened(memorySource(joined), kind, context);
  }
}

/** The content in EncapsulatedContentInfo of signed or compressed data (RFC 5652 section 5.1, RFC 3274 section 1.1). */
function encapsulated(source: ByteSource, outer: Value | undefined): Value | undefined {
  if (outer?.tag !== SEQUENCE) return undefined;
  for (const value of valuesIn(source, outer)) {
    // Digest algorithms (a set) and the compression algorithm (a sequence without `[0]`) stand before it.
    if (value.tag !== SEQUENCE) continue;
    const type = valueAt(source, value.start, value.end);
    if (type?.tag !== OBJECT_IDENTIFIER) continue;
    const explicit = valueAt(source, type.next, value.end);
    if (explicit?.tag !== CONTEXT_0) continue;
    const held = valueAt(source, explicit.start, explicit.end);
    return held?.tag === OCTETS || held?.tag === CONSTRUCTED_OCTETS ? held : undefined;
  }
  return undefined;
}

function* opened(bytes: ByteSource, kind: Content, context: ExtractContext): Generator<Unfolded> {
  // What is signed is a MIME entity: a header and a body (RFC 8551 section 3.1).
  const declaredType = "message/rfc822";
  if (kind !== "compressed") {
    if (bytes.size > 0) yield { kind: "document", steps: [], name: "", declaredType, bytes };
    return;
  }
  let consumed = 0;
  const open = (): Generator<Uint8Array, Inflated> => inflate(bytes, 2, (at) => (consumed = at));
  const { bytes: out, ended, limit } = unpack(open, context.budget, () => consumed);
  if (out.size > 0) yield { kind: "document", steps: [], name: "", declaredType, bytes: out };
  const examined = out.size > 0 ? "partly" : "none";
  if (limit !== undefined) yield gap(limit, examined, `the compressed message was read up to ${out.size} bytes`);
  else if (ended?.end !== "whole") yield gap("malformed", examined, "the compressed S/MIME message is cut off or damaged");
}
