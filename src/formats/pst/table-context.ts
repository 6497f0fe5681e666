import type { Property, PropertyBag, PropertyName, PropertyValue } from "../outlook/item.ts";
import type { Blocks } from "./blocks.ts";
import { openHeapTree } from "./heap-tree.ts";
import { TABLE, openHeap, type Heap } from "./heap.ts";
import { viewOf } from "./numbers.ts";
import { propertyOf } from "./property-context.ts";
import type { NodeRef } from "./subnodes.ts";
import { fixedBytes, fixedValue, variableValues, type Decoding } from "./values.ts";

interface Column {
  readonly id: number;
  readonly type: number;
  readonly at: number;
  readonly bytes: number;
  /** Its bit in the map of the cells that exist. */
  readonly bit: number;
}

/** A row: its id (mostly that of a node), and where its cells are. */
export interface TableRow {
  readonly id: number;
  /** Undefined when only its id is known. */
  readonly cells: Uint8Array | undefined;
}

/** A table on a node (TC, [MS-PST] 2.3.4). */
export interface TableContext {
  /** All rows by the index of rows, one by one. */
  rows(): Generator<TableRow>;
  /** The ids of all rows. */
  ids(): Generator<number>;
  /** The cells of a row as properties. */
  bag(row: TableRow, names: (id: number) => PropertyName | undefined, decoding: Decoding): PropertyBag;
  /** How often something of it could not be read. */
  readonly broken: () => number;
}

/** Opens the table of a node; undefined when there is none to read. */
export function openTable(blocks: Blocks, node: NodeRef): TableContext | undefined {
  const heap = openHeap(blocks, node);
  const info = heap?.client === TABLE ? heap.item(heap.userRoot) : undefined;
  if (heap === undefined || info === undefined || info.length < 22 || info[0] !== TABLE) return undefined;
  const view = viewOf(info);
  const rowBytes = view.getUint16(8, true);
  const bitsAt = view.getUint16(6, true);
  const columns = columnsOf(view, info[1] ?? 0, rowBytes);
  const rowsAt = view.getUint32(14, true);
  let broken = 0;
  const index = (): Iterable<{ id: number; row: number }> => rowIndex(heap, view.getUint32(10, true), () => (broken += 1));
  return {
    broken: () => broken,
    *rows() {
      const cellsOf = rowReader(heap, rowsAt, rowBytes);
      for (const { id, row } of index()) {
        const cells = cellsOf(row);
        if (cells === undefined) broken += 1;
        yield { id, cells };
      }
    },
    *ids() {
      for (const { id } of index()) yield id;
    },
    bag({ cells }, names, decoding) {
      const properties: Property[] = [];
      let lost = 0;
      if (cells === undefined) return { properties, broken: 1 };
      const row = viewOf(cells);
      for (const column of columns) {
        if (((cells[bitsAt + (column.bit >> 3)] ?? 0) & (0x80 >> (column.bit & 7))) === 0) continue;
        const values = cellValues(heap, column, row, decoding);
        if (values === undefined) lost += 1;
        else for (const value of values) properties.push(propertyOf(column.id, value, names));
      }
      return { properties, broken: lost };
    },
  };
}

function columnsOf(view: DataView, count: number, rowBytes: number): Column[] {
  const columns: Column[] = [];
  for (let at = 22; at + 8 <= view.byteLength && columns.length < count; at += 8) {
    const column = {
      type: view.getUint16(at, true),
      id: view.getUint16(at + 2, true),
      at: view.getUint16(at + 4, true),
      bytes: view.getUint8(at + 6),
      bit: view.getUint8(at + 7),
    };
    if (column.at + column.bytes <= rowBytes) columns.push(column);
  }
  return columns;
}

/** The index of rows: the id of each, and which one it is. */
function* rowIndex(heap: Heap, root: number, broken: () => void): Generator<{ id: number; row: number }> {
  if (root === 0) return;
  const records = openHeapTree(heap, root, broken);
  if (records === undefined) {
    broken();
    return;
  }
  for (const { key, view, at, bytes } of records) {
    yield { id: key, row: bytes >= 4 ? view.getUint32(at, true) : bytes >= 2 ? view.getUint16(at, true) : view.getUint8(at) };
  }
}

/** Finds rows by their number. Rows are one item of the heap, or lie in the blocks of a subnode, none across two of them. */
function rowReader(heap: Heap, hnid: number, rowBytes: number): (row: number) => Uint8Array | undefined {
  if (hnid === 0 || rowBytes === 0) return () => undefined;
  const within = (bytes: Uint8Array | undefined, row: number): Uint8Array | undefined =>
    bytes !== undefined && (row + 1) * rowBytes <= bytes.length
      ? bytes.subarray(row * rowBytes, (row + 1) * rowBytes)
      : undefined;
  if ((hnid & 0x1f) === 0) {
    const item = heap.item(hnid);
    return (row) => within(item, row);
  }
  const data = heap.subnodeData(hnid);
  // All blocks but the last are full, also where the first cannot be read.
  const inBlock = Math.floor((data?.count === 1 ? data.size : Math.max(heap.blocks.layout.maxBlockData, 0)) / rowBytes);
  const known = data === undefined || data.count < 2 ? undefined : data.block(0);
  const perBlock = known === undefined ? inBlock : Math.floor(known.length / rowBytes);
  if (data === undefined || perBlock === 0) return () => undefined;
  return (row) => within(data.block(Math.floor(row / perBlock)), row % perBlock);
}

/** The values of a cell; undefined when they cannot be read. */
function cellValues(heap: Heap, column: Column, row: DataView, decoding: Decoding): readonly PropertyValue[] | undefined {
  const { type, at, bytes } = column;
  const size = fixedBytes(type);
  if (size !== undefined && size <= bytes) {
    const value = fixedValue(type, row, at);
    return value === undefined ? undefined : [value];
  }
  if (bytes < 4) return undefined;
  const hnid = row.getUint32(at, true);
  if (hnid === 0) return [];
  const source = heap.value(hnid);
  if (source === undefined) return undefined;
  if (size === undefined) return variableValues(type, source, decoding);
  const held = new Uint8Array(source.read(0, size));
  const value = held.length < size ? undefined : fixedValue(type, viewOf(held), 0);
  return value === undefined ? undefined : [value];
}
