import type { Unfolded } from "../../model/document.ts";
import { carve } from "./carve.ts";
import type { TextEncoding } from "./pager.ts";
import { readRecord } from "./record.ts";
import type { RowWriter } from "./rows.ts";
import { payloadAt, TABLE_LEAF, treePage, type TreePage } from "./tree.ts";

/** Freeblocks of one page that are followed. */
const FREEBLOCKS = 4_096;

/** What deleted rows left in a page that is in use: freeblocks and the space before the cells (file format 1.6). */
export function* unusedSpace(
  page: TreePage,
  usable: number,
  encoding: TextEncoding,
  columns: number,
  out: RowWriter,
): Generator<Unfolded> {
  const { bytes, number } = page;
  yield* carved(bytes.subarray(page.gapStart, page.gapEnd), encoding, columns, false, number, out);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = page.freeblock, count = 0; at > 0 && at + 4 <= usable && count < FREEBLOCKS; count += 1) {
    const size = view.getUint16(at + 2);
    yield* carved(bytes.subarray(at, Math.min(usable, at + size)), encoding, columns, true, number, out);
    const next = view.getUint16(at);
    // Freeblocks ascend: a link back would be a loop.
    if (next <= at) break;
    at = next;
  }
}

function* carved(
  bytes: Uint8Array,
  encoding: TextEncoding,
  columns: number,
  freed: boolean,
  line: number,
  out: RowWriter,
): Generator<Unfolded> {
  for (const found of carve(bytes, encoding, columns, freed)) {
    if (found.kind === "record") yield* out.row(found.values, "", line);
    else out.lines(found.bytes, line);
  }
  yield* out.take(false);
}

/** A page that no tree leads to: rows where it is a leaf of a table, else whatever can be found in it. */
export function* loosePage(
  bytes: Uint8Array,
  number: number,
  start: number,
  usable: number,
  encoding: TextEncoding,
  rowsFor: (columns: number) => RowWriter,
  out: RowWriter,
): Generator<Unfolded> {
  const page = treePage(bytes, number, start, usable);
  if (page?.type !== TABLE_LEAF || page.cells.length === 0 || page.wrong > 0) {
    yield* carved(bytes.subarray(0, usable), encoding, 0, false, number, out);
    return;
  }
  let columns = 0;
  let taken = 0;
  for (const at of page.cells) {
    const payload = payloadAt(page, at, usable, bytes.length);
    // Cells that lie in one another would make many pages of one.
    taken += payload === undefined ? 0 : payload.end - at;
    if (taken > usable) break;
    const record = payload === undefined ? undefined : readRecord(payload.bytes, encoding);
    if (payload === undefined || record === undefined) continue;
    columns = record.values.length;
    yield* rowsFor(columns).row(record.values, payload.rowid, number);
  }
  yield* unusedSpace(page, usable, encoding, columns, out);
}
