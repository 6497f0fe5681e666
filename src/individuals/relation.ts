import { at } from "./columns.ts";

/** Distinct pairs of (row, item), as one ascending list of items per row. */
export interface Relation {
  readonly rows: number;
  /** `items[start[row]]` to `items[start[row + 1] - 1]` belong to `row`. */
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Tells every pair; a pair that is told twice counts once. */
export type Pairs = (tell: (row: number, item: number) => void) => void;

/** Lists up to this long are sorted by insertion: most have one or two items. */
const SHORT = 24;

/**
 * The relation of `rows` rows to items. `pairs` is asked twice, for counting and for placing, and
 * must tell the same: that costs less than to hold the pairs beside the relation.
 */
export function relationOf(rows: number, pairs: Pairs): Relation {
  const start = new Int32Array(rows + 1);
  pairs((row) => {
    start[row + 1] = at(start, row + 1) + 1;
  });
  for (let row = 0; row < rows; row += 1) start[row + 1] = at(start, row + 1) + at(start, row);
  const items = new Int32Array(at(start, rows));
  // While the items are placed, each start stands where the next item of its row goes.
  pairs((row, item) => {
    items[at(start, row)] = item;
    start[row] = at(start, row) + 1;
  });
  let from = 0;
  let length = 0;
  for (let row = 0; row < rows; row += 1) {
    const end = at(start, row);
    sortRange(items, from, end);
    start[row] = length;
    for (let place = from; place < end; place += 1) {
      if (place > from && at(items, place) === at(items, length - 1)) continue;
      items[length] = at(items, place);
      length += 1;
    }
    from = end;
  }
  start[rows] = length;
  return { rows, start, items: length * 2 < items.length ? items.slice(0, length) : items.subarray(0, length) };
}

/** The same pairs seen from the items, of which there are `items`. */
export function inverse(relation: Relation, items: number): Relation {
  return relationOf(items, (tell) => {
    for (let row = 0; row < relation.rows; row += 1) {
      for (let place = at(relation.start, row); place < at(relation.start, row + 1); place += 1)
        tell(at(relation.items, place), row);
    }
  });
}

function sortRange(items: Int32Array, from: number, end: number): void {
  if (end - from > SHORT) {
    items.subarray(from, end).sort();
    return;
  }
  for (let place = from + 1; place < end; place += 1) {
    const item = at(items, place);
    let free = place;
    for (; free > from && at(items, free - 1) > item; free -= 1) items[free] = at(items, free - 1);
    items[free] = item;
  }
}

/** How many items a row has. */
export function countOf(relation: Relation, row: number): number {
  return at(relation.start, row + 1) - at(relation.start, row);
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
