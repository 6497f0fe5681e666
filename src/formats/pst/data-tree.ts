import type { ByteSource } from "../../model/bytes.ts";
import type { Blocks } from "./blocks.ts";
import { idAt, isInternal, viewOf } from "./numbers.ts";

/** The data of a node: one block, or the blocks that XBLOCKs list ([MS-PST] 2.2.2.8.3). */
export interface DataTree {
  readonly size: number;
  readonly count: number;
  /** Data of one of its blocks; undefined when it is not there. */
  block(index: number): Uint8Array | undefined;
  /** Random access without a copy of the whole; what is missing is zeros. */
  readonly source: ByteSource;
}

/** Opens the data of a node by its BID (0: none). Sizes are those of the blocks, not the total that an XBLOCK states. */
export function openData(blocks: Blocks, bid: number): DataTree {
  const leaves = bid === 0 ? [] : isInternal(bid) ? leavesOf(blocks, bid) : [bid];
  const ends = new Float64Array(leaves.length);
  let size = 0;
  for (const [index, leaf] of leaves.entries()) {
    const known = blocks.size(leaf);
    if (known === undefined) blocks.damage.missing.add(leaf);
    // Only the last block of a tree may be short: what follows a lost one stays in its place.
    size += known ?? (index + 1 < leaves.length ? blocks.layout.maxBlockData : 0);
    ends[index] = size;
  }
  const block = (index: number): Uint8Array | undefined => {
    const leaf = leaves[index];
    return leaf === undefined ? undefined : blocks.read(leaf);
  };
  return { size, count: leaves.length, block, source: sourceOf(size, ends, block) };
}

/** BIDs of the data blocks, in order; each once, so that a small file cannot state endless data. */
function leavesOf(blocks: Blocks, bid: number): number[] {
  const leaves: number[] = [];
  const seen = new Set<number>([bid]);
  const go = (list: number, level: number): void => {
    const bytes = blocks.read(list);
    if (bytes === undefined || bytes.length < 8 || bytes[0] !== 1 || (bytes[1] ?? 0) !== level) {
      if (bytes !== undefined) blocks.damage.wrong.add(list);
      return;
    }
    const { idBytes } = blocks.layout;
    const view = viewOf(bytes);
    const stated = view.getUint16(2, true);
    const count = Math.min(stated, Math.floor((bytes.length - 8) / idBytes));
    if (count < stated) blocks.damage.wrong.add(list);
    for (let index = 0; index < count; index += 1) {
      const one = idAt(view, 8 + index * idBytes, idBytes);
      if (one === 0 || seen.has(one) || isInternal(one) !== level > 1) {
        blocks.damage.wrong.add(list);
        continue;
      }
      seen.add(one);
      if (level > 1) go(one, level - 1);
      else leaves.push(one);
    }
  };
  const level = blocks.read(bid)?.[1] === 2 ? 2 : 1;
  go(bid, level);
  return leaves;
}

function sourceOf(size: number, ends: Float64Array, block: (index: number) => Uint8Array | undefined): ByteSource {
  return {
    size,
    read(offset, length) {
      const from = Math.max(0, offset);
      const to = Math.min(size, offset + length);
      if (to <= from) return new Uint8Array(0);
      let index = firstAbove(ends, from);
      const start = index === 0 ? 0 : (ends[index - 1] as number);
      const first = block(index);
      // Most reads lie in one block, of which a view is enough.
      if (to <= (ends[index] as number) && first !== undefined && first.length >= to - start)
        return first.subarray(from - start, to - start);
      const out = new Uint8Array(to - from);
      for (let begin = start; begin < to; index += 1) {
        const end = ends[index] as number;
        const bytes = block(index);
        if (bytes !== undefined) {
          const low = Math.max(from, begin);
          out.set(bytes.subarray(low - begin, Math.min(end, to) - begin), low - from);
        }
        begin = end;
      }
      return out;
    },
  };
}

/** Index of the first end that is above an offset. */
function firstAbove(ends: Float64Array, offset: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
