import type { Layout } from "./layout.ts";
import { idAt } from "./numbers.ts";

/** Where a block lies (BBTENTRY, [MS-PST] 2.2.2.7.7.3). */
export interface BlockEntry {
  /** BID without its lowest bit. */
  readonly key: number;
  readonly offset: number;
  /** Bytes of its data in the file. */
  readonly stored: number;
  /** Bytes of its data; more than `stored` when it is compressed. */
  readonly size: number;
}

/** A node (NBTENTRY, [MS-PST] 2.2.2.7.7.4). */
export interface NodeEntry {
  /** Node id. */
  readonly key: number;
  /** BID of its data, 0 when it has none. */
  readonly data: number;
  /** BID of its subnodes, 0 when it has none. */
  readonly subnodes: number;
  /** Node id of the folder that it is in; 0 for what is in none. */
  readonly parent: number;
}

/** Reads an entry of a leaf of the tree of blocks. */
export function blockEntry(view: DataView, at: number, layout: Layout): BlockEntry {
  const { idBytes } = layout;
  const bid = idAt(view, at, idBytes);
  const stored = view.getUint16(at + 2 * idBytes, true);
  const inflated = layout.version === "unicode4k" ? view.getUint16(at + 2 * idBytes + 2, true) : stored;
  return { key: bid - (bid % 2), offset: idAt(view, at + idBytes, idBytes), stored, size: Math.max(stored, inflated) };
}

/** Reads an entry of a leaf of the tree of nodes. */
export function nodeEntry(view: DataView, at: number, { idBytes }: Layout): NodeEntry {
  return {
    key: view.getUint32(at, true),
    data: idAt(view, at + idBytes, idBytes),
    subnodes: idAt(view, at + 2 * idBytes, idBytes),
    parent: view.getUint32(at + 3 * idBytes, true),
  };
}
