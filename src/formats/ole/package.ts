import { decodeText } from "../../text/charset.ts";

/** A file that was put into a document by the packager of Windows. */
export interface PackagedFile {
  /** File name as stated, without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** False when it is cut off. */
  readonly whole: boolean;
}

const MAX_TEXT = 4_096;

/**
 * The content of a `Package` object, as in the native data of OLE1 and behind the size in the stream `\x01Ole10Native`:
 * label, path, kind, temporary path, data. `undefined` when it is none, or a link to a file (kind 1).
 */
export function readPackage(bytes: Uint8Array): PackagedFile | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.length < 12 || data.readUInt16LE(0) !== 2) return undefined;
  const label = textEnd(data, 2);
  const path = label < 0 ? -1 : textEnd(data, label + 1);
  if (path < 0 || path + 9 > data.length) return undefined;
  // Two words that say what it is; 3 is a file of its own.
  if (data.readUInt16LE(path + 3) !== 3) return undefined;
  const temporary = data.readUInt32LE(path + 5);
  const sizeAt = path + 9 + temporary;
  if (sizeAt + 4 > data.length) return undefined;
  const size = data.readUInt32LE(sizeAt);
  const content = data.subarray(sizeAt + 4, Math.min(data.length, sizeAt + 4 + size));
  const stated = text(data, 2, label);
  const name = (stated === "" ? text(data, label + 1, path) : stated).split(/[\\/]/).at(-1) ?? "";
  return { name, bytes: content, whole: content.length === size };
}

function textEnd(data: Buffer, from: number): number {
  const end = data.indexOf(0, from);
  return end < 0 || end - from > MAX_TEXT ? -1 : end;
}

function text(data: Buffer, from: number, to: number): string {
  return decodeText(data.subarray(from, to)).text.trim();
}
