import type { TextPart } from "../model/document.ts";
import { cellList, safeCut } from "./cells.ts";

/** Bytes of values in one part. */
const BLOCK_BYTES = 1_048_576;
const FIRST_BYTES = 16_384;
/** Up to here a copy byte by byte is several times faster than a view and `set`. */
const SHORT = 64;
const NEWLINE = 10;

/** What all parts of one list of records have in common. */
export type RecordShape = Pick<TextPart, "steps" | "role" | "record">;

/** Writes values one under the other, as parts with an index of their places. */
export interface RecordParts {
  /** A value in UTF-8 with the index of its label, its record, and its line and column in the document. */
  bytes(value: Uint8Array, label: number, record: number, line: number, column: number): void;
  /** The value `[start, end)` of `from`; quicker than `bytes` where values are short. */
  range(from: Uint8Array, start: number, end: number, label: number, record: number, line: number, column: number): void;
  text(value: string, label: number, record: number, line: number, column: number): void;
  /** Parts that are full; with `all` also what is left. */
  take(all: boolean): Generator<TextPart>;
}

/** An empty list of records; `labels` may grow while values are written. */
export function recordParts(shape: RecordShape, labels: readonly string[]): RecordParts {
  const cells = cellList(64);
  const full: TextPart[] = [];
  let held = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let filled = 0;
  const room = (more: number): void => {
    if (filled + more <= held.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(held.length * 2, filled + more));
    grown.set(held.subarray(0, filled));
    held = grown;
  };
  const flush = (): void => {
    if (filled === 0) return;
    const bytes = Uint8Array.prototype.slice.call(held, 0, filled);
    full.push({
      kind: "text",
      ...shape,
      section: 0,
      bytes,
      core: { start: 0, end: bytes.length },
      origin: { line: 1, column: 1 },
      table: { labels, cells: cells.take() },
    });
    filled = 0;
  };
  const keep = (length: number, label: number, record: number, line: number, column: number): void => {
    const end = filled + length;
    cells.add(filled, end, label, record, line, column);
    held[end] = NEWLINE;
    filled = end + 1;
    if (filled >= BLOCK_BYTES) flush();
  };
  const bytes: RecordParts["bytes"] = (value, label, record, line, column) => {
    for (let from = 0; from < value.length;) {
      const end = value.length - from > BLOCK_BYTES ? safeCut(value, from, from + BLOCK_BYTES) : value.length;
      room(end - from + 1);
      held.set(value.subarray(from, end), filled);
      keep(end - from, label, record, line, column);
      from = end;
    }
  };
  return {
    bytes,
    range(from, start, end, label, record, line, column) {
      if (end - start > SHORT) return bytes(from.subarray(start, end), label, record, line, column);
      if (end <= start) return;
      room(end - start + 1);
      for (let at = start, to = filled; at < end; at += 1, to += 1) held[to] = from[at] as number;
      keep(end - start, label, record, line, column);
    },
    text(value, label, record, line, column) {
      if (value === "") return;
      if (value.length * 3 > BLOCK_BYTES) return bytes(Buffer.from(value), label, record, line, column);
      room(value.length * 3 + 1);
      keep(held.write(value, filled, "utf8"), label, record, line, column);
    },
    *take(all) {
      if (all) flush();
      yield* full.splice(0);
    },
  };
}
