import type { SummaryEvent } from "../model/events.ts";
import type { Resolution } from "../individuals/resolve.ts";
import type { Ledger } from "./ledger.ts";
import { exitStatus, type Outcome } from "./verdict.ts";

/** How a run ended, and what its exit status depends on. */
export interface Ending extends Pick<Outcome, "failOn" | "exitCode" | "allowIncomplete" | "interrupted"> {
  /** True when it did not come to its end, by a signal or because the stream was cut off. */
  readonly partial: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** The last event of a run: what the books and the people come to. A part is never complete. */
export function summarise(ledger: Ledger, resolution: Resolution, ending: Ending): SummaryEvent {
  const { failOn, exitCode, allowIncomplete, interrupted, partial, startedAt, endedAt } = ending;
  const findings = ledger.findings();
  const coverage = ledger.coverage();
  const bytes = ledger.bytes();
  const seconds = (endedAt.getTime() - startedAt.getTime()) / 1000;
  const gaps = coverage.gaps.total + (partial ? 1 : 0);
  return {
    event: "summary",
    findings,
    individuals: resolution.tally,
    correspondents: resolution.correspondents,
    organisations: resolution.organisations,
    coverage,
    complete: gaps === 0,
    partial,
    exitCode: exitStatus({ byConfidence: findings.byConfidence, gaps, failOn, exitCode, allowIncomplete, interrupted }),
    bytes,
    endedAt: endedAt.toISOString(),
    seconds,
    bytesPerSecond: seconds > 0 ? Math.round(bytes / seconds) : 0,
  };
}
