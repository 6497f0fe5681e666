import { memorySource } from "../../bytes/memory.ts";
import type { Role, TextPart, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { blobKind } from "../blob.ts";
import { labelList, type LabelList } from "../csv/labels.ts";
import { gap } from "../gap.ts";
import { recordParts, type RecordParts } from "../record-parts.ts";
import type { Value } from "./record.ts";

/** Rows of one table, or rows of which no table is known, on their way to parts. */
export interface RowWriter {
  /** Writes a row, at its ordinal from 1 or at a line that is given; its files are documents. */
  row(values: readonly Value[], rowid: string, line?: number): Generator<Unfolded>;
  /** Writes text in which each line is a record of its own. */
  lines(text: Uint8Array, line: number): void;
  /** Parts that are full; with `end` all that is left, and what could not be read. */
  take(end: boolean): Generator<Unfolded>;
}

/** Counts the records of a whole database. */
export interface RecordCount {
  next: number;
}

/** Rows below these steps. */
export function rowWriter(
  shape: { readonly steps: readonly Step[]; readonly role: Role },
  columns: readonly string[],
  rowidColumn: number,
  records: RecordCount,
  context: ExtractContext,
): RowWriter {
  const labels: LabelList = labelList(columns);
  const parts: RecordParts = recordParts(
    { ...shape, record: "row" } satisfies Pick<TextPart, "steps" | "role" | "record">,
    labels.all,
  );
  let rows = 0;
  let unknown = 0;
  let refused = 0;
  const file = function* (bytes: Uint8Array, column: number, line: number): Generator<Unfolded> {
    if (context.budget.entry() !== undefined) {
      refused += 1;
      return;
    }
    const name = `row ${line} column ${column + 1}`;
    const steps: Step[] = [...shape.steps, { kind: "entry", name }];
    yield { kind: "document", steps, name: "", declaredType: "", bytes: memorySource(bytes.slice()) };
  };
  return {
    *row(values, rowid, given) {
      rows += 1;
      const line = given ?? rows;
      const record = records.next;
      records.next += 1;
      for (const [column, value] of values.entries()) {
        const label = labels.index(column);
        if (value.kind === "number") parts.text(value.text, label, record, line, column + 1);
        else if (value.kind === "text") parts.bytes(value.bytes, label, record, line, column + 1);
        else if (value.kind === "blob" && value.bytes.length > 0) {
          const blob = blobKind(value.bytes);
          if (blob.kind === "document") yield* file(value.bytes, column, line);
          else parts.bytes(blob.bytes, label, record, line, column + 1);
          if (blob.kind === "binary" && blob.notable) unknown += 1;
        } else if (column === rowidColumn) parts.text(rowid, label, record, line, column + 1);
      }
      yield* parts.take(false);
    },
    lines(text, line) {
      for (let at = 0; at < text.length;) {
        const newline = text.indexOf(10, at);
        const end = newline < 0 ? text.length : newline;
        parts.bytes(text.subarray(at, end), labels.index(0), records.next, line, 1);
        records.next += 1;
        at = end + 1;
      }
    },
    *take(end) {
      yield* parts.take(end);
      if (!end) return;
      // What is left of deleted rows is often cut off: that it is no whole file is no gap.
      if (unknown > 0 && shape.role !== "metadata")
        yield gap(
          "unsupported",
          "partly",
          `${unknown} binary values of an unknown type: only printable text in them was read`,
          shape.steps,
        );
      if (refused > 0) yield gap("count-limit", "partly", `${refused} files in binary values were not opened`, shape.steps);
    },
  };
}
