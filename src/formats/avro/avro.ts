import { inflateRawSync } from "node:zlib";
import { ascii } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap, roleIn } from "../gap.ts";
import { labelTree } from "../json/labels.ts";
import { valueWriter } from "../nested-values.ts";
import { recordParts } from "../record-parts.ts";
import { avroDecoder } from "./decode.ts";
import { avroSchema, type Schema } from "./schema.ts";

/** Longest header: it holds the schema as JSON. */
const HEADER_BYTES = 16_777_216;
/** Blocks that do not decode before the rest is given up. */
const DAMAGED = 100;

/** Object container files of Apache Avro (specification 1.11, "Object Container Files"). */
export const avro: Extractor = {
  id: "avro",
  description: "Avro data",
  reads:
    "Every value with its path of names; each datum is a record. Blocks that are plain, deflated, or compressed with Snappy or Zstandard.",
  extensions: [".avro"],
  risky: true,
  accepts: ({ head }) => ascii(head, 0, 4) === "Obj\u0001",
  extract: (document, context) => container(document, context),
};

interface Header {
  readonly schema: Schema;
  readonly codec: string;
  readonly sync: Buffer;
  readonly end: number;
}

type Decompress = (bytes: Uint8Array) => Uint8Array;

async function* container({ bytes: source }: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const header = headerOf(source.read(0, Math.min(source.size, HEADER_BYTES)).slice());
  if (header === undefined) {
    yield gap("malformed", "none", "the header of the Avro file is damaged");
    return;
  }
  const decompress = await codec(header.codec, context);
  if (decompress === undefined) {
    yield gap("unsupported", "none", "Avro data with an unknown compression: not read by this version");
    return;
  }
  const tree = labelTree();
  const parts = recordParts({ steps: [], role: roleIn(context), record: "row" }, tree.labels);
  const writer = valueWriter(tree, parts, context);
  let [records, damaged, large] = [0, 0, 0];
  let cut = false;
  for (let at = header.end; at < source.size;) {
    const start = avroDecoder(source.read(at, 20).slice());
    let [count, size, from] = [-1, -1, 0];
    try {
      [count, size] = [start.long(), start.long()];
      from = at + start.at;
    } catch {
      // Told below: no block begins here.
    }
    const sync = source.read(from + size, 16).slice();
    if (count < 0 || size < 0 || Buffer.compare(sync, header.sync) !== 0) {
      damaged += 1;
      const next = afterMark(source, header.sync, at);
      cut = next < 0;
      if (next < 0 || damaged > DAMAGED) break;
      at = next;
      continue;
    }
    at = from + size + 16;
    if (size > context.budget.maxDocumentBytes) {
      large += 1;
      continue;
    }
    try {
      const decoder = avroDecoder(decompress(source.read(from, size).slice()));
      for (let index = 0; index < count; index += 1) {
        const before = decoder.at;
        const datum = decoder.value(header.schema);
        // A datum of no bytes at all holds nothing; a count of them must not cost time.
        if (decoder.at === before) break;
        const fields: Iterable<[string, unknown]> = datum instanceof Map ? (datum as Map<string, unknown>) : [["", datum]];
        let column = 1;
        for (const [name, value] of fields) yield* writer.write(name, value, records, records + 1, column++);
        records += 1;
        yield* parts.take(false);
      }
    } catch {
      damaged += 1;
    }
  }
  yield* parts.take(true);
  yield* writer.end();
  if (damaged > 0) yield gap("malformed", "partly", `${damaged} blocks of the Avro file are damaged${cut ? " or cut off" : ""}`);
  if (large > 0) yield gap("size-limit", "partly", `${large} blocks of the Avro file are too large to decode`);
}

function headerOf(bytes: Uint8Array): Header | undefined {
  const decoder = avroDecoder(bytes.subarray(4));
  try {
    const meta = decoder.value({ kind: "map", items: { kind: "bytes" } }) as Map<string, Uint8Array>;
    const text = (key: string): string => Buffer.from(meta.get(key) ?? []).toString("utf8");
    const schema = avroSchema(text("avro.schema"));
    const end = 4 + decoder.at + 16;
    if (schema === undefined || end > bytes.length) return undefined;
    return { schema, codec: text("avro.codec"), sync: Buffer.from(bytes.subarray(end - 16, end)), end };
  } catch {
    // The answer: it is cut off or none.
    return undefined;
  }
}

async function codec(name: string, context: ExtractContext): Promise<Decompress | undefined> {
  const most = context.budget.maxDocumentBytes;
  if (name === "" || name === "null") return (bytes) => bytes;
  if (name === "deflate") return (bytes) => inflateRawSync(bytes, { maxOutputLength: most });
  if (name !== "snappy" && name !== "zstandard") return undefined;
  const { compressors } = await import("hyparquet-compressors");
  if (name === "zstandard") return (bytes) => bounded(compressors.ZSTD, bytes, 0, most);
  // The checksum of the data stands behind it; the length before it, as a variable-length integer.
  return (bytes) => {
    let length = 0;
    let at = 0;
    do length += ((bytes[at] ?? 0) & 0x7f) * 128 ** at;
    while ((bytes[at++] ?? 0) >= 0x80 && at < 5);
    return bounded(compressors.SNAPPY, bytes.subarray(0, -4), length, most);
  };
}

function bounded(
  library: ((bytes: Uint8Array, length: number) => Uint8Array) | undefined,
  bytes: Uint8Array,
  length: number,
  most: number,
): Uint8Array {
  if (library === undefined || length > most) throw new RangeError("too large");
  return library(bytes, length);
}

/** The offset behind the next mark between blocks; -1 when there is none. */
function afterMark(source: Document["bytes"], sync: Buffer, from: number): number {
  for (let at = from; at < source.size; at += 65_536) {
    const piece = source.read(at, 65_536 + 15);
    const found = Buffer.from(piece.buffer, piece.byteOffset, piece.length).indexOf(sync);
    if (found >= 0) return at + found + 16;
  }
  return -1;
}
