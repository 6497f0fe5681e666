import { isAscii } from "node:buffer";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { toUtf8 } from "../../text/charset.ts";
import { gap } from "../gap.ts";
import { statedEncoding } from "../text.ts";
import { closed, type Package, type Part, partBytes, partPieces, type PartEnd } from "../zip/package.ts";
import type { Lines } from "./lines.ts";
import { xmlReader, type XmlListener } from "./xml.ts";

/** A package that is being read: what its parts are counted by. */
export interface Reading {
  readonly pack: Package;
  readonly context: ExtractContext;
  /** Set when the budget ended the whole document. */
  stopped: boolean;
  /** Parts that were read or told; the others are told at the end. */
  readonly done: Set<Part>;
}

/** The step of a part that is neither a page nor a sheet. */
export function partStep(part: Part): Step[] {
  return [{ kind: "entry", name: part.name }];
}

/** Counts a part, once; `undefined` when it may be opened, else what is to be told in its place. */
export function* admitted(reading: Reading, part: Part, steps: readonly Step[]): Generator<Unfolded, boolean> {
  reading.done.add(part);
  if (reading.stopped) return false;
  const limit = reading.context.budget.entry();
  if (limit !== undefined) {
    reading.stopped = true;
    yield gap(limit, "partly", "the document has more parts than are opened");
    return false;
  }
  const reason = closed(part);
  if (reason === undefined) return true;
  yield gap(reason.reason, "none", reason.detail, steps);
  return false;
}

/** Tells what ended a part before its end. */
export function* endGaps(
  reading: Reading,
  end: PartEnd,
  steps: readonly Step[],
  examined: "partly" | "none",
): Generator<Unfolded> {
  if (end.problem !== undefined) yield gap(end.problem[0], examined, end.problem[1], steps);
  if (end.limit === undefined) return;
  yield gap(end.limit, examined, "a part of the document is larger than is read", steps);
  if (end.limit === "size-limit") reading.stopped = true;
}

/** Reads a part as XML: `listener` hears it, and what it tells is taken from `lines` (and `more`) as it comes. */
export function* readXml(
  reading: Reading,
  part: Part,
  steps: readonly Step[],
  listener: XmlListener,
  lines: readonly Lines[],
  more: (end: boolean) => Iterable<Unfolded> = () => [],
): Generator<Unfolded> {
  if (!(yield* admitted(reading, part, steps))) return;
  let end: PartEnd = {};
  const raw = function* (): Generator<Uint8Array> {
    end = yield* partPieces(reading.pack, part, reading.context.budget);
  };
  yield* hear(raw(), steps, listener, lines, more);
  yield* endGaps(reading, end, steps, "partly");
}

/** Reads XML from its bytes. */
export function* hear(
  raw: Generator<Uint8Array>,
  steps: readonly Step[],
  listener: XmlListener,
  lines: readonly Lines[],
  more: (end: boolean) => Iterable<Unfolded> = () => [],
): Generator<Unfolded> {
  const reader = xmlReader(listener);
  for (const text of strings(raw)) {
    reader.write(text);
    for (const one of lines) yield* one.take(false);
    yield* more(false);
  }
  const clean = reader.end();
  listener.finish?.();
  for (const one of lines) yield* one.take(true);
  yield* more(true);
  if (!clean) yield gap("malformed", "partly", "the XML ends in the middle of its markup", steps);
  if (reader.entities()) yield gap("malformed", "partly", "the XML declares entities: they were not expanded", steps);
}

/** UTF-8, UTF-16 or whatever charset the declaration states, as strings; ASCII in strings of one byte a character. */
export function* strings(raw: Generator<Uint8Array>): Generator<string> {
  const first = raw.next();
  if (first.done === true) return;
  const head = first.value.slice(0, 32_768);
  const all = function* (): Generator<Uint8Array> {
    yield first.value;
    yield* raw;
  };
  const decoder = new TextDecoder();
  let pending = false;
  for (const piece of toUtf8(all(), head, statedEncoding(head)).pieces) {
    if (!pending && isAscii(piece)) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString("latin1");
    else {
      pending = true;
      const text = decoder.decode(piece, { stream: true });
      if (text !== "") yield text;
    }
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** Small pictures of the first page, which programs make anew at each saving: they hold nothing that is not read there. */
const THUMBNAIL = /^(?:thumbnails\/thumbnail\.(?:png|jpe?g)|docprops\/thumbnail\.(?:jpe?g|png|emf|wmf)|.{0,8}thumbnail\.jpe?g)$/i;
/** A larger one is no thumbnail, whatever its name. */
const THUMBNAIL_BYTES = 262_144;

/** A part as a document of its own. */
export function* partDocument(reading: Reading, part: Part, steps: readonly Step[] = partStep(part)): Generator<Unfolded> {
  if (THUMBNAIL.test(part.name) && (part.entry.size ?? Infinity) <= THUMBNAIL_BYTES) return;
  if (!(yield* admitted(reading, part, steps))) return;
  const { bytes, end } = partBytes(reading.pack, part, reading.context.budget);
  const document: Document = {
    kind: "document",
    steps,
    name: part.name.slice(part.name.lastIndexOf("/") + 1),
    declaredType: "",
    bytes,
  };
  if (bytes.size > 0) yield document;
  yield* endGaps(reading, end, steps, bytes.size > 0 ? "partly" : "none");
}
