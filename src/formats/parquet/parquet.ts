import type { FileMetaData } from "hyparquet";
import { ascii } from "../../bytes/signatures.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { labelTree } from "../json/labels.ts";
import { gap, roleIn } from "../gap.ts";
import { recordParts } from "../record-parts.ts";
import { valueWriter } from "../nested-values.ts";

/** Rows of one row group: writers make groups of about a million. */
const GROUP_ROWS = 33_554_432;
/** Longest footer that is read: it lists every column of every row group. */
const FOOTER_BYTES = 67_108_864;

/** Tables in the Apache Parquet format, plain or compressed. */
export const parquet: Extractor = {
  id: "parquet",
  description: "Parquet tables",
  reads:
    "Every column with its path of names; each row is a record. Files in binary values. Of a damaged file the columns that can be read.",
  extensions: [".parquet", ".parq"],
  risky: true,
  accepts: ({ head }) => ascii(head, 0, 4) === "PAR1" || ascii(head, 0, 4) === "PARE",
  extract: (document, context) => table(document, context),
};

async function* table(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const source = document.bytes;
  if (ascii(source.read(Math.max(0, source.size - 4), 4), 0, 4) === "PARE" || ascii(source.read(0, 4), 0, 4) === "PARE") {
    yield gap("encrypted", "none", "encrypted Parquet table");
    return;
  }
  const library = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const file = { byteLength: source.size, slice: (start: number, end?: number) => sliceOf(source, start, end ?? source.size) };
  let metadata: FileMetaData;
  try {
    const footer = new DataView(sliceOf(source, source.size - 8, source.size));
    const length = footer.byteLength < 8 ? 0 : footer.getUint32(0, true);
    if (length === 0 || length > Math.min(FOOTER_BYTES, source.size)) throw new RangeError("no footer");
    metadata = library.parquetMetadata(sliceOf(source, source.size - 8 - length, source.size));
  } catch {
    // Without its footer nothing tells where the columns are.
    yield gap("malformed", "none", "the footer of the Parquet table is missing or damaged");
    return;
  }
  const tree = labelTree();
  const parts = recordParts({ steps: [], role: roleIn(context), record: "row" }, tree.labels);
  const writer = valueWriter(tree, parts, context);
  const names = new Set(metadata.schema[0] === undefined ? [] : topLevel(metadata));
  let firstRow = 0;
  let [damaged, large, encrypted] = [0, 0, 0];
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (!(rows >= 0 && rows <= GROUP_ROWS)) {
      damaged += names.size;
      break;
    }
    for (const [column, name] of [...names].entries()) {
      const chunks = group.columns.filter((chunk) => chunk.meta_data?.path_in_schema[0] === name);
      const bytes = chunks.reduce((sum, { meta_data: meta }) => sum + Number(meta?.total_uncompressed_size ?? 0), 0);
      if (chunks.length === 0) {
        encrypted += 1;
        continue;
      }
      if (!(bytes <= context.budget.maxDocumentBytes)) {
        large += 1;
        continue;
      }
      try {
        let row = firstRow;
        const values: unknown[] = [];
        await library.parquetRead({
          file,
          metadata,
          columns: [name],
          rowStart: firstRow,
          rowEnd: firstRow + rows,
          compressors,
          utf8: false,
          onChunk: ({ columnData }) => {
            values.push(columnData);
          },
        });
        for (const piece of values as ArrayLike<unknown>[]) {
          for (let index = 0; index < piece.length && row < firstRow + rows; index += 1, row += 1)
            yield* writer.write(name, piece[index], row, row + 1, column + 1);
          yield* parts.take(false);
        }
      } catch {
        // A column that cannot be decoded takes no other with it.
        damaged += 1;
      }
    }
    firstRow += rows;
  }
  yield* parts.take(true);
  yield* writer.end();
  if (damaged > 0) yield gap("malformed", "partly", `${damaged} columns of the Parquet table are damaged`);
  if (large > 0) yield gap("size-limit", "partly", `${large} columns of the Parquet table are too large to decode`);
  if (encrypted > 0) yield gap("encrypted", "partly", `${encrypted} columns of the Parquet table are encrypted or missing`);
}

/** Names of the columns at the top of the schema, which is a flattened tree (parquet.thrift, SchemaElement). */
function topLevel({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  let skip = 0;
  for (const { name, num_children: children = 0 } of schema.slice(1)) {
    if (skip > 0) skip -= 1;
    else names.push(name);
    skip += children;
  }
  return names;
}

function sliceOf(source: ByteSource, start: number, end: number): ArrayBuffer {
  const bytes = source.read(Math.max(0, start), Math.max(0, end - Math.max(0, start)));
  return new Uint8Array(bytes).buffer;
}
