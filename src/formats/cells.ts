import { CELL_FIELDS } from "../model/document.ts";

/** Cells of a block, growing. */
export interface CellList {
  add(start: number, end: number, label: number, record: number, line: number, column: number): void;
  count(): number;
  /** Forgets all cells from the `count`-th on. */
  cut(count: number): void;
  /** What was added so far, as a view. */
  seen(): Uint32Array;
  /** A copy of what was added; the list is empty afterwards. */
  take(): Uint32Array;
}

/** An empty list of cells (see `TableIndex`). */
export function cellList(room = 1_024): CellList {
  let cells = new Uint32Array(CELL_FIELDS * room);
  let used = 0;
  return {
    add(start, end, label, record, line, column) {
      if (used + CELL_FIELDS > cells.length) {
        const larger = new Uint32Array(cells.length * 2);
        larger.set(cells);
        cells = larger;
      }
      cells[used] = start;
      cells[used + 1] = end;
      cells[used + 2] = label;
      cells[used + 3] = record;
      cells[used + 4] = line;
      cells[used + 5] = column;
      used += CELL_FIELDS;
    },
    count: () => used / CELL_FIELDS,
    cut(count) {
      used = count * CELL_FIELDS;
    },
    seen: () => cells.subarray(0, used),
    take() {
      const taken = cells.slice(0, used);
      used = 0;
      return taken;
    },
  };
}

/**
 * The last place at or before `end` where a long text can be cut without cutting a number, a name or
 * an address: after a line end, else after what stands in none of them, else after a space that is not between digits; within 4 KB.
 */
export function safeCut(bytes: Uint8Array, start: number, end: number): number {
  const low = Math.max(start + 1, end - 4_096);
  const newline = bytes.lastIndexOf(10, end - 1);
  if (newline >= low) return newline + 1;
  for (let at = end; at > low; at -= 1) if (!isJoined(bytes[at - 1] ?? 0)) return at;
  for (let at = end; at > low; at -= 1) {
    // A space between digits may stand inside a number.
    if (bytes[at - 1] === 0x20 && !(isDigit(bytes[at - 2]) && isDigit(bytes[at]))) return at;
  }
  let at = end;
  while (at > end - 4 && at > start + 1 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** Letters, digits, non-ASCII, and what stands inside numbers and addresses. */
function isJoined(byte: number): boolean {
  if (byte >= 0x80) return true;
  if (isDigit(byte)) return true;
  if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) return true;
  return (
    byte === 0x20 ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x2f ||
    byte === 0x28 ||
    byte === 0x29 ||
    byte === 0x40 ||
    byte === 0x2b ||
    byte === 0x5f
  );
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
