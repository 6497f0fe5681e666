import type { ByteSource } from "../../model/bytes.ts";
import type { Document } from "../../model/document.ts";

/** Which part of a split archive a document is; `undefined` when it is whole. */
export type SplitRole = "first" | "later" | undefined;

/** Told by the archive's own header where it states it, else by the name. */
export function splitRole({ bytes, name }: Pick<Document, "bytes" | "name">, format: string): SplitRole {
  if (format === "rar") return rarRole(bytes, name);
  if (format === "cab") return cabRole(bytes);
  return undefined;
}

/** Flags of the main header: rar 4 "archive is a volume" 0x1, "first volume" 0x100; rar 5 0x1 and a volume number. */
function rarRole(bytes: ByteSource, name: string): SplitRole {
  const head = bytes.read(0, 64).slice();
  if (head[6] === 0) {
    const flags = (head[10] ?? 0) + (head[11] ?? 0) * 256;
    if (head[9] !== 0x73 || (flags & 1) === 0) return undefined;
    // Before version 3 the first part was not marked: its name tells.
    return (flags & 0x100) !== 0 || /\.(?:part0*1\.)?rar$/i.test(name) ? "first" : "later";
  }
  const numbers = vints(head, 12);
  const [, type, flags = 0, ...rest] = numbers;
  if (type !== 1) return undefined;
  const archiveFlags = rest[(flags & 1) === 0 ? 0 : 1] ?? 0;
  if ((archiveFlags & 1) === 0) return undefined;
  return (archiveFlags & 2) === 0 ? "first" : "later";
}

/** Numbers of seven bits a byte (RAR 5.0 archive format, "vint"), up to the end. */
function vints(bytes: Uint8Array, start: number): number[] {
  const found: number[] = [];
  let value = 0;
  let factor = 1;
  for (let at = start; at < bytes.length && found.length < 8; at += 1) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte >= 0x80) continue;
    found.push(value);
    value = 0;
    factor = 1;
  }
  return found;
}

/** Flags of the header: 1 there is a cabinet before, 2 one after ([MS-CAB] section 2.1). */
function cabRole(bytes: ByteSource): SplitRole {
  const flags = bytes.read(30, 1)[0] ?? 0;
  return (flags & 1) !== 0 ? "later" : (flags & 2) !== 0 ? "first" : undefined;
}
