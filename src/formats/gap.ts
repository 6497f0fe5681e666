import type { Role, UnfoldedGap } from "../model/document.ts";
import type { ExtractContext } from "../model/extractor.ts";
import type { GapReason } from "../model/gap.ts";
import type { Step } from "../model/location.ts";

/** A gap as extractors yield it; `detail` holds own words and numbers only. */
export function gap(
  reason: GapReason,
  examined: UnfoldedGap["examined"],
  detail: string,
  steps: readonly Step[] = [],
): UnfoldedGap {
  return { kind: "gap", steps, reason, examined, detail };
}

/** The role of a file's own text: inside a message the file is an attachment. */
export function roleIn(context: ExtractContext): Role {
  return context.insideMessage ? "attachment" : "body";
}
