import type { ByteSource } from "../../model/bytes.ts";
import type { Sniffed } from "../../model/extractor.ts";
import { checksum } from "./checksum.ts";
import type { Crypt } from "./crypt.ts";
import { LAYOUTS, layoutOf, type Layout } from "./layout.ts";
import { idAt, viewOf } from "./numbers.ts";
import { pageReader, BLOCK_TREE, NODE_TREE } from "./page.ts";
import type { PageRef } from "./tree.ts";

/** What the header of a file says ([MS-PST] 2.2.2.6). */
export interface Header {
  readonly layout: Layout;
  /** Undefined when the header names no method there is. */
  readonly crypt: Crypt | undefined;
  readonly nodeRoot: PageRef;
  readonly blockRoot: PageRef;
  /** Bytes that the file had when it was written. */
  readonly fileBytes: number;
  /** Whether its checksum holds. */
  readonly sound: boolean;
}

const HEADER_BYTES = 564;
const CRYPTS: readonly Crypt[] = ["none", "permute", "cyclic"];

/** Reads the header; of one that is destroyed, what the pages of the file say of its version. */
export function readHeader(source: ByteSource): Header | undefined {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(source.read(0, HEADER_BYTES));
  const view = viewOf(bytes);
  const stated = layoutOf(view.getUint16(10, true));
  const layout = stated !== undefined && rootsStand(source, view, stated) ? stated : (guessed(source, view) ?? stated);
  if (layout === undefined) return undefined;
  const rootAt = (at: number): PageRef => ({
    bid: idAt(view, at, layout.idBytes),
    offset: idAt(view, at + layout.idBytes, layout.idBytes),
  });
  const sound = checksum(bytes.subarray(8, 479)) === view.getUint32(4, true);
  return {
    layout,
    crypt: CRYPTS[view.getUint8(layout.cryptAt)],
    nodeRoot: rootAt(layout.nodeRootAt),
    blockRoot: rootAt(layout.blockRootAt),
    fileBytes: idAt(view, layout.fileBytesAt, layout.idBytes),
    sound,
  };
}

function rootsStand(source: ByteSource, view: DataView, layout: Layout): boolean {
  const { nodeRootAt, blockRootAt, idBytes } = layout;
  const nodes = pageReader(source, layout, NODE_TREE, 0)(idAt(view, nodeRootAt + idBytes, idBytes));
  const blocks = pageReader(source, layout, BLOCK_TREE, 0)(idAt(view, blockRootAt + idBytes, idBytes));
  return nodes !== undefined || blocks !== undefined;
}

/** The version whose roots, or else whose first allocation map, stand where they belong. */
function guessed(source: ByteSource, view: DataView): Layout | undefined {
  return LAYOUTS.find((one) => rootsStand(source, view, one)) ?? LAYOUTS.find((one) => hasMap(source, one));
}

const ALLOCATION_MAP = 0x84;

function hasMap(source: ByteSource, { firstMapAt, trailerAt }: Layout): boolean {
  const found = source.read(firstMapAt + trailerAt, 2);
  return found[0] === ALLOCATION_MAP && found[1] === ALLOCATION_MAP;
}

/** Is this a file of the format whose header is destroyed? */
export function looksLikeStore(sniffed: Pick<Sniffed, "peek" | "size">): boolean {
  const source = { size: sniffed.size, read: (offset: number, length: number) => sniffed.peek(offset, length) };
  return LAYOUTS.some((one) => sniffed.size >= one.firstMapAt + one.pageBytes && hasMap(source, one));
}
