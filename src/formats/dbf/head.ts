import { charsetOfCodepage } from "../../text/codepage.ts";

export interface DbfField {
  readonly name: Uint8Array;
  /** C, N, D ...: a letter. */
  readonly type: string;
  /** In the row, behind the mark of deleted rows. */
  readonly offset: number;
  readonly length: number;
}

export interface DbfHead {
  /** Offset of the first row. */
  readonly start: number;
  /** Bytes of a row. */
  readonly width: number;
  /** As stated. */
  readonly rows: number;
  readonly fields: readonly DbfField[];
  readonly charset: string | undefined;
}

/** Programs and versions, with and without memos. */
const VERSIONS = new Set([0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7b, 0x83, 0x8b, 0x8e, 0xcb, 0xe5, 0xf5, 0xfb]);
const TYPES = "CNFDLMGPBTYIVWQ0";
const FIELD_BYTES = 32;
const END_OF_FIELDS = 0x0d;
const MOST_FIELDS = 2_046;

/** Code pages of Windows by language driver (Visual FoxPro, "Code Pages Supported"; ESRI's list for dBASE). */
const DRIVERS: ReadonlyMap<number, number> = new Map([
  [0x01, 437],
  [0x02, 850],
  [0x03, 1252],
  [0x13, 932],
  [0x26, 866],
  [0x4d, 936],
  [0x4e, 949],
  [0x4f, 950],
  [0x50, 874],
  [0x57, 1252],
  [0x64, 852],
  [0x65, 866],
  [0x78, 950],
  [0x79, 949],
  [0x7a, 936],
  [0x7b, 932],
  [0x7c, 874],
  [0x7d, 1255],
  [0x7e, 1256],
  [0xc8, 1250],
  [0xc9, 1251],
  [0xca, 1254],
  [0xcb, 1253],
]);

/** Reads the head of a table; `undefined` where widths, dates or types say that it is none. */
export function dbfHead(bytes: Uint8Array): DbfHead | undefined {
  if (bytes.length < 65 || !VERSIONS.has(bytes[0] ?? 0)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [month = 0, day = 0] = [bytes[2], bytes[3]];
  if (month > 12 || day > 31) return undefined;
  const [rows, start, width] = [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)];
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = FIELD_BYTES; bytes[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const type = String.fromCharCode(bytes[at + 11] ?? 0);
    const length = (bytes[at + 16] ?? 0) + (type === "C" ? (bytes[at + 17] ?? 0) << 8 : 0);
    if (at + FIELD_BYTES > bytes.length || fields.length >= MOST_FIELDS || !TYPES.includes(type) || length === 0)
      return undefined;
    const name = bytes.subarray(at, at + 11);
    const end = name.indexOf(0);
    fields.push({ name: name.subarray(0, end < 0 ? 11 : end), type, offset, length });
    offset += length;
  }
  if (fields.length === 0 || offset !== width || start <= fields.length * FIELD_BYTES + FIELD_BYTES) return undefined;
  const charset = charsetOfCodepage(DRIVERS.get(bytes[29] ?? 0) ?? 0);
  return { start, width, rows, fields, charset };
}
