import { CELL_FIELDS, type TableIndex, type TextPart } from "../model/document.ts";
import type { Folded } from "../text/fold.ts";

/** Where the core of a part lies in its folded bytes. */
export function foldedCore(folded: Folded, { core, bytes }: TextPart): TextPart["core"] {
  const start = core.start === 0 ? 0 : folded.folded(core.start);
  const end = core.end === bytes.length ? folded.bytes.length : folded.folded(core.end);
  return { start, end };
}

/** Start and end of each cell, in the folded bytes if there are any. */
export function foldedCells({ cells }: TableIndex, folded: Folded | undefined): Uint32Array {
  const borders = new Uint32Array((cells.length / CELL_FIELDS) * 2);
  for (let cell = 0; cell * 2 < borders.length; cell += 1) {
    const start = cells[cell * CELL_FIELDS] as number;
    const end = cells[cell * CELL_FIELDS + 1] as number;
    borders[cell * 2] = folded === undefined ? start : folded.folded(start);
    borders[cell * 2 + 1] = folded === undefined ? end : folded.folded(end);
  }
  return borders;
}
