/** The first `limit` of a sequence in an order, kept while the sequence goes by; and how many there were. */
export interface Top<T> {
  readonly items: readonly T[];
  readonly seen: number;
  add(item: T): void;
}

/**
 * Keeps at most `limit` items, the least by `compare` (negative: `a` comes first). Among
 * equals the earlier stays, so that the result depends on the order of the input only.
 */
export function createTop<T>(limit: number, compare: (a: T, b: T) => number): Top<T> {
  const items: T[] = [];
  let seen = 0;
  return {
    items,
    get seen() {
      return seen;
    },
    add(item) {
      seen += 1;
      let place = items.length;
      while (place > 0 && compare(item, items[place - 1] as T) < 0) place -= 1;
      if (place >= limit) return;
      items.splice(place, 0, item);
      if (items.length > limit) items.pop();
    },
  };
}
