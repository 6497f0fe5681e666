import type { Role, TextPart } from "../../model/document.ts";
import { safeCut } from "../cells.ts";
import { type LabelList, labelList } from "./labels.ts";
import type { Beyond } from "./row.ts";
import { rowTable } from "./table.ts";
import { createRowWalk, type RowPlace } from "./walk.ts";

/** Bytes of rows in one part. */
const BLOCK_BYTES = 1_048_576;
/** New bytes that are worth another look at a row that had not ended. */
const STEP_BYTES = 131_072;
const QUOTE = 34;
/** A row that is longer is cut: a quoted cell fits twice. */
const ROW_BYTES = 2 * BLOCK_BYTES + STEP_BYTES;

/** Where the first row begins. */
const FIRST: RowPlace = { start: 0, record: 0, line: 1, column: 1, cell: 0 };

/** A table in ASCII of less than a block and without quotation marks, as the one part that `rowParts` makes of it; else `undefined`. */
export function plainRows(bytes: Uint8Array, delimiter: string, header: readonly string[], role: Role): TextPart | undefined {
  if (bytes.length === 0 || bytes.length >= BLOCK_BYTES || asBuffer(bytes).includes(QUOTE)) return undefined;
  return rowPart(bytes, delimiter.charCodeAt(0), labelList(header), role, FIRST);
}

/** Searching is several times faster in a Buffer. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function rowPart(bytes: Uint8Array, separator: number, labels: LabelList, role: Role, begin: RowPlace): TextPart {
  return {
    kind: "text",
    steps: [],
    role,
    record: "row",
    section: 0,
    bytes,
    core: { start: 0, end: bytes.length },
    origin: { line: begin.line, column: begin.column },
    table: rowTable(bytes, separator, labels, begin),
  };
}

/**
 * Splits UTF-8 pieces into parts of whole rows: the decoded bytes once, never a text per cell, and
 * the cells of those rows only that are asked about. Flat memory: a block and one row. Returns
 * whether a quotation mark was never closed.
 */
export function* rowParts(
  pieces: Iterable<Uint8Array>,
  delimiter: string,
  header: readonly string[],
  role: Role,
): Generator<TextPart, boolean> {
  const separator = delimiter.charCodeAt(0);
  const labels = labelList(header);
  let held = Buffer.allocUnsafeSlow(2 * STEP_BYTES);
  let filled = 0;
  let looked = 0;
  const place = { ...FIRST };
  const walk = createRowWalk(held, separator, place);
  let begin = { ...place };

  const part = (): TextPart => {
    const end = place.start;
    const bytes = Uint8Array.prototype.slice.call(held, 0, end);
    const made = rowPart(bytes, separator, labels, role, begin);
    held.copyWithin(0, end, filled);
    filled -= end;
    walk.shift(held, end);
    begin = { ...place };
    return made;
  };
  /** Goes on to the first row that ends at or behind the size of a block; false when it does not end yet. */
  const fill = (beyond: Beyond): boolean => {
    walk.to(BLOCK_BYTES - 1, filled, beyond);
    if (place.start >= BLOCK_BYTES) return true;
    if (place.start >= filled) return false;
    if (walk.over(filled, beyond)) return true;
    return filled - place.start >= ROW_BYTES && walk.over(safeCut(held, place.start, place.start + ROW_BYTES), "cut");
  };
  const rows = function* (beyond: Beyond): Generator<TextPart> {
    walk.shift(held, 0);
    while (fill(beyond)) if (place.start >= BLOCK_BYTES) yield part();
    looked = filled;
  };

  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += STEP_BYTES) {
      const some = piece.subarray(from, from + STEP_BYTES);
      if (filled + some.length > held.length) held = larger(held, filled + some.length);
      held.set(some, filled);
      filled += some.length;
      if (filled >= BLOCK_BYTES && filled - looked >= STEP_BYTES) yield* rows("more");
    }
  }
  yield* rows("end");
  if (place.start > 0) yield part();
  return walk.unbalanced();
}

function larger(bytes: Buffer, size: number): Buffer<ArrayBuffer> {
  const grown = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, size));
  grown.set(bytes);
  return grown;
}
