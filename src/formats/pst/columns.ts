/** Rows of numbers in typed arrays, sorted by their first column: of what is found in a damaged file there may be millions. */
export interface Rows {
  add(...row: readonly number[]): void;
  /** To be called once, when all are there. */
  sort(): void;
  readonly count: () => number;
  /** Index of the first row (in order) whose key is not below `key`. */
  from(key: number): number;
  /** A value of a row, by its index in the order. */
  at(index: number, column: number): number;
}

const FIRST_ROWS = 256;

/** Rows of `width` columns; the key is column 0, and rows with one key stand by column 1, the greatest first. */
export function openRows(width: number): Rows {
  let cells = new Float64Array(FIRST_ROWS * width);
  let count = 0;
  let order = new Uint32Array(0);
  const cell = (row: number, column: number): number => cells[row * width + column] as number;
  const keyOf = (index: number): number => cell(order[index] as number, 0);
  return {
    add(...row) {
      if ((count + 1) * width > cells.length) {
        const larger = new Float64Array(cells.length * 2);
        larger.set(cells);
        cells = larger;
      }
      cells.set(row.slice(0, width), count * width);
      count += 1;
    },
    sort() {
      order = Uint32Array.from({ length: count }, (_, row) => row);
      order.sort((one, other) => cell(one, 0) - cell(other, 0) || cell(other, 1) - cell(one, 1) || one - other);
    },
    count: () => count,
    from(key) {
      let low = 0;
      let high = order.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (keyOf(middle) < key) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    at: (index, column) => cell(order[index] as number, column),
  };
}
