import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { decodeText } from "../../text/charset.ts";
import { gap } from "../gap.ts";
import { hinted } from "../sniff.ts";
import { BLOCK, isZero, paxRecords, tarHeader, type TarHeader } from "./header.ts";

/** Longest extended header that is read: a name, not a content. */
const EXTENDED_BYTES = 1_048_576;
const LINKS = new Set(["1", "2"]);
/** Folder, devices, fifo: they have no content; V is a volume label. */
const EMPTY = new Set(["3", "4", "5", "6", "V"]);

/** A tar archive: v7, ustar, pax and GNU. */
export const tar: Extractor = {
  id: "tar",
  description: "tar archives",
  reads: "Every file, opened as what it is. Links are not followed; sparse files are not read.",
  extensions: [".tar"],
  accepts(sniffed) {
    if (isHeader(sniffed.head, 0)) return true;
    if (!hinted(sniffed, [".tar"], ["application/x-tar"])) return false;
    for (let at = BLOCK; at + BLOCK <= sniffed.head.length; at += BLOCK) if (isHeader(sniffed.head, at)) return true;
    return false;
  },
  *extract(document, context) {
    yield* entries(document, context);
  },
};

function isHeader(head: Uint8Array, at: number): boolean {
  const block = head.subarray(at, at + BLOCK);
  return tarHeader(block) !== undefined && !isZero(block);
}

/** What extended headers say of the next entry. */
interface Extended {
  name?: Uint8Array;
  size?: number;
  sparse?: true;
}

function* entries(document: Document, context: ExtractContext): Generator<Unfolded> {
  const source = document.bytes;
  let extended: Extended = {};
  let global: Extended = {};
  let ended = false;
  let damaged = 0;
  for (let at = 0; at + BLOCK <= source.size;) {
    const block = source.read(at, BLOCK).slice();
    if (isZero(block)) {
      ended = true;
      at += BLOCK;
      continue;
    }
    const header = tarHeader(block);
    if (header === undefined) {
      // Nothing tells how long a damaged entry is: the next block that is a header goes on.
      damaged += 1;
      at += BLOCK;
      continue;
    }
    const size = extended.size ?? (header.type === "x" || header.type === "g" ? header.size : (global.size ?? header.size));
    const start = at + BLOCK;
    at = start + Math.ceil(size / BLOCK) * BLOCK;
    if (header.type === "x" || header.type === "g" || header.type === "L") {
      const told = extendedHeader(header, source.read(start, Math.min(header.size, EXTENDED_BYTES)).slice());
      if (header.type === "g") global = { ...global, ...told };
      else extended = { ...extended, ...told };
      continue;
    }
    if (header.type === "K") continue;
    const limit = context.budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", "the archive has more entries than are opened");
      return;
    }
    yield* entry(header, { ...global, ...extended }, source, start, size);
    extended = {};
    ended = false;
  }
  if (damaged > 0) yield gap("malformed", "partly", `${damaged} blocks of the archive are no header and belong to no entry`);
  else if (!ended && source.size % BLOCK !== 0) yield gap("malformed", "partly", "the archive is cut off");
}

function* entry(header: TarHeader, extended: Extended, source: ByteSource, start: number, size: number): Generator<Unfolded> {
  const name = decodeText(extended.name ?? header.name).text.slice(0, 4_096);
  const steps = [{ kind: "entry", name }] as const;
  if (LINKS.has(header.type)) {
    yield gap("not-followed", "none", "a link inside the archive was not followed", steps);
    return;
  }
  if (EMPTY.has(header.type) || (header.type === "0" && name.endsWith("/"))) return;
  if (header.type === "S" || extended.sparse === true) {
    yield gap("unsupported", "none", "a sparse file was not read", steps);
    return;
  }
  const bytes = slice(source, start, start + size);
  if (bytes.size > 0) yield { kind: "document", steps, name, declaredType: "", bytes };
  if (bytes.size < size)
    yield gap("malformed", bytes.size > 0 ? "partly" : "none", "the archive is cut off in this entry", steps);
}

function extendedHeader(header: TarHeader, bytes: Uint8Array): Extended {
  if (header.type === "L") {
    const end = bytes.indexOf(0);
    return { name: end < 0 ? bytes : bytes.slice(0, end) };
  }
  const records = paxRecords(bytes);
  const extended: Extended = {};
  const path = records.get("GNU.sparse.name") ?? records.get("path");
  if (path !== undefined) extended.name = Buffer.from(path);
  const size = Number(records.get("size") ?? Number.NaN);
  if (Number.isSafeInteger(size) && size >= 0) extended.size = size;
  if (records.has("GNU.sparse.major") || records.has("GNU.sparse.size")) extended.sparse = true;
  return extended;
}
