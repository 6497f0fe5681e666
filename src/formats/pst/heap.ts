import type { ByteSource } from "../../model/bytes.ts";
import { memorySource } from "../../bytes/memory.ts";
import type { Blocks } from "./blocks.ts";
import { openData, type DataTree } from "./data-tree.ts";
import { viewOf } from "./numbers.ts";
import { findSubnode, type NodeRef } from "./subnodes.ts";

/** What a heap holds, as its header says (bClientSig, [MS-PST] 2.3.1.2). */
export const PROPERTIES = 0xbc;
export const TABLE = 0x7c;

/** A heap on a node ([MS-PST] 2.3.1), and the subnodes that hold what is too large for it. */
export interface Heap {
  readonly client: number;
  readonly userRoot: number;
  readonly node: NodeRef;
  readonly blocks: Blocks;
  /** An item by its id (HID); undefined when there is none. */
  item(hid: number): Uint8Array | undefined;
  /** A value by its id (HNID): an item of the heap, or the data of a subnode. */
  value(hnid: number): ByteSource | undefined;
  /** The data of a subnode, block by block. */
  subnodeData(nid: number): DataTree | undefined;
}

const SIGNATURE = 0xec;

/** Opens the heap of a node; undefined when its data is none. */
export function openHeap(blocks: Blocks, node: NodeRef): Heap | undefined {
  const data = openData(blocks, node.data);
  const first = data.block(0);
  if (first === undefined || first.length < 12 || first[2] !== SIGNATURE) return undefined;
  const view = viewOf(first);
  const { heapIndexBits } = blocks.layout;

  const item = (hid: number): Uint8Array | undefined => {
    const index = (hid >>> 5) & (2 ** heapIndexBits - 1);
    const block = data.block(hid >>> (5 + heapIndexBits));
    return (hid & 0x1f) !== 0 || index === 0 || block === undefined ? undefined : allocation(block, index);
  };
  const subnodeData = (nid: number): DataTree | undefined => {
    const subnode = findSubnode(blocks, node.subnodes, nid);
    return subnode === undefined ? undefined : openData(blocks, subnode.data);
  };
  return {
    client: first[3] as number,
    userRoot: view.getUint32(4, true),
    node,
    blocks,
    item,
    value(hnid) {
      if ((hnid & 0x1f) !== 0) return subnodeData(hnid)?.source;
      const found = item(hnid);
      return found === undefined ? undefined : memorySource(found);
    },
    subnodeData,
  };
}

/** Allocation `index` (from 1) of a block, by the page map that its first two bytes point to (HNPAGEMAP, 2.3.1.5). */
function allocation(block: Uint8Array, index: number): Uint8Array | undefined {
  if (block.length < 2) return undefined;
  const view = viewOf(block);
  const map = view.getUint16(0, true);
  const at = map + 4 + (index - 1) * 2;
  if (at + 4 > block.length || index > view.getUint16(map, true)) return undefined;
  const start = view.getUint16(at, true);
  const end = view.getUint16(at + 2, true);
  return start <= end && end <= block.length ? block.subarray(start, end) : undefined;
}
