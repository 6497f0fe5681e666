import { isWord } from "../csv/dialect.ts";

/** Rows from the top of a sheet, or from a blank row, in which a row of heads is looked for. */
const WITHIN = 20;
/** Below a blank row only a table of some width begins anew. */
const LEAST_BELOW = 3;

/** Tells which rows of a sheet name its columns. */
export interface Heads {
  /**
   * Hears a row that has ended: its number, the bytes and all cells so far, and which cell is its first. Gives
   * the heads by column when it is a row of heads.
   */
  row(line: number, bytes: Buffer, cells: Uint32Array, first: number): string[] | undefined;
}

export function createHeads(): Heads {
  let looking = WITHIN;
  let last = 0;
  let known = false;
  return {
    row(line, bytes, cells, first) {
      if (last > 0 && line > last + 1) looking = WITHIN;
      last = line;
      if (looking === 0) return undefined;
      looking -= 1;
      const heads: string[] = [];
      let filled = 0;
      for (let at = first * 6; at < cells.length; at += 6) {
        const column = (cells[at + 5] as number) - 1;
        const text = bytes.toString("utf8", cells[at], Math.min(cells[at + 1] as number, (cells[at] as number) + 400)).trim();
        if (text === "") continue;
        if (!isWord(text) || column > 16_383) return undefined;
        while (heads.length < column) heads.push("");
        heads[column] = text;
        filled += 1;
      }
      if (filled < (known ? LEAST_BELOW : 2) || new Set(heads.filter((head) => head !== "")).size < filled) return undefined;
      looking = 0;
      known = true;
      return heads;
    },
  };
}
