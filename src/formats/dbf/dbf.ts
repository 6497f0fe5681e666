import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { decodeAs } from "../../text/charset-codec.ts";
import { decodeText } from "../../text/charset.ts";
import { gap, roleIn } from "../gap.ts";
import { recordParts } from "../record-parts.ts";
import { dbfHead, type DbfHead } from "./head.ts";
import { fieldText } from "./values.ts";

/** Bytes of records that are read at once. */
const BLOCK_BYTES = 65_536;
const DELETED = 0x2a;
const LINE_END = Buffer.from("\n");
const END = 0x1a;
/** Of the first records, to tell the charset by. */
const SAMPLE_BYTES = 32_768;

/** Tables of dBASE, FoxPro and Clipper ("Data File Header Structure for the dBASE Version 7 Table File"; Visual FoxPro, "Table File Structure"). */
export const dbf: Extractor = {
  id: "dbf",
  description: "dBASE and FoxPro tables",
  reads: "Every field with the name of its column; each row is a record. Rows that were deleted too. Memo files lie beside it.",
  extensions: [".dbf"],
  accepts: ({ head }) => dbfHead(head) !== undefined,
  extract: (document, context) => table(document, context),
};

function* table({ bytes: source }: Document, context: ExtractContext): Generator<Unfolded> {
  const head = dbfHead(source.read(0, Math.min(source.size, 65_536)).slice());
  if (head === undefined) return yield gap("malformed", "none", "the head of the table is damaged");
  const { start, width, rows, fields } = head;
  const charset = charsetOf(head, source.read(start, SAMPLE_BYTES));
  const decode = (bytes: Uint8Array): string => decodeAs(bytes, charset).text;
  const labels = fields.map(({ name }) => decode(name));
  const parts = recordParts({ steps: [], role: roleIn(context), record: "row" }, labels);
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / width));
  // What stands behind the last row is read too: a damaged head may state too few.
  const there = Math.floor((source.size - start) / width);
  let row = 0;
  for (let ended = false; row < there && !ended;) {
    const block = source.read(start + row * width, Math.min(perBlock, there - row) * width).slice();
    for (let at = 0; at + width <= block.length; at += width, row += 1) {
      if (block[at] === END && row >= rows) {
        ended = true;
        break;
      }
      if (block[at] !== 0x20 && block[at] !== DELETED && row >= rows) continue;
      for (const [column, field] of fields.entries()) {
        const value = block.subarray(at + field.offset, at + field.offset + field.length);
        parts.text(fieldText(field.type, value, decode), column, row, row + 1, column + 1);
      }
    }
    yield* parts.take(false);
  }
  yield* parts.take(true);
  if (rows > there) yield gap("malformed", "partly", `the table is cut off: ${there} of ${rows} rows are there`);
}

/** The charset that the table names, else the one that the fields of its first rows that are not ASCII seem to be in. */
function charsetOf({ charset, width, fields }: DbfHead, sample: Uint8Array): string {
  if (charset !== undefined) return charset;
  const telling: Uint8Array[] = [];
  for (let at = 0; at + width <= sample.length; at += width) {
    for (const { type, offset, length } of fields) {
      const value = sample.subarray(at + offset, at + offset + length);
      if (type === "C" && value.some((byte) => byte >= 0x80))
        telling.push(
          Buffer.from(value).map((byte) => byte || 0x20),
          LINE_END,
        );
    }
  }
  return decodeText(Buffer.concat(telling)).charset;
}
