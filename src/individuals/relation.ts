import { at } from "./columns.ts";

/** Distinct pairs of (row, item), as one ascending list of items per row. */
export interface Relation {
  readonly rows: number;
  /** `items[start[row]]` to `items[start[row + 1] - 1]` belong to `row`. */
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Collects pairs; a pair that is added twice counts once. */
export interface PairCollector {
  add(row: number, item: number): void;
  /** The relation of rows to items. */
  byRow(): Relation;
  /** The same pairs seen from the items. */
  byItem(): Relation;
}

/**
 * A collector for up to `capacity` pairs with rows in `[0, rows)` and items in `[0, items)`.
 * A pair is held as one number, exact while rows times items is below 2^53.
 */
export function createPairs(capacity: number, rows: number, items: number): PairCollector {
  const pairs = new Float64Array(capacity);
  let length = 0;
  return {
    add(row, item) {
      if (length === capacity) throw new RangeError("more pairs than announced");
      pairs[length] = row * items + item;
      length += 1;
    },
    byRow: () => relationOf(pairs.slice(0, length), rows, items),
    byItem() {
      const turned = pairs.slice(0, length);
      for (let index = 0; index < length; index += 1) {
        const pair = at(turned, index);
        turned[index] = (pair % items) * rows + Math.floor(pair / items);
      }
      return relationOf(turned, items, rows);
    },
  };
}

function relationOf(pairs: Float64Array, rows: number, items: number): Relation {
  pairs.sort();
  const start = new Int32Array(rows + 1);
  const kept = new Int32Array(pairs.length);
  let length = 0;
  let last = -1;
  for (const pair of pairs) {
    if (pair === last) continue;
    last = pair;
    const row = Math.floor(pair / items);
    kept[length] = pair - row * items;
    length += 1;
    start[row + 1] = length;
  }
  for (let row = 1; row <= rows; row += 1) start[row] = Math.max(at(start, row), at(start, row - 1));
  return { rows, start, items: kept.slice(0, length) };
}

/** The items of a row, ascending; a view. */
export function itemsOf(relation: Relation, row: number): Int32Array {
  return relation.items.subarray(at(relation.start, row), at(relation.start, row + 1));
}

/** Place of `item` of `row` in `relation.items`, or -1. */
export function slotOf(relation: Relation, row: number, item: number): number {
  let low = at(relation.start, row);
  let high = at(relation.start, row + 1) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = at(relation.items, middle);
    if (found === item) return middle;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
