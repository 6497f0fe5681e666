import type { ByteSource } from "../../model/bytes.ts";
import { decodeText } from "../../text/charset.ts";

/** Bytes of a sector; all discs of data have this size. */
export const SECTOR = 2_048;
const FIRST_DESCRIPTOR = 16;
const DESCRIPTORS = 100;

/** A file or folder as a directory record states it (ECMA-119 section 9.1). Offset and size in bytes. */
export interface IsoRecord {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly folder: boolean;
  readonly link: boolean;
  /** The file goes on in the next record of the same name. */
  readonly more: boolean;
}

/** The root folder that tells the most: Joliet has long names in Unicode, the primary one may have Rock Ridge. */
export interface IsoRoot {
  readonly record: IsoRecord;
  readonly joliet: boolean;
}

/** Does the set of volume descriptors begin here? (ECMA-119 section 8.1.2) */
export function isIso(peek: (offset: number, length: number) => Uint8Array): boolean {
  return Buffer.from(peek(FIRST_DESCRIPTOR * SECTOR, 6)).equals(Buffer.from("\u0001CD001", "latin1"));
}

/** The roots of an image: primary first. */
export function isoRoots(source: ByteSource): IsoRoot[] {
  const roots: IsoRoot[] = [];
  for (let index = 0; index < DESCRIPTORS; index += 1) {
    const sector = source.read((FIRST_DESCRIPTOR + index) * SECTOR, SECTOR).slice();
    if (sector.length < SECTOR || Buffer.from(sector.subarray(1, 6)).toString("latin1") !== "CD001" || sector[0] === 255) break;
    const escape = Buffer.from(sector.subarray(88, 91)).toString("latin1");
    const joliet = sector[0] === 2 && ["%/@", "%/C", "%/E"].includes(escape);
    if (sector[0] !== 1 && !joliet) continue;
    const record = isoRecord(sector.subarray(156, 190), joliet);
    if (record !== undefined) roots.push({ record, joliet });
  }
  return roots;
}

/** The records of one sector of a folder. */
export function* isoRecords(sector: Uint8Array, joliet: boolean): Generator<IsoRecord> {
  for (let at = 0; at < sector.length;) {
    const length = sector[at] as number;
    if (length < 34 || at + length > sector.length) return;
    const record = isoRecord(sector.subarray(at, at + length), joliet);
    if (record !== undefined) yield record;
    at += length;
  }
}

function isoRecord(bytes: Uint8Array, joliet: boolean): IsoRecord | undefined {
  const nameLength = bytes[32] ?? 0;
  const raw = bytes.slice(33, 33 + nameLength);
  if (raw.length < nameLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = bytes[25] as number;
  const rock = joliet ? {} : rockRidge(bytes.subarray(33 + nameLength + ((nameLength + 1) % 2)));
  const plain =
    raw.length === 1 && (raw[0] as number) < 2
      ? ""
      : nameOf(raw, joliet)
          .replace(/;[0-9]{1,5}$/, "")
          .replace(/\.$/, "");
  return {
    name: plain === "" ? "" : (rock.name ?? plain),
    offset: (view.getUint32(2, true) + (bytes[1] as number)) * SECTOR,
    size: view.getUint32(10, true),
    folder: (flags & 2) !== 0,
    link: rock.link === true,
    more: (flags & 0x80) !== 0,
  };
}

function nameOf(raw: Uint8Array, joliet: boolean): string {
  return joliet ? decodeText(raw, "utf-16be").text : decodeText(raw).text;
}

/** Entries NM and SL of the system use area (Rock Ridge Interchange Protocol sections 4.1.3 and 4.1.4). */
function rockRidge(area: Uint8Array): { name?: string; link?: true } {
  const parts: Uint8Array[] = [];
  let link = false;
  for (let at = 0; at + 4 < area.length;) {
    const length = area[at + 2] as number;
    if (length < 4) break;
    const kind = String.fromCharCode(area[at] as number, area[at + 1] as number);
    if (kind === "NM" && ((area[at + 4] as number) & 6) === 0) parts.push(area.slice(at + 5, at + length));
    if (kind === "SL") link = true;
    at += length;
  }
  const name = parts.length === 0 ? {} : { name: decodeText(Buffer.concat(parts)).text };
  return link ? { ...name, link: true } : name;
}
