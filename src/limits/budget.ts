import type { Budget } from "../model/extractor.ts";
import type { Limits } from "./limits.ts";

/** The ratio of a whole tree is looked at above this many times the output at which that of a stream is. */
const TREE_FLOORS = 4;

/**
 * The budget of one tree of documents. One is made for each top-level document (a file, a
 * message of a mailbox), so that a bomb costs itself and not its neighbours. `size` is that document's, in
 * bytes: archives in archives have a modest ratio each, and a product of ratios that has no end.
 */
export function createBudget(limits: Limits, size = Number.POSITIVE_INFINITY): Budget {
  let outputBytes = 0;
  let entries = 0;
  return {
    maxDocumentBytes: limits.documentBytes,
    output(bytes, stream) {
      outputBytes += bytes;
      if (outputBytes > limits.outputBytes) return "size-limit";
      if (stream.produced > limits.ratioFloorBytes && stream.produced > stream.consumed * limits.ratio) return "ratio-limit";
      if (outputBytes > limits.ratioFloorBytes * TREE_FLOORS && outputBytes > size * limits.ratio) return "ratio-limit";
      return undefined;
    },
    entry() {
      entries += 1;
      return entries > limits.entries ? "count-limit" : undefined;
    },
  };
}
