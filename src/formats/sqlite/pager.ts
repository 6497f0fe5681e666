import type { ByteSource } from "../../model/bytes.ts";

/** The charsets of a database (file format 1.3.13). */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** What the first hundred bytes say (file format 1.3), and the pages. */
export interface Pager {
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;
  /** Pages that are there, a cut one at the end included; numbers count from 1. */
  readonly pages: number;
  /** Pages that the header counts; 0 when it does not say. */
  readonly stated: number;
  readonly encoding: TextEncoding;
  readonly freelist: number;
  /** Where the b-tree header of a page begins. */
  start(page: number): number;
  /** A copy of a page, filled up with zeros when it is cut off; `undefined` when there is none of this number. */
  page(number: number): Uint8Array | undefined;
  /** Marks a page as read; false when it was before. */
  visit(number: number): boolean;
  visited(number: number): boolean;
}

/** Opens the pages of a database; `undefined` when the header gives no possible size of a page. */
export function openPager(source: ByteSource): Pager | undefined {
  const header = source.read(0, 100).slice();
  if (header.length < 100) return undefined;
  const view = new DataView(header.buffer, header.byteOffset);
  const written = view.getUint16(16);
  const pageSize = written === 1 ? 65_536 : written;
  const usable = pageSize - view.getUint8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480) return undefined;
  const pages = Math.ceil(source.size / pageSize);
  const seen = new Uint8Array((pages >> 3) + 1);
  const encoding = view.getUint32(56);
  const visited = (page: number): boolean => ((seen[page >> 3] ?? 0xff) & (1 << (page & 7))) !== 0;
  return {
    pageSize,
    usable,
    pages,
    stated: view.getUint32(28),
    encoding: encoding === 2 ? "utf-16le" : encoding === 3 ? "utf-16be" : "utf-8",
    freelist: view.getUint32(32),
    start: (page) => (page === 1 ? 100 : 0),
    page(number) {
      if (number < 1 || number > pages) return undefined;
      const page = new Uint8Array(pageSize);
      page.set(source.read((number - 1) * pageSize, pageSize));
      return page;
    },
    visit(page) {
      if (page < 1 || page > pages || visited(page)) return false;
      seen[page >> 3] = (seen[page >> 3] as number) | (1 << (page & 7));
      return true;
    },
    visited,
  };
}
