/** A growing column of 32-bit integers: a million findings cost megabytes, not objects. */
export interface Column {
  readonly length: number;
  push(value: number): void;
  readonly at: (index: number) => number;
}

/** An empty column. Values must fit in a signed 32-bit integer. */
export function createColumn(): Column {
  let data = new Int32Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === data.length) {
        const wider = new Int32Array(length * 2);
        wider.set(data);
        data = wider;
      }
      data[length] = value;
      length += 1;
    },
    at(index) {
      if (index >= length) throw new RangeError("column index out of range");
      return at(data, index);
    },
  };
}

/** The element at `index`; throws where an unchecked read would go on with `undefined`. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError("index out of range");
  return value;
}

/** Numbers texts in the order in which they are first seen. */
export interface Interner {
  readonly size: number;
  /** The text's number, from 0; `undefined` if it was never added. */
  get(text: string): number | undefined;
  /** The text's number, from 0; a new text gets the next one. */
  add(text: string): number;
}

/** An empty interner. */
export function createInterner(): Interner {
  const numbers = new Map<string, number>();
  return {
    get size() {
      return numbers.size;
    },
    get: (text) => numbers.get(text),
    add(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
  };
}
