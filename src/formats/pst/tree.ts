import type { Layout } from "./layout.ts";
import { idAt } from "./numbers.ts";
import { keyAt, type TreePage, type TreeType } from "./page.ts";

/** A reference to a page (BREF, [MS-PST] 2.2.2.4). */
export interface PageRef {
  readonly bid: number;
  readonly offset: number;
}

/** Keys `[low, high)` of which the tree knows nothing, or (`weak`, in order) what a damaged leaf says. */
export interface Hole<Entry> {
  readonly kind: "hole";
  readonly low: number;
  readonly high: number;
  readonly weak: readonly Entry[];
}

/** One of the two trees of a file. */
export interface Tree<Entry> {
  /** The entry with a key; `lost` when a page is damaged that could have it (then an entry may be wrong). */
  find(key: number): { readonly entry: Entry | undefined; readonly lost: boolean };
  /** All entries in ascending order of keys, and what is missing between them. */
  walk(): Generator<Entry | Hole<Entry>>;
}

export interface TreeParts<Entry> {
  readonly layout: Layout;
  readonly type: TreeType;
  readonly root: PageRef;
  readonly page: (offset: number) => TreePage | undefined;
  readonly entry: (view: DataView, at: number, layout: Layout) => Entry;
}

/** A tree below its root page. Pages that are not what their parent says they are, are holes. */
export function openTree<Entry extends { readonly key: number }>(parts: TreeParts<Entry>): Tree<Entry> {
  const { layout, type, root } = parts;

  /** A child page; its keys lie in the range of its parent, so that no page is gone down twice. */
  const pageAt = (ref: PageRef, level: number | undefined, low: number, high: number): TreePage | undefined => {
    const page = parts.page(ref.offset);
    if (page === undefined || page.bid !== ref.bid || (level !== undefined && page.level !== level)) return undefined;
    if (page.count === 0) return page;
    const first = keyAt(page, 0, layout, type);
    return first >= low && first < high ? page : undefined;
  };

  const childAt = (page: TreePage, index: number): PageRef => {
    const at = index * page.entryBytes + layout.idBytes;
    return { bid: idAt(page.view, at, layout.idBytes), offset: idAt(page.view, at + layout.idBytes, layout.idBytes) };
  };

  const entryAt = (page: TreePage, index: number): Entry => parts.entry(page.view, index * page.entryBytes, layout);

  function* below(ref: PageRef, level: number | undefined, low: number, high: number): Generator<Entry | Hole<Entry>> {
    const page = pageAt(ref, level, low, high);
    if (page === undefined || (page.level > 0 && !page.sound)) {
      yield { kind: "hole", low, high, weak: [] };
      return;
    }
    if (page.level === 0 && !page.sound) {
      yield { kind: "hole", low, high, weak: ascending(page, low, high).map((index) => entryAt(page, index)) };
      return;
    }
    const indices = ascending(page, low, high);
    for (const [order, index] of indices.entries()) {
      if (page.level === 0) yield entryAt(page, index);
      else {
        const next = indices[order + 1];
        const until = next === undefined ? high : keyAt(page, next, layout, type);
        yield* below(childAt(page, index), page.level - 1, keyAt(page, index, layout, type), until);
      }
    }
  }

  /** Indices of the entries whose keys ascend within a range; others are damage, and would be read twice. */
  const ascending = (page: TreePage, low: number, high: number): number[] => {
    const indices: number[] = [];
    let last = low - 1;
    for (let index = 0; index < page.count; index += 1) {
      const key = keyAt(page, index, layout, type);
      if (key <= last || key >= high) continue;
      indices.push(index);
      last = key;
    }
    return indices;
  };

  return {
    find(key) {
      let page = pageAt(root, undefined, 0, Number.POSITIVE_INFINITY);
      let low = 0;
      let high = Number.POSITIVE_INFINITY;
      for (;;) {
        if (page === undefined || (page.level > 0 && !page.sound)) return { entry: undefined, lost: true };
        const index = lastUpTo(page, key, layout, type);
        if (page.level === 0) {
          const found = index >= 0 && keyAt(page, index, layout, type) === key;
          return { entry: found ? entryAt(page, index) : undefined, lost: !page.sound };
        }
        if (index < 0) return { entry: undefined, lost: false };
        low = keyAt(page, index, layout, type);
        if (index + 1 < page.count) high = keyAt(page, index + 1, layout, type);
        page = pageAt(childAt(page, index), page.level - 1, low, high);
      }
    },
    walk: () => below(root, undefined, 0, Number.POSITIVE_INFINITY),
  };
}

/** Index of the last entry whose key is not above `key`, else -1. */
function lastUpTo(page: TreePage, key: number, layout: Layout, type: TreeType): number {
  let from = 0;
  let to = page.count;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (keyAt(page, middle, layout, type) <= key) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
