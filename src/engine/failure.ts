import { GAP_REASONS, type Gap, type GapReason } from "../model/gap.ts";

/** A failure that knows which gap it is, e.g. of a byte source that cannot be read. */
interface KnownFailure {
  readonly gapReason: GapReason;
  readonly gapDetail: string;
}

function isKnownFailure(error: unknown): error is KnownFailure {
  if (typeof error !== "object" || error === null || !("gapReason" in error) || !("gapDetail" in error)) return false;
  return GAP_REASONS.includes(error.gapReason as GapReason) && typeof error.gapDetail === "string";
}

/** To be thrown, or given to `failure`. */
export function knownFailure(gapReason: GapReason, gapDetail: string): Error & KnownFailure {
  return Object.assign(new Error(gapDetail), { gapReason, gapDetail });
}

/** What is thrown, as a gap of the document that was read. The message of a library is not told: it may quote the evidence. */
export function failure(error: unknown, partly: boolean): Omit<Gap, "location"> {
  const known = isKnownFailure(error);
  return {
    reason: known ? error.gapReason : "malformed",
    examined: partly ? "partly" : "none",
    detail: known ? error.gapDetail : `the reader of this format gave up (${error instanceof Error ? error.name : "error"})`,
  };
}
