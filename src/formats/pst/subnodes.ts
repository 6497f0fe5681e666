import type { Blocks } from "./blocks.ts";
import { idAt, viewOf } from "./numbers.ts";

/** Data and subnodes of a node, by their BIDs (0: none). */
export interface NodeRef {
  readonly data: number;
  readonly subnodes: number;
}

export interface Subnode extends NodeRef {
  readonly nid: number;
}

/** SIBLOCKs of Outlook list SLBLOCKs, and these subnodes; a deeper tree is none. */
const MAX_LEVEL = 1;

/** All subnodes of a node ([MS-PST] 2.2.2.8.3.3), in order. No block is gone down twice. */
export function* subnodesOf(blocks: Blocks, bid: number): Generator<Subnode> {
  if (bid !== 0) yield* below(blocks, bid, MAX_LEVEL, new Set());
}

/** One subnode by its id. */
export function findSubnode(blocks: Blocks, bid: number, nid: number): Subnode | undefined {
  if (bid === 0) return undefined;
  let list = listAt(blocks, bid);
  if (list !== undefined && list.level > 0) {
    const index = lastUpTo(list, nid);
    list = index < 0 ? undefined : listAt(blocks, list.id(index, 1));
  }
  if (list === undefined || list.level > 0) return undefined;
  const index = lastUpTo(list, nid);
  if (index < 0 || list.nid(index) !== nid) return undefined;
  return { nid, data: list.id(index, 1), subnodes: list.id(index, 2) };
}

interface List {
  readonly level: number;
  readonly count: number;
  nid(index: number): number;
  id(index: number, field: 1 | 2): number;
}

function listAt(blocks: Blocks, bid: number): List | undefined {
  const bytes = blocks.read(bid);
  if (bytes === undefined) return undefined;
  const { idBytes, subnodeEntriesAt } = blocks.layout;
  if (bytes.length < subnodeEntriesAt || bytes[0] !== 2) {
    blocks.damage.wrong.add(bid);
    return undefined;
  }
  const view = viewOf(bytes);
  const level = view.getUint8(1);
  const entryBytes = idBytes * (level === 0 ? 3 : 2);
  const stated = view.getUint16(2, true);
  const count = Math.min(stated, Math.floor((bytes.length - subnodeEntriesAt) / entryBytes));
  if (count < stated) blocks.damage.wrong.add(bid);
  const at = (index: number): number => subnodeEntriesAt + index * entryBytes;
  return {
    level,
    count,
    nid: (index) => view.getUint32(at(index), true),
    id: (index, field) => idAt(view, at(index) + field * idBytes, idBytes),
  };
}

function lastUpTo(list: List, nid: number): number {
  let low = 0;
  let high = list.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list.nid(middle) <= nid) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function* below(blocks: Blocks, bid: number, level: number, seen: Set<number>): Generator<Subnode> {
  if (seen.has(bid)) return;
  seen.add(bid);
  const list = listAt(blocks, bid);
  if (list === undefined || list.level > level) return;
  for (let index = 0; index < list.count; index += 1) {
    if (list.level > 0) yield* below(blocks, list.id(index, 1), list.level - 1, seen);
    else yield { nid: list.nid(index), data: list.id(index, 1), subnodes: list.id(index, 2) };
  }
}
