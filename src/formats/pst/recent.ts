/** Keeps what was used last, by number, up to about `room` in weight. */
export interface Recent<Value> {
  get(key: number): Value | undefined;
  set(key: number, value: Value, weight: number): void;
}

/**
 * Two generations in place of an order of use: when the younger one has half of the room, the older one is
 * given up. To move an entry of a map to its end at each use costs more than to read a page.
 */
export function openRecent<Value>(room: number): Recent<Value> {
  let young = new Map<number, { readonly value: Value; readonly weight: number }>();
  let old = young;
  let filled = 0;
  const put = (key: number, entry: { readonly value: Value; readonly weight: number }): void => {
    if (filled + entry.weight > room / 2 && filled > 0) {
      old = young;
      young = new Map();
      filled = 0;
    }
    young.set(key, entry);
    filled += entry.weight;
  };
  return {
    get(key) {
      const known = young.get(key);
      if (known !== undefined) return known.value;
      const older = old.get(key);
      if (older !== undefined) put(key, older);
      return older?.value;
    },
    set: (key, value, weight) => put(key, { value, weight }),
  };
}
