import type { Role, TextPart } from "../../model/document.ts";
import { cellList, safeCut } from "../cells.ts";
import { LINE_FIELDS, type JsonLines } from "../../kernel/index.ts";
import type { LabelTree } from "./labels.ts";
import { plainLines } from "./plain-lines.ts";

const BLOCK_BYTES = 1_048_576;
/** Most documents are small. */
const FIRST_BYTES = 65_536;
/** A longer value is cut into cells. */
const CELL_BYTES = 1_048_576;
/** Lines of which the values alone are written: more bytes of them are not held beside one block. */
const LINES_BYTES = 4 * BLOCK_BYTES;
const NEWLINE = 10;

/** Where values are written: a block of decoded values and the index of their places. */
export interface Sink {
  /** Begins a value or key at this place in the decoded document. */
  begin(line: number, column: number): void;
  byte(byte: number): void;
  bytes(from: Uint8Array, start: number, end: number): void;
  /** The value so far as a string, if it is not longer than `limit` bytes. */
  text(limit: number): string | undefined;
  /** Makes a cell of the beginning of a very long value that goes on here. */
  spill(label: number, record: number, line: number, column: number): void;
  /** Ends the value as a cell. */
  keep(label: number, record: number): void;
  /** Forgets what was begun. */
  drop(): void;
  /**
   * Writes the values of lines that were read at once, the first of them at `at` in `from`, as many
   * as the block has room for; returns how many. Nothing else is begun.
   */
  lines(read: JsonLines, count: number, from: Uint8Array, at: number, skipped: number, record: number, line: number): number;
  /** Parts that are full, or all that is left. */
  take(all: boolean): Generator<TextPart>;
}

/** A sink whose parts have these labels and role. */
export function createSink(tree: LabelTree, role: Role): Sink {
  const cells = cellList(64);
  const plain = plainLines(tree);
  let held = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let filled = 0;
  let start = 0;
  let line = 1;
  let column = 1;
  const full: TextPart[] = [];

  const room = (more: number): void => {
    if (filled + more <= held.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(held.length * 2, filled + more));
    grown.set(held.subarray(0, filled));
    held = grown;
  };
  const flush = (): void => {
    if (start === 0) return;
    const bytes = Uint8Array.prototype.slice.call(held, 0, start);
    full.push({
      kind: "text",
      steps: [],
      role,
      record: "object",
      section: 0,
      bytes,
      core: { start: 0, end: bytes.length },
      origin: { line: 1, column: 1 },
      table: plain.table(cells.take()),
    });
    held.copyWithin(0, start, filled);
    filled -= start;
    start = 0;
  };
  return {
    begin(atLine, atColumn) {
      start = filled;
      line = atLine;
      column = atColumn;
    },
    byte(byte) {
      room(1);
      held[filled] = byte;
      filled += 1;
    },
    bytes(from, begin, end) {
      room(end - begin);
      // Most values are short: a copy byte by byte is then several times faster than a view and `set`.
      if (end - begin > 64) held.set(from.subarray(begin, end), filled);
      else for (let at = begin, to = filled; at < end; at += 1, to += 1) held[to] = from[at] as number;
      filled += end - begin;
    },
    text: (limit) => (filled - start > limit ? undefined : held.toString("utf8", start, filled)),
    spill(label, record, atLine, atColumn) {
      if (filled - start < CELL_BYTES) return;
      const cut = safeCut(held, start, filled);
      cells.add(start, cut, label, record, line, column);
      start = cut;
      flush();
      line = atLine;
      column = atColumn;
    },
    keep(label, record) {
      if (filled > start) {
        cells.add(start, filled, label, record, line, column);
        room(1);
        held[filled] = NEWLINE;
        filled += 1;
      }
      start = filled;
      if (filled >= BLOCK_BYTES) flush();
    },
    drop() {
      filled = start;
    },
    lines({ output, ends }, count, from, at, skipped, record, atLine) {
      let taken = count;
      // A line that fills the block is left to the reader that cuts it between two values.
      while (taken > 0 && filled + (ends[taken * LINE_FIELDS - 1] as number) >= BLOCK_BYTES) taken -= 1;
      if (taken === 0) return 0;
      const raw = (ends[taken * LINE_FIELDS - 2] as number) - skipped;
      if (plain.size() + raw > LINES_BYTES) return 0;
      const more = ends[taken * LINE_FIELDS - 1] as number;
      if (more > 0) {
        const places = ends.slice(0, taken * LINE_FIELDS);
        for (let place = 0; place < places.length; place += LINE_FIELDS) places[place] = (places[place] as number) - skipped;
        plain.add(from.subarray(at, at + raw), places, filled, record, atLine);
        room(more);
        held.set(output.subarray(0, more), filled);
      }
      filled += more;
      start = filled;
      return taken;
    },
    *take(all) {
      if (all) flush();
      yield* full.splice(0);
    },
  };
}
