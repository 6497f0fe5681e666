import { crc32 } from "node:zlib";
import { memorySource, pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import type { GapReason } from "../../model/gap.ts";
import type { Flow } from "../archive/flow.ts";
import { flowSource } from "../archive/flow-source.ts";
import type { Block } from "./block.ts";

/** Recent output that a large file keeps, so that a reader may step back a little. */
const KEPT = 8 * 1024 ** 2;

type Problem = readonly [reason: GapReason, detail: string];

export interface Content {
  readonly bytes: ByteSource;
  /** To be called when the bytes are no longer read: reads what was left and says what is wrong. */
  readonly close: () => Problem | undefined;
}

const WRONG_SUM: Problem = ["malformed", "the checksum of this entry is wrong"];
const CUT_OFF: Problem = ["malformed", "the archive ends in the middle of this entry"];

const PROBLEMS: Readonly<Record<Exclude<ReturnType<Flow["ended"]>, undefined>, Problem>> = {
  // The stream ends in order, but before the sizes of the files do.
  whole: ["malformed", "the archive holds less of this entry than it says"],
  trailing: ["malformed", "the archive holds less of this entry than it says"],
  checksum: ["malformed", "the archive holds less of this entry than it says"],
  truncated: CUT_OFF,
  corrupt: ["malformed", "the compressed data of this entry is damaged; what came before was read"],
  unsupported: ["unsupported", "the compressed data of this entry uses a variant that is not read"],
  window: ["size-limit", "the compressed data of this entry needs more memory than is allowed"],
  "size-limit": ["size-limit", "more than may be decompressed: this entry was not read to its end"],
  "ratio-limit": ["ratio-limit", "this entry was not read to its end: it grows too much"],
};

/**
 * The content of a file of a block: what is small is held in memory, what is large flows out of the decompressor as it is
 * read. Files of a block must be opened in their order.
 */
export function contentOf(
  block: Block,
  { start, size, crc }: { start: number; size: number; crc: number | undefined },
  budget: Budget,
): Content {
  if (block.plain !== undefined) return copied(slice(block.plain, start, start + size), size, crc, budget);
  const flow = block.flow();
  if (!flow.seek(start)) return { bytes: memorySource(new Uint8Array(0)), close: () => behind(flow) };
  flow.mark();
  const bytes = size <= budget.maxDocumentBytes ? held(flow, size) : flowSource(flow, start, size, KEPT);
  return {
    bytes,
    close() {
      if (!flow.seek(start + size)) return PROBLEMS[flow.ended() ?? "corrupt"];
      return crc === undefined || crc === flow.crc() ? undefined : WRONG_SUM;
    },
  };
}

function behind(flow: Flow): Problem {
  const [reason] = PROBLEMS[flow.ended() ?? "corrupt"];
  return [reason, "this entry stands in one compressed stream with others, which could not be read as far as here"];
}

/** Lying sizes cost nothing: memory is taken when it is written to. */
function held(flow: Flow, size: number): ByteSource {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const piece = flow.next(size - at);
    if (piece.length === 0) break;
    bytes.set(piece, at);
    at += piece.length;
  }
  return memorySource(bytes.subarray(0, at));
}

/** A file that is not compressed lies in the archive as it is. */
function copied(bytes: ByteSource, size: number, crc: number | undefined, budget: Budget): Content {
  const limit = budget.output(bytes.size, { produced: bytes.size, consumed: bytes.size });
  if (limit !== undefined) return { bytes: memorySource(new Uint8Array(0)), close: () => PROBLEMS[limit] };
  return {
    bytes,
    close() {
      if (bytes.size < size) return CUT_OFF;
      if (crc === undefined) return undefined;
      let sum = 0;
      for (const piece of pieces(bytes)) sum = crc32(piece, sum);
      return sum === crc ? undefined : WRONG_SUM;
    },
  };
}
