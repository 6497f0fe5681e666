import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Plan } from "./plan-evidence.ts";
import type { WorkerSettings } from "./protocol.ts";
import type { Sequenced } from "./sequence.ts";

/** How far a scan is. */
export interface Progress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly files: number;
  readonly totalFiles: number;
  readonly findings: number;
  readonly gaps: number;
}

/** Units under way: their outputs in the order of the plan, each unit opened by a mark. Batches are to be read to their end. */
export interface UnitRun {
  readonly outputs: AsyncIterable<Iterable<Sequenced>>;
  progress(): Progress;
}

/** Runs a plan; inline and in the pool give the same outputs. */
export type UnitRunner = (
  plan: Plan,
  settings: WorkerSettings,
  discloser: Discloser,
  jobs: number,
  signal: AbortSignal | undefined,
) => UnitRun;

/** Counts what has been told, for the progress line. */
export function createCounts(plan: Plan): {
  count(output: UnitOutput): void;
  unitDone(bytes: number): void;
  progress(current: number): Progress;
} {
  let bytes = 0;
  let files = 0;
  let findings = 0;
  let gaps = 0;
  return {
    count(output) {
      if (output.kind === "finding") findings += 1;
      else if (output.kind === "gap") gaps += 1;
      else if (output.kind === "file") files += 1;
    },
    unitDone(unitBytes) {
      bytes += unitBytes;
    },
    progress: (current) => ({
      bytes: Math.min(bytes + current, plan.bytes),
      totalBytes: plan.bytes,
      files,
      totalFiles: plan.files,
      findings,
      gaps,
    }),
  };
}
