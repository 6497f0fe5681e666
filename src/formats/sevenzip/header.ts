import { crc32 } from "node:zlib";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import { Broken } from "../archive/broken.ts";
import { decodedHeader } from "./encoded.ts";
import { fieldsOf } from "./fields.ts";
import { readFiles, type Files } from "./files.ts";
import { readStreams, type Streams } from "./streams.ts";

/** Bytes of the signature header (7zFormat.txt, "SignatureHeader"). */
export const START_BYTES = 32;
const HEADER = 1;
const ARCHIVE_PROPERTIES = 2;
const ADDITIONAL_STREAMS = 3;
const MAIN_STREAMS = 4;
const FILES = 5;
const ENCODED_HEADER = 0x17;
/** A header may be encoded, and that encoding encoded again. */
const ENCODINGS = 4;
/** Where the header is looked for when nothing says where it is. */
const TAIL = 65_536;
const GUESSES = 64;

export interface Archive {
  readonly streams: Streams;
  readonly files: Files;
  /** A checksum of a header is wrong, or it had to be looked for. */
  readonly damaged: boolean;
}

/** What is known of an archive whose files are not: `lost` that its header is missing or damaged. */
export type HeaderProblem = "empty" | "encrypted" | "lost" | "size-limit";

/** Reads the header, which stands behind the content and is named by the signature header. */
export function readArchive(source: ByteSource, budget: Budget): Archive | HeaderProblem {
  const start = source.read(0, START_BYTES).slice();
  if (start.length < START_BYTES) return "lost";
  const view = new DataView(start.buffer);
  const offset = START_BYTES + Number(view.getBigUint64(12, true));
  const size = Number(view.getBigUint64(20, true));
  if (size === 0 && source.size === START_BYTES) return "empty";
  const damagedStart = crc32(start.subarray(12)) !== view.getUint32(8, true);
  if (size === 0 || offset + size > source.size) return searched(source, budget);
  if (size > budget.maxDocumentBytes) return "size-limit";
  const bytes = source.read(offset, size).slice();
  const damaged = damagedStart || crc32(bytes) !== view.getUint32(28, true);
  const archive = parsed(source, bytes, damaged, budget);
  return archive === "lost" ? searched(source, budget) : archive;
}

/** The start of a header is looked for at the end of the file, where the signature header does not tell (7-Zip stopped while it wrote). */
function searched(source: ByteSource, budget: Budget): Archive | "lost" {
  const from = Math.max(START_BYTES, source.size - TAIL);
  const tail = source.read(from, TAIL).slice();
  let guesses = 0;
  for (let at = tail.length - 2; at >= 0 && guesses < GUESSES; at -= 1) {
    const [first, second] = [tail[at], tail[at + 1]];
    const begins = first === ENCODED_HEADER ? second === 6 : first === HEADER && (second === MAIN_STREAMS || second === FILES);
    if (!begins) continue;
    guesses += 1;
    const archive = parsed(source, tail.slice(at), true, budget);
    // A few bytes may look like a header without files.
    if (typeof archive !== "string" && archive.files.count > 0 && archive.streams.folders.length > 0) return archive;
  }
  return "lost";
}

function parsed(source: ByteSource, header: Uint8Array, damaged: boolean, budget: Budget): Archive | HeaderProblem {
  let bytes = header;
  let wrong = damaged;
  try {
    for (let round = 0; round < ENCODINGS; round += 1) {
      const fields = fieldsOf(bytes);
      const id = fields.number();
      if (id === HEADER) return { ...contents(fieldsOf(bytes.subarray(1))), damaged: wrong };
      if (id !== ENCODED_HEADER) return "lost";
      const inner = decodedHeader(source, readStreams(fields), budget);
      if (typeof inner === "string") return inner;
      bytes = inner.bytes;
      wrong ||= inner.damaged;
    }
  } catch (error) {
    // A header that breaks off is as good as none: what it names is looked for without it.
    if (!(error instanceof Broken)) throw error;
  }
  return "lost";
}

function contents(fields: ReturnType<typeof fieldsOf>): { streams: Streams; files: Files } {
  let streams: Streams = { packed: [], folders: [] };
  for (let id = fields.number(); id !== 0; id = fields.number()) {
    if (id === ARCHIVE_PROPERTIES) {
      while (fields.number() !== 0) fields.bytes(fields.number());
    } else if (id === ADDITIONAL_STREAMS) readStreams(fields);
    else if (id === MAIN_STREAMS) streams = readStreams(fields);
    else if (id === FILES) return { streams, files: readFiles(fields) };
    else break;
  }
  throw new Broken("corrupt");
}
