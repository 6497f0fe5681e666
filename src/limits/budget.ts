import type { Budget } from "../model/extractor.ts";
import type { Limits } from "./limits.ts";

/**
 * The budget of one tree of documents. One is made for each top-level document (a file, a
 * message of a mailbox), so that a bomb costs itself and not its neighbours.
 */
export function createBudget(limits: Limits): Budget {
  let outputBytes = 0;
  let entries = 0;
  return {
    maxDocumentBytes: limits.documentBytes,
    output(bytes, stream) {
      outputBytes += bytes;
      if (outputBytes > limits.outputBytes) return "size-limit";
      if (stream.produced > limits.ratioFloorBytes && stream.produced > stream.consumed * limits.ratio) return "ratio-limit";
      return undefined;
    },
    entry() {
      entries += 1;
      return entries > limits.entries ? "count-limit" : undefined;
    },
  };
}
