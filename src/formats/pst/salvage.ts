import type { ByteSource } from "../../model/bytes.ts";
import { checksum, signature } from "./checksum.ts";
import { openRows, type Rows } from "./columns.ts";
import { blockEntry, nodeEntry, type BlockEntry, type NodeEntry } from "./entries.ts";
import type { Layout } from "./layout.ts";
import { blockKey, idAt, roundUp, viewOf } from "./numbers.ts";
import { BLOCK_TREE, NODE_TREE, treePage, type TreePage } from "./page.ts";

/** Keys `[low, high)`, ascending, that a tree does not tell. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What stands in a file besides its trees: leaf pages that nothing points to, and blocks with their trailers. */
export interface Salvage {
  /** Blocks with a key, those of the newest page first. */
  blocks(key: number): BlockEntry[];
  /** Nodes in a range, ascending; of a node that stands in several pages what the newest says. */
  nodes(low: number, high: number): Generator<NodeEntry>;
  node(key: number): NodeEntry | undefined;
}

const CHUNK = 1_048_576;

/**
 * Looks through the whole file for what is missing from its trees: intact leaf pages by their trailers
 * ([MS-PST] 2.2.2.7.1), and blocks by theirs (2.2.2.8.1), whose signature says where they begin.
 */
export function salvage(source: ByteSource, layout: Layout, nodeHoles: readonly Range[], blockHoles: readonly Range[]): Salvage {
  const nodes = openRows(5);
  const blocks = openRows(5);
  const largest = roundUp(layout.maxBlockData + layout.blockTrailerBytes, layout.blockAlign);
  let held: Uint8Array = new Uint8Array(0);
  let heldFrom = 0;
  for (let at = 0; at < source.size; at += CHUNK) {
    const fresh = source.read(at, Math.min(CHUNK, source.size - at));
    if (fresh.length === 0) break;
    // A block may begin before the bytes in which it ends.
    const kept = held.subarray(Math.max(0, held.length - largest));
    const joined = new Uint8Array(kept.length + fresh.length);
    joined.set(kept);
    joined.set(fresh, kept.length);
    heldFrom = at - kept.length;
    held = joined;
    takePages(held, kept.length, heldFrom, layout, nodeHoles, nodes, blockHoles, blocks);
    if (blockHoles.length > 0) takeBlocks(held, kept.length, heldFrom, layout, blockHoles, blocks);
  }
  nodes.sort();
  blocks.sort();
  return lookup(nodes, blocks);
}

function takePages(
  bytes: Uint8Array,
  from: number,
  start: number,
  layout: Layout,
  nodeHoles: readonly Range[],
  nodes: Rows,
  blockHoles: readonly Range[],
  blocks: Rows,
): void {
  const { pageBytes, trailerAt } = layout;
  // Pages begin at multiples of their size, and so do chunks.
  for (let at = from; at + pageBytes <= bytes.length; at += pageBytes) {
    const type = bytes[at + trailerAt];
    if (type !== BLOCK_TREE && type !== NODE_TREE) continue;
    const holes = type === NODE_TREE ? nodeHoles : blockHoles;
    if (holes.length === 0) continue;
    const page = treePage(bytes.subarray(at, at + pageBytes), layout, type);
    if (page === undefined || page.level > 0 || !page.sound || !liesAt(page, layout, start + at)) continue;
    for (let index = 0; index < page.count; index += 1) {
      if (type === NODE_TREE) {
        const { key, data, subnodes, parent } = nodeEntry(page.view, index * page.entryBytes, layout);
        if (isIn(key, holes)) nodes.add(key, page.bid, data, subnodes, parent);
      } else {
        const { key, offset, stored, size } = blockEntry(page.view, index * page.entryBytes, layout);
        if (isIn(key, holes)) blocks.add(key, page.bid, offset, stored, size);
      }
    }
  }
}

/** The signature of a page is made of where it stands: a page inside an attached file is none of this file. */
function liesAt(page: TreePage, layout: Layout, offset: number): boolean {
  return page.view.getUint16(layout.trailerAt + 2, true) === signature(offset, page.bid);
}

function takeBlocks(bytes: Uint8Array, from: number, start: number, layout: Layout, holes: readonly Range[], blocks: Rows): void {
  const { blockAlign, blockTrailerBytes, blockBidAt, blockCrcAt, maxBlockData, idBytes } = layout;
  const view = viewOf(bytes);
  for (let end = from + blockAlign; end <= bytes.length; end += blockAlign) {
    const trailer = end - blockTrailerBytes;
    const stored = view.getUint16(trailer, true);
    if (stored === 0 || stored > maxBlockData) continue;
    const begin = end - roundUp(stored + blockTrailerBytes, blockAlign);
    if (begin < 0) continue;
    const low = view.getUint32(trailer + blockBidAt, true);
    if (view.getUint16(trailer + 2, true) !== signature(start + begin, low)) continue;
    const key = blockKey(idAt(view, trailer + blockBidAt, idBytes));
    if (key === 0 || !isIn(key, holes)) continue;
    if (checksum(bytes.subarray(begin, begin + stored)) !== view.getUint32(trailer + blockCrcAt, true)) continue;
    const size = layout.version === "unicode4k" ? Math.max(stored, view.getUint16(trailer + 18, true)) : stored;
    blocks.add(key, 0, start + begin, stored, size);
  }
}

function isIn(key: number, ranges: readonly Range[]): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle] as Range;
    if (key < range.low) high = middle;
    else if (key >= range.high) low = middle + 1;
    else return true;
  }
  return false;
}

function lookup(nodes: Rows, blocks: Rows): Salvage {
  const nodeAt = (index: number): NodeEntry => ({
    key: nodes.at(index, 0),
    data: nodes.at(index, 2),
    subnodes: nodes.at(index, 3),
    parent: nodes.at(index, 4),
  });
  return {
    blocks(key) {
      const found: BlockEntry[] = [];
      for (let index = blocks.from(key); index < blocks.count() && blocks.at(index, 0) === key; index += 1) {
        found.push({ key, offset: blocks.at(index, 2), stored: blocks.at(index, 3), size: blocks.at(index, 4) });
      }
      return found;
    },
    *nodes(low, high) {
      let last = -1;
      for (let index = nodes.from(low); index < nodes.count(); index += 1) {
        const entry = nodeAt(index);
        if (entry.key >= high) return;
        if (entry.key !== last) yield entry;
        last = entry.key;
      }
    },
    node(key) {
      const index = nodes.from(key);
      return index < nodes.count() && nodes.at(index, 0) === key ? nodeAt(index) : undefined;
    },
  };
}
