/** A set of node ids, a bit each: a file may have millions of messages. */
export interface NidSet {
  /** Adds an id; true when it was not there. */
  add(nid: number): boolean;
}

const PAGE_BITS = 65_536;

/** An empty set. Pages of bits are made where ids are. */
export function nidSet(): NidSet {
  const pages = new Map<number, Uint32Array>();
  return {
    add(nid) {
      const number = Math.floor(nid / PAGE_BITS);
      let page = pages.get(number);
      if (page === undefined) {
        page = new Uint32Array(PAGE_BITS / 32);
        pages.set(number, page);
      }
      const bit = nid % PAGE_BITS;
      const word = page[bit >>> 5] ?? 0;
      const mask = 1 << (bit & 31);
      page[bit >>> 5] = word | mask;
      return (word & mask) === 0;
    },
  };
}
