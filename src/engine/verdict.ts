import { CONFIDENCES, type Confidence } from "../model/finding.ts";

/** What the exit status depends on. */
export interface Outcome {
  readonly byConfidence: Readonly<Partial<Record<Confidence, number>>>;
  readonly gaps: number;
  readonly failOn: Confidence | "never";
  /** Status for findings, usually 1. */
  readonly exitCode: number;
  readonly allowIncomplete: boolean;
  /** Status of an interrupted run (130 or 143); 0 when it ran to its end. */
  readonly interrupted: number;
}

/**
 * Exit status (contract section 2): interrupted before all, then findings at or above
 * `failOn`, then gaps. One function decides, so that what is said and what is returned agree.
 */
export function exitStatus(outcome: Outcome): number {
  if (outcome.interrupted !== 0) return outcome.interrupted;
  const { failOn } = outcome;
  if (failOn !== "never") {
    const reached = CONFIDENCES.slice(CONFIDENCES.indexOf(failOn)).some((level) => (outcome.byConfidence[level] ?? 0) > 0);
    if (reached) return outcome.exitCode;
  }
  return outcome.gaps > 0 && !outcome.allowIncomplete ? 3 : 0;
}
