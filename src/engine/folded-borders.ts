import { CELL_FIELDS, type TableIndex, type TextPart } from "../model/document.ts";
import type { Folded } from "../text/fold.ts";

/** Where the core of a part lies in its folded bytes. */
export function foldedCore(folded: Folded, { core, bytes }: TextPart): TextPart["core"] {
  const start = core.start === 0 ? 0 : folded.folded(core.start);
  const end = core.end === bytes.length ? folded.bytes.length : folded.folded(core.end);
  return { start, end };
}

/** The cell that holds an offset; its borders are in the folded bytes if there are any. */
export interface Cells {
  readonly cell: number;
  readonly low: number;
  readonly high: number;
  /** Goes to the cell that holds `offset` (ascending); false when none does. */
  to(offset: number): boolean;
}

/** A pointer into the cells of a table, which may be found only as they are asked for. */
export function createCells(table: TableIndex, folded: Folded | undefined): Cells {
  const at = { cell: -1, low: 0, high: 0, to };
  let { cells } = table;
  function to(offset: number): boolean {
    if (offset < at.high) return at.low <= offset;
    if (table.seek !== undefined) {
      table.seek(folded === undefined ? offset : folded.original(offset));
      ({ cells } = table);
    }
    for (let cell = at.cell + 1; cell * CELL_FIELDS < cells.length; cell += 1) {
      const end = cells[cell * CELL_FIELDS + 1] as number;
      const high = folded === undefined ? end : folded.folded(end);
      if (high <= offset) continue;
      const start = cells[cell * CELL_FIELDS] as number;
      at.cell = cell;
      at.low = folded === undefined ? start : folded.folded(start);
      at.high = high;
      return at.low <= offset;
    }
    return false;
  }
  return at;
}
