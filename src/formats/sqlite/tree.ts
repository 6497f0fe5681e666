import type { Pager } from "./pager.ts";
import { rowid, varint } from "./record.ts";

/** Types of pages of a b-tree (file format 1.6). */
export const INDEX_INTERIOR = 2;
export const TABLE_INTERIOR = 5;
export const INDEX_LEAF = 10;
export const TABLE_LEAF = 13;

/** The header of a page of a b-tree, and where its cells are. */
export interface TreePage {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly type: number;
  readonly cells: readonly number[];
  /** Cell pointers that lead out of the page. */
  readonly wrong: number;
  /** The right-most child of an interior page. */
  readonly right: number;
  readonly freeblock: number;
  /** The space between the cell pointers and the cells. */
  readonly gapStart: number;
  readonly gapEnd: number;
}

/** Reads the header of a page; `undefined` when it is no page of a b-tree. */
export function treePage(bytes: Uint8Array, number: number, start: number, usable: number): TreePage | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const type = bytes[start] ?? 0;
  const interior = type === INDEX_INTERIOR || type === TABLE_INTERIOR;
  if (!interior && type !== INDEX_LEAF && type !== TABLE_LEAF) return undefined;
  const pointers = start + (interior ? 12 : 8);
  const stated = view.getUint16(start + 3);
  const count = Math.min(stated, (usable - pointers) >> 1);
  const cells: number[] = [];
  // A thousand pointers to one cell would make a thousand rows of it.
  const known = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    const at = view.getUint16(pointers + index * 2);
    if (at >= pointers + count * 2 && at < usable && !known.has(at)) {
      known.add(at);
      cells.push(at);
    }
  }
  const content = view.getUint16(start + 5) || 65_536;
  return {
    number,
    bytes,
    type,
    cells,
    wrong: stated - cells.length,
    right: interior ? view.getUint32(start + 8) : 0,
    freeblock: view.getUint16(start + 1),
    gapStart: pointers + count * 2,
    gapEnd: Math.min(usable, Math.max(content, pointers + count * 2)),
  };
}

/** Page numbers of the children of an interior page, in order. */
function children({ bytes, cells, right }: TreePage): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = cells.map((at) => (at + 4 <= bytes.length ? view.getUint32(at) : 0));
  found.push(right);
  return found;
}

/**
 * The pages of a b-tree in order, each once however its links run. `wrong` hears of each link that leads
 * nowhere, back, or to a page of another kind.
 */
export function* treePages(pager: Pager, root: number, wrong: () => void): Generator<TreePage> {
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const bytes = pager.visited(number) ? undefined : pager.page(number);
    const page = bytes === undefined ? undefined : treePage(bytes, number, pager.start(number), pager.usable);
    if (page === undefined) {
      wrong();
      continue;
    }
    pager.visit(number);
    if (page.wrong > 0) wrong();
    if (page.type === TABLE_INTERIOR || page.type === INDEX_INTERIOR) waiting.push(...children(page).reverse());
    yield page;
  }
}

/** The payload of a cell. */
export interface Payload {
  /** Empty in an index. */
  readonly rowid: string;
  readonly bytes: Uint8Array;
  /** Bytes that it should have. */
  readonly stated: number;
  /** End of the cell in its page. */
  readonly end: number;
}

/**
 * The payload of the cell at `at`, with its overflow pages (file format 1.6); up to `most` bytes of it.
 * `undefined` where no cell can be. Without `pager` the part that lies in the page.
 */
export function payloadAt(
  page: Pick<TreePage, "bytes" | "type">,
  at: number,
  usable: number,
  most: number,
  pager?: Pager,
): Payload | undefined {
  const { bytes, type } = page;
  const length = varint(bytes, type === INDEX_INTERIOR ? at + 4 : at);
  if (length.value <= 0) return undefined;
  let from = length.end;
  let row = "";
  if (type === TABLE_LEAF) {
    row = rowid(bytes, from);
    from = varint(bytes, from).end;
  }
  const local = localBytes(length.value, usable, type === TABLE_LEAF);
  if (from + local > usable) return undefined;
  if (local === length.value)
    return { rowid: row, bytes: bytes.subarray(from, from + local), stated: length.value, end: from + local };
  const chain = new DataView(bytes.buffer, bytes.byteOffset).getUint32(from + local > usable - 4 ? usable - 4 : from + local);
  const first = bytes.subarray(from, from + local);
  const whole = pager === undefined ? first : withOverflow(first, chain, Math.min(length.value, most), pager);
  return { rowid: row, bytes: whole, stated: length.value, end: from + local + 4 };
}

function localBytes(payload: number, usable: number, tableLeaf: boolean): number {
  const most = tableLeaf ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((payload - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

/** Follows a chain of overflow pages; each page belongs to one chain, so that no chain is endless. */
function withOverflow(first: Uint8Array, chain: number, length: number, pager: Pager): Uint8Array {
  const pieces: Uint8Array[] = [first];
  let held = first.length;
  for (let number = chain; held < length && number !== 0;) {
    const page = pager.visited(number) ? undefined : pager.page(number);
    if (page === undefined) break;
    pager.visit(number);
    const piece = page.subarray(4, Math.min(pager.usable, 4 + length - held));
    pieces.push(piece);
    held += piece.length;
    number = new DataView(page.buffer).getUint32(0);
  }
  return Buffer.concat(pieces);
}
