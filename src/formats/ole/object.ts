import { startsCompound } from "../cfb/compound.ts";
import { readPackage } from "./package.ts";

/** What an embedded object of OLE 1.0 holds. */
export type OleObject =
  | { readonly kind: "file"; readonly name: string; readonly bytes: Uint8Array; readonly whole: boolean }
  | { readonly kind: "link" }
  | { readonly kind: "damaged" };

const LINKED = 1;
const EMBEDDED = 2;

/**
 * An object as RTF holds it ([MS-OLEDS] 2.2.4 LinkedObject, 2.2.5 EmbeddedObject): the file of a package, else its native data
 * (a compound file for most programs). Bytes that begin as a compound file without the header are taken as they are.
 */
export function readObject(bytes: Uint8Array): OleObject {
  if (startsCompound(bytes)) return { kind: "file", name: "", bytes, whole: true };
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.length < 12) return { kind: "damaged" };
  const format = data.readUInt32LE(4);
  if (format === LINKED) return { kind: "link" };
  if (format !== EMBEDDED) return { kind: "damaged" };
  let at = 8;
  // Class, topic and item: each a length and a text with its end.
  for (let field = 0; field < 3; field += 1) {
    if (at + 4 > data.length) return { kind: "damaged" };
    at += 4 + data.readUInt32LE(at);
  }
  if (at + 4 > data.length) return { kind: "damaged" };
  const size = data.readUInt32LE(at);
  const native = data.subarray(at + 4, Math.min(data.length, at + 4 + size));
  const packaged = readPackage(native);
  if (packaged !== undefined) return { kind: "file", ...packaged };
  return { kind: "file", name: "", bytes: native, whole: native.length === size };
}
