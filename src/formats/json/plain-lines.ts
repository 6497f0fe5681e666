import { isAscii } from "node:buffer";
import { CELL_FIELDS, type TableIndex } from "../../model/document.ts";
import { type CellList, cellList } from "../cells.ts";
import { type KeyPath, type LabelTree } from "./labels.ts";

/** Lines that were read together; see `JsonLines` of the kernel. */
interface Batch {
  /** Where their values begin in the block. */
  readonly values: number;
  /** Where they begin in the block's lines. */
  readonly raw: number;
  /** Ordinal and line number of the first. */
  readonly record: number;
  readonly line: number;
  /** For each line where the next one begins, and where its values end; from `raw` and `values` on. */
  readonly ends: Uint32Array;
}

/** Lines of a block of which only the values were written; their cells are found as they are sought. */
export interface PlainLines {
  /** Bytes of lines that are held. */
  size(): number;
  add(lines: Uint8Array, ends: Uint32Array, values: number, record: number, line: number): void;
  /** The table of a block: these cells, and those of the lines; nothing is held afterwards. */
  table(cells: Uint32Array): TableIndex;
}

/** Lines of objects without escapes. */
export function plainLines(tree: LabelTree): PlainLines {
  let batches: Batch[] = [];
  let raw = Buffer.allocUnsafeSlow(65_536);
  let size = 0;
  return {
    size: () => size,
    add(lines, ends, values, record, line) {
      if (size + lines.length > raw.length) {
        const grown = Buffer.allocUnsafeSlow(Math.max(raw.length * 2, size + lines.length));
        grown.set(raw.subarray(0, size));
        raw = grown;
      }
      raw.set(lines, size);
      batches.push({ values, raw: size, record, line, ends });
      size += lines.length;
    },
    table(cells) {
      const { labels } = tree;
      if (batches.length === 0) return { labels, cells };
      const keys = Uint8Array.prototype.slice.call(raw, 0, size);
      const seek = seeker(cells, batches, keys, tree);
      batches = [];
      size = 0;
      return {
        labels,
        keys,
        get cells() {
          return seek.found();
        },
        seek: (offset) => seek.to(offset),
      };
    },
  };
}

/** Gives out the cells that are sought, of both kinds, in the order of the block. */
function seeker(
  ready: Uint32Array,
  batches: readonly Batch[],
  raw: Uint8Array,
  tree: LabelTree,
): { found(): Uint32Array; to(offset: number): void } {
  const found = cellList(16);
  const reader = createLineReader(raw, tree, found);
  let given = found.seen();
  let read = 0;
  let cell = 0;
  let batch = 0;
  let line = -1;
  let lineEnd = 0;
  /** Goes to the line whose values hold `offset`; false when it stands in no line. */
  const toLine = (offset: number): boolean => {
    if (offset < lineEnd) return line >= 0;
    while (batch + 1 < batches.length && (batches[batch + 1] as Batch).values <= offset) {
      batch += 1;
      line = -1;
    }
    const { values, raw: base, record, line: first, ends } = batches[batch] as Batch;
    if (offset < values || offset >= values + (ends[ends.length - 1] as number)) return false;
    do line += 1;
    while (values + (ends[line * 2 + 1] as number) <= offset);
    lineEnd = values + (ends[line * 2 + 1] as number);
    const rawStart = base + (line === 0 ? 0 : (ends[line * 2 - 2] as number));
    reader.begin(rawStart, values + (line === 0 ? 0 : (ends[line * 2 - 1] as number)), record + line, first + line);
    return true;
  };
  const to = (offset: number): void => {
    if (offset < read) return;
    const count = found.count();
    if (toLine(offset)) read = reader.to(offset);
    else {
      while (cell < ready.length && (ready[cell + 1] as number) <= offset) cell += CELL_FIELDS;
      if (cell < ready.length && (ready[cell] as number) <= offset) {
        const [start = 0, end = 0, label = 0, record = 0, atLine = 0, column = 0] = ready.subarray(cell, cell + CELL_FIELDS);
        found.add(start, end, label, record, atLine, column);
        read = end;
      }
    }
    if (found.count() > count) given = found.seen();
  };
  return { found: () => given, to };
}

const [TAB, NEWLINE, RETURN, SPACE, QUOTE, COMMA, COLON] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x3a];
const [BRACKET, UNBRACKET, BRACE, UNBRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Bytes of numbers. */
const NUMBER = Uint8Array.from({ length: 256 }, (_, byte) => Number("0123456789+-.eE".includes(String.fromCharCode(byte))));

/** A key of an earlier line, at the same place in it. */
interface KnownKey {
  readonly parent: KeyPath;
  readonly start: number;
  readonly end: number;
  readonly path: KeyPath;
}

/** Reads a line that is known to be plain, cell by cell. */
function createLineReader(
  raw: Uint8Array,
  tree: LabelTree,
  found: CellList,
): { begin(at: number, values: number, record: number, line: number): void; to(offset: number): number } {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const ascii = isAscii(raw);
  const known: KnownKey[] = [];
  let parents: KeyPath[] = [];
  let path = tree.root;
  let isKey = false;
  let inList = false;
  let keys = 0;
  let at = 0;
  let lineStart = 0;
  let wide = 0;
  let counted = 0;
  let values = 0;
  let record = 0;
  let line = 0;

  const columnOf = (place: number): number => {
    if (!ascii) for (; counted < place; counted += 1) if (((raw[counted] as number) & 0xc0) === 0x80) wide += 1;
    return 1 + place - lineStart - wide;
  };
  const keyAt = (start: number, end: number): KeyPath => {
    const parent = parents[parents.length - 1] ?? tree.root;
    const before = known[keys];
    keys += 1;
    if (before !== undefined && before.parent === parent && isSame(raw, before, start, end)) return before.path;
    const found = tree.child(parent, text.toString("latin1", start, end));
    known[keys - 1] = { parent, start, end, path: found };
    return found;
  };
  /** Takes the value at `[start, end)` of the line; true when it reaches beyond `offset`. */
  const take = (start: number, end: number, offset: number): boolean => {
    const from = values;
    if (end === start) return false;
    values += end - start + 1;
    if (from + end - start <= offset) return false;
    found.add(from, from + end - start, path.index, record, line, columnOf(start));
    return true;
  };
  return {
    begin(start, atValues, ordinal, number) {
      at = start;
      lineStart = start;
      counted = start;
      wide = 0;
      values = atValues;
      record = ordinal;
      line = number;
      parents = [];
      path = tree.root;
      isKey = false;
      inList = false;
      keys = 0;
    },
    /** Adds the first cell that ends behind `offset`; returns up to where nothing is left to seek. */
    to(offset) {
      for (;;) {
        const byte = raw[at];
        if (byte === QUOTE) {
          const start = at + 1;
          let end = start;
          while (raw[end] !== QUOTE) end += 1;
          at = end + 1;
          if (isKey) path = keyAt(start, end);
          else if (take(start, end, offset)) return values - 1;
        } else if (byte === COLON) {
          isKey = false;
          at += 1;
        } else if (byte === COMMA) {
          isKey = !inList;
          at += 1;
        } else if (byte === BRACE) {
          parents.push(path);
          isKey = true;
          at += 1;
        } else if (byte === UNBRACE) {
          parents.pop();
          at += 1;
        } else if (byte === BRACKET || byte === UNBRACKET) {
          inList = byte === BRACKET;
          at += 1;
        } else if (byte === undefined || byte === NEWLINE) return values;
        else if (byte === SPACE || byte === TAB || byte === RETURN) at += 1;
        else if (NUMBER[byte] === 1 && byte !== 0x65) {
          const start = at;
          while (NUMBER[raw[at] as number] === 1) at += 1;
          if (take(start, at, offset)) return values - 1;
        } else at += 1;
      }
    },
  };
}

function isSame(raw: Uint8Array, { start, end }: KnownKey, from: number, to: number): boolean {
  if (end - start !== to - from) return false;
  for (let at = from, other = start; at < to; at += 1, other += 1) if (raw[at] !== raw[other]) return false;
  return true;
}
