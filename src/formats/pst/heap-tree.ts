import type { Heap } from "./heap.ts";
import { viewOf } from "./numbers.ts";

/** A record of a tree on a heap. */
export interface HeapRecord {
  /** Its key, of which the first four bytes count. */
  readonly key: number;
  readonly view: DataView;
  /** Offset of its data in `view`, of which there are `bytes`. */
  readonly at: number;
  readonly bytes: number;
}

const SIGNATURE = 0xb5;
const MAX_LEVEL = 8;

/**
 * The records of a B-tree on a heap (BTH, [MS-PST] 2.3.2), in order; what cannot be read is told by
 * `broken`. No item is gone down twice. Undefined when there is no such tree.
 */
export function openHeapTree(heap: Heap, root: number, broken: () => void): Generator<HeapRecord> | undefined {
  const header = heap.item(root);
  if (header === undefined || header.length < 8 || header[0] !== SIGNATURE) return undefined;
  const [, keyBytes = 0, dataBytes = 0, level = 0] = header;
  if (keyBytes < 2 || keyBytes > 16 || dataBytes === 0 || level > MAX_LEVEL) return undefined;
  const first = viewOf(header).getUint32(4, true);
  const seen = new Set<number>();

  function* below(hid: number, depth: number): Generator<HeapRecord> {
    const item = seen.has(hid) ? undefined : heap.item(hid);
    seen.add(hid);
    if (item === undefined) {
      broken();
      return;
    }
    const view = viewOf(item);
    const entryBytes = keyBytes + (depth > 0 ? 4 : dataBytes);
    for (let at = 0; at + entryBytes <= item.length; at += entryBytes) {
      if (depth > 0) yield* below(view.getUint32(at + keyBytes, true), depth - 1);
      else {
        const key = keyBytes >= 4 ? view.getUint32(at, true) : view.getUint16(at, true);
        yield { key, view, at: at + keyBytes, bytes: dataBytes };
      }
    }
  }
  return first === 0 ? empty() : below(first, level);
}

function* empty(): Generator<HeapRecord> {
  // A tree without records has no root.
}
