import { Broken } from "../archive/broken.ts";
import { notElsewhere } from "./streams.ts";
import { fieldsOf, type Fields } from "./fields.ts";

const END = 0;
const EMPTY_STREAM = 0x0e;
const EMPTY_FILE = 0x0f;
const ANTI = 0x10;
const NAMES = 0x11;
const ATTRIBUTES = 0x15;

/** A folder or link by its attributes: those of Windows, and above 0x8000 the mode of Unix in the upper half. */
const WINDOWS_FOLDER = 0x10;
const WINDOWS_REPARSE = 0x400;
const UNIX = 0x8000;
const SYMLINK = 0xa000;

/** The files of an archive, in the order in which their streams stand. */
export interface Files {
  readonly count: number;
  name(index: number): string;
  /** `empty`: a file without content; `anti`: an order to delete something. */
  kind(index: number): "file" | "folder" | "link" | "empty" | "anti";
}

/** "Files Info" of 7zFormat.txt, after its id. */
export function readFiles(fields: Fields): Files {
  const count = fields.count();
  let withoutStream = new Uint8Array(count);
  let emptyFile = new Uint8Array(count);
  let anti = new Uint8Array(count);
  let names: Uint8Array = new Uint8Array(0);
  let attributes = new Uint32Array(0);
  const ofEmpty = (bits: Fields): Uint8Array<ArrayBuffer> => {
    const own = bits.bits(withoutStream.reduce((sum, bit) => sum + bit, 0));
    let next = 0;
    return withoutStream.map((bit) => (bit === 1 ? (own[next++] as number) : 0));
  };
  for (let id = fields.number(); id !== END; id = fields.number()) {
    const content = fields.bytes(fields.number());
    const inside = fieldsOf(content);
    if (id === EMPTY_STREAM) withoutStream = inside.bits(count).slice();
    else if (id === EMPTY_FILE) emptyFile = ofEmpty(inside);
    else if (id === ANTI) anti = ofEmpty(inside);
    else if (id === NAMES) {
      notElsewhere(inside);
      names = content.subarray(1);
    } else if (id === ATTRIBUTES) attributes = readAttributes(inside, count);
  }
  const starts = nameStarts(names, count);
  const spelled = Buffer.from(names.buffer, names.byteOffset, names.length);
  return {
    count,
    name(index) {
      const start = starts[index] as number;
      const end = (starts[index + 1] as number) - 2;
      // Longer than any path that a program writes.
      return end > start ? spelled.toString("utf16le", start, Math.min(end, start + 8_192)) : "";
    },
    kind(index) {
      const bits = attributes[index] ?? 0;
      if (anti[index] === 1) return "anti";
      if (withoutStream[index] === 1) return emptyFile[index] === 1 ? "empty" : "folder";
      if ((bits & UNIX) !== 0 && ((bits >>> 16) & 0xf000) === SYMLINK) return "link";
      return (bits & WINDOWS_REPARSE) !== 0 && (bits & WINDOWS_FOLDER) === 0 ? "link" : "file";
    },
  };
}

function readAttributes(fields: Fields, count: number): Uint32Array<ArrayBuffer> {
  const stated = fields.optionalBits(count);
  notElsewhere(fields);
  return Uint32Array.from(stated, (is) => (is === 1 ? fields.uint32() : 0));
}

/** Where each name begins, and where the last ends: each ends with a zero of two bytes. */
function nameStarts(names: Uint8Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    starts[index] = at;
    while (at + 1 < names.length && (names[at] !== 0 || names[at + 1] !== 0)) at += 2;
    at = Math.min(at + 2, names.length);
    if (names.length > 0 && starts[index] === at) throw new Broken("corrupt");
  }
  starts[count] = at;
  return starts;
}
