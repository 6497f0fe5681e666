import type { UnfoldedGap } from "../../model/document.ts";
import type { GapReason } from "../../model/gap.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import type { Inflated } from "./inflate.ts";

const ENDINGS: Readonly<Record<Exclude<Inflated["end"], "whole">, readonly [reason: GapReason, detail: string]>> = {
  truncated: ["malformed", "the compressed stream ends in the middle"],
  corrupt: ["malformed", "the compressed stream is damaged; what came before was read"],
  checksum: ["malformed", "the checksum of the compressed stream is wrong"],
  trailing: ["malformed", "bytes after the compressed stream were not read"],
  unsupported: ["unsupported", "the compressed stream uses a variant that is not read"],
  window: ["size-limit", "the compressed stream needs more memory than is allowed"],
};

/** The gap for a compressed stream that did not end whole. */
export function endingGap(
  end: Exclude<Inflated["end"], "whole">,
  examined: "none" | "partly",
  steps: readonly Step[] = [],
): UnfoldedGap {
  const [reason, detail] = ENDINGS[end];
  return gap(reason, examined, detail, steps);
}
