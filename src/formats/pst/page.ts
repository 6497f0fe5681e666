import type { ByteSource } from "../../model/bytes.ts";
import { checksum } from "./checksum.ts";
import type { Layout } from "./layout.ts";
import { idAt, viewOf } from "./numbers.ts";
import { openRecent } from "./recent.ts";

/** Page types of the two trees ([MS-PST] 2.2.2.7.1). */
export const BLOCK_TREE = 0x80;
export const NODE_TREE = 0x81;
export type TreeType = typeof BLOCK_TREE | typeof NODE_TREE;

/** A page of one of the two trees ([MS-PST] 2.2.2.7.7.1). */
export interface TreePage {
  /** Number of the page: a newer page has a greater one. */
  readonly bid: number;
  /** 0 is a leaf. */
  readonly level: number;
  readonly count: number;
  readonly entryBytes: number;
  readonly view: DataView;
  /** Whether its checksum holds. */
  readonly sound: boolean;
}

/** Outlook makes no tree higher than this; more levels of a hostile file are not gone down. */
const MAX_LEVEL = 8;

/** Bytes of an entry of a page at a level. */
export function entryBytesOf(layout: Layout, type: TreeType, level: number): number {
  if (level > 0) return layout.branchBytes;
  return type === BLOCK_TREE ? layout.blockEntryBytes : layout.nodeEntryBytes;
}

/** The page in these bytes, if they are one of this tree; they are kept. */
export function treePage(bytes: Uint8Array, layout: Layout, type: TreeType): TreePage | undefined {
  if (bytes.length < layout.pageBytes) return undefined;
  if (bytes[layout.trailerAt] !== type || bytes[layout.trailerAt + 1] !== type) return undefined;
  const view = viewOf(bytes);
  const level = view.getUint8(layout.levelAt);
  const entryBytes = view.getUint8(layout.entryBytesAt);
  const count = layout.countBytes === 1 ? view.getUint8(layout.countAt) : view.getUint16(layout.countAt, true);
  if (level > MAX_LEVEL || entryBytes < entryBytesOf(layout, type, level) || count * entryBytes > layout.countAt)
    return undefined;
  const sound = checksum(bytes.subarray(0, layout.trailerAt)) === view.getUint32(layout.pageCrcAt, true);
  return { bid: idAt(view, layout.pageBidAt, layout.idBytes), level, count, entryBytes, view, sound };
}

/** Reads pages of one tree, of which those used last stay in memory, up to `kept` bytes; `undefined` where none is. */
export function pageReader(
  source: ByteSource,
  layout: Layout,
  type: TreeType,
  kept: number,
): (offset: number) => TreePage | undefined {
  const pages = openRecent<TreePage>(kept);
  return (offset) => {
    const known = pages.get(offset);
    if (known !== undefined) return known;
    if (offset <= 0 || offset + layout.pageBytes > source.size) return undefined;
    const read = source.read(offset, layout.pageBytes);
    if (read[layout.trailerAt] !== type) return undefined;
    const page = treePage(new Uint8Array(read), layout, type);
    if (page !== undefined) pages.set(offset, page, layout.pageBytes);
    return page;
  };
}

/** The key of an entry: a BID without its lowest bit, or a node id (of which only 32 bits count). */
export function keyAt(page: TreePage, index: number, layout: Layout, type: TreeType): number {
  const at = index * page.entryBytes;
  if (type === NODE_TREE) return page.view.getUint32(at, true);
  const bid = idAt(page.view, at, layout.idBytes);
  return bid - (bid % 2);
}
