import { slice } from "../../bytes/slice.ts";
import { memorySource } from "../../bytes/memory.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import { inflate, type Inflated } from "../archive/inflate.ts";
import { unpack } from "../archive/unpack.ts";
import { gap, roleIn } from "../gap.ts";
import { lineCollector, type Lines } from "../office/lines.ts";
import { shapeTexts } from "./shape-texts.ts";

/** Records of a presentation ([MS-PPT] 2.13.24). */
const SLIDE_PERSIST = 0x03f3;
const TEXT_CHARS = 0x0fa0;
const TEXT_BYTES = 0x0fa8;
const C_STRING = 0x0fba;
const OLE_STORAGE = 0x1011;
const USER_EDIT = 0x0ff5;
/** Properties of shapes ([MS-ODRAW] 2.2.9). */
const SHAPE = 0xf00b;
/** A package that calls itself a container of records. */
const TABLE_STYLES = 0x0428;
/** Containers that are one slide each: slides, notes, masters. */
const SLIDES = new Set([0x03ee, 0x03f0, 0x03f8]);
const CONTAINER = 0x0f;
const MOST_DEPTH = 64;
const MOST_RECORDS = 4_000_000;
const ROOM_BYTES = 65_536;
const MOST_TEXT_BYTES = 16 * 1024 ** 2;

/**
 * The texts of the stream `PowerPoint Document` in the order of the file: slides, notes, masters, comments, also of versions
 * that a later saving replaced (a text is told once), and the objects that are embedded in it.
 */
export function* presentation(source: ByteSource, context: ExtractContext): Generator<Unfolded> {
  let section = 0;
  const told = new Set<string>();
  const slide = (): Lines => lineCollector({ steps: [], role: roleIn(context), section: section++ });
  let lines = slide();
  const ends: number[] = [];
  let objects = 0;
  let records = 0;
  // Behind the record that closes an editing anything may stand.
  let saved = false;
  let damaged = false;
  let at = 0;
  const say = (text: string): void => {
    if (told.has(text)) return;
    told.add(text);
    // A paragraph ends with a return, a line in it with a vertical tab.
    for (const line of text.split(/[\r\n\v]/)) lines.add(line.replaceAll("\0", ""));
  };
  for (; at + 8 <= source.size && records < MOST_RECORDS; records += 1) {
    while (ends.length > 0 && at >= (ends.at(-1) ?? 0)) ends.pop();
    const head = Buffer.from(source.read(at, 8));
    const [instance, type, length] = [head.readUInt16LE(0), head.readUInt16LE(2), head.readUInt32LE(4)];
    const start = at + 8;
    if (instance === 0 && type === 0) {
      // Programs leave room between slides.
      const next = behindRoom(source, at, ends.at(-1) ?? source.size);
      if (next === undefined) {
        damaged ||= !saved;
        break;
      }
      at = next;
      continue;
    }
    if (SLIDES.has(type) || type === SLIDE_PERSIST) {
      yield* lines.take(true);
      lines = slide();
    }
    if (saved && start + length > source.size) break;
    const around = ends.at(-1) ?? Infinity;
    // One that is no longer right costs what is left of its container, and not the slides behind.
    if (start + length > around) damaged = true;
    const end = Math.min(start + length, around);
    if ((instance & 0x0f) === CONTAINER && type !== TABLE_STYLES) {
      saved = false;
      if (ends.length < MOST_DEPTH) ends.push(end);
      at = Math.min(start, around);
      continue;
    }
    if (type === TEXT_CHARS || type === TEXT_BYTES || type === C_STRING) {
      const bytes = Buffer.from(source.read(start, Math.min(length, MOST_TEXT_BYTES)));
      const text = bytes.toString(type === TEXT_BYTES ? "latin1" : "utf16le");
      say(text);
    } else if (type === SHAPE) {
      for (const text of shapeTexts(Buffer.from(source.read(start, Math.min(length, MOST_TEXT_BYTES))), instance >>> 4))
        say(text);
    } else if (type === USER_EDIT) saved = true;
    else if (type === OLE_STORAGE) {
      objects += 1;
      yield* embedded(slice(source, start, start + length), instance >>> 4 === 1, objects, context);
    }
    yield* lines.take(false);
    at = end;
  }
  yield* lines.take(true);
  if (damaged || at > source.size || records >= MOST_RECORDS)
    yield gap("malformed", "partly", "the presentation is cut off or damaged");
}

/** The next record behind zeros that fill a room, not beyond `to`; `undefined` where what follows is none. */
function behindRoom(source: ByteSource, from: number, to: number): number | undefined {
  for (let at = from; at < to; at += ROOM_BYTES) {
    const bytes = source.read(at, Math.min(ROOM_BYTES, to - at));
    const filled = bytes.findIndex((byte) => byte !== 0);
    if (filled < 0) continue;
    // A container begins with its version; of other records the first byte that is not zero may be that of the type.
    for (const start of [at + filled, at + filled - 2]) {
      const head = Buffer.from(source.read(start, 8));
      if (start < from || head.length < 8) continue;
      const [type, length] = [head.readUInt16LE(2), head.readUInt32LE(4)];
      if (isKnown(type) && start + 8 + length <= to) return start;
    }
    return undefined;
  }
  return to > from ? to : undefined;
}

/** Numbers of the records of presentations and of drawings ([MS-PPT] 2.13.24). */
function isKnown(type: number): boolean {
  return (type >= 0x03e8 && type <= 0x2f14) || (type >= 0xf000 && type <= 0xf200);
}

/** An object as a compound file ([MS-PPT] 2.10.34), most often deflated behind its size. */
function* embedded(bytes: ByteSource, deflated: boolean, index: number, context: ExtractContext): Generator<Unfolded> {
  const steps = [{ kind: "entry", name: `object ${index}` }] as const;
  if (!deflated) {
    yield { kind: "document", steps, name: "", declaredType: "", bytes: memorySource(bytes.read(0, bytes.size).slice()) };
    return;
  }
  let consumed = 0;
  // Behind the size stands a zlib header of two bytes (RFC 1950 section 2.2).
  const open = (): Generator<Uint8Array, Inflated> => inflate(bytes, 6, (to) => (consumed = to));
  const { bytes: out, ended, limit } = unpack(open, context.budget, () => consumed);
  if (out.size > 0) yield { kind: "document", steps, name: "", declaredType: "", bytes: out };
  const examined = out.size > 0 ? "partly" : "none";
  if (limit !== undefined) yield gap(limit, examined, `the object was read up to ${out.size} bytes`, steps);
  else if (ended?.end !== "whole") yield gap("malformed", examined, "the embedded object is damaged", steps);
}

/** The token of an encrypted presentation in its stream `Current User` ([MS-PPT] 2.3.2). */
const ENCRYPTED = 0xf3d1c4df;

/** Whether a presentation is encrypted, by its stream `Current User`. */
export function isEncryptedPresentation(user: ByteSource | undefined): boolean {
  const head = Buffer.from(user?.read(0, 16) ?? []);
  return head.length >= 16 && head.readUInt32LE(12) === ENCRYPTED;
}
