/** A growing column of 32-bit integers: a million findings cost megabytes, not objects. */
export interface Column {
  readonly length: number;
  push(value: number): void;
  set(index: number, value: number): void;
  readonly at: (index: number) => number;
}

/** A column grows by pieces of this many numbers: doubling would hold it three times over while it is copied. */
const PIECE_BITS = 13;
const PIECE = 1 << PIECE_BITS;

/** An empty column. Values must fit in a signed 32-bit integer. */
export function createColumn(): Column {
  const pieces: Int32Array[] = [];
  let last = new Int32Array(0);
  let length = 0;
  const pieceOf = (index: number): Int32Array => {
    if (index >= length) throw new RangeError("column index out of range");
    return pieces[index >>> PIECE_BITS] as Int32Array;
  };
  return {
    get length() {
      return length;
    },
    push(value) {
      const place = length & (PIECE - 1);
      if (place === 0) {
        last = new Int32Array(PIECE);
        pieces.push(last);
      }
      last[place] = value;
      length += 1;
    },
    set(index, value) {
      pieceOf(index)[index & (PIECE - 1)] = value;
    },
    at: (index) => pieceOf(index)[index & (PIECE - 1)] as number,
  };
}

/** The element at `index`; throws where an unchecked read would go on with `undefined`. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError("index out of range");
  return value;
}
