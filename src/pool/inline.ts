import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import { resume, stop } from "../engine/work.ts";
import { sha256OfFile } from "../sources/fingerprint.ts";
import type { Unit } from "../sources/plan.ts";
import { withFingerprint } from "./closing.ts";
import { createRunner } from "./create-runner.ts";
import { unitBytes } from "./plan-evidence.ts";
import { newJob, PROGRESS, type Job, type WorkerSettings } from "./protocol.ts";
import { toldUpTo } from "./received.ts";
import { runJob, type Runner } from "./run-job.ts";
import { sequence } from "./sequence.ts";
import { createCounts, type UnitRunner } from "./unit-run.ts";

/** Runs units in this thread. */
export interface Inline {
  /** Outputs of a unit. Returns the job that is left when the work came to a document that is not to be read in this thread. */
  readonly outputsOf: (unit: Unit, id: number) => AsyncGenerator<readonly UnitOutput[], Job | undefined>;
  /** Bytes done in the unit that is under way. */
  readonly bytesUnderWay: () => number;
}

/** `careful`: a document that a foreign library reads is left to a thread that can be stopped. */
export function createInline(settings: WorkerSettings, discloser: Discloser, careful: boolean): Inline {
  const progress = new Float64Array(PROGRESS.length);
  let sent: UnitOutput[] = [];
  let job: Job | undefined;
  let risk = false;
  const plain = createRunner(settings, progress, (outputs, through, ahead) => {
    sent.push(...outputs);
    if (job !== undefined) job = toldUpTo(job, outputs, through, ahead);
  });
  const taking: Runner = { ...plain, engine: { ...plain.engine, risk: () => void (risk = true) } };
  const hashed = (output: UnitOutput, unit: Unit): readonly UnitOutput[] => {
    if (output.kind !== "file" || output.unhashed !== true || (unit.kind !== "file" && unit.kind !== "hash")) return [output];
    return withFingerprint(output, unit.file, () => sha256OfFile(unit.file.path), discloser);
  };
  const taken = (unit: Unit): readonly UnitOutput[] => {
    const outputs = sent.flatMap((output) => hashed(output, unit));
    sent = [];
    return outputs;
  };
  return {
    bytesUnderWay: () => progress[PROGRESS.bytes] ?? 0,
    async *outputsOf(unit, id) {
      job = newJob(id, unit);
      const work = runJob(job, careful ? taking : plain);
      try {
        let step = work.next();
        while (step.done !== true) {
          if (step.value !== undefined) step = await resume(work, step.value);
          else {
            // Whoever reads slowly holds the work up: what is found does not pile up.
            if (sent.length > 0) yield taken(unit);
            if (risk) return job;
            step = work.next();
          }
        }
        yield taken(unit);
      } finally {
        await stop(work);
      }
      progress[PROGRESS.bytes] = 0;
      return undefined;
    },
  };
}

/** Runs the units one after the other in this thread: the oracle of the pool, and a library's choice. */
export const runInline: UnitRunner = (plan, settings, discloser, _jobs, signal) => {
  const counts = createCounts(plan);
  const inline = createInline(settings, discloser, false);
  const outputsOf = async function* (unit: Unit, id: number): AsyncGenerator<readonly UnitOutput[]> {
    for await (const batch of inline.outputsOf(unit, id)) {
      for (const output of batch) counts.count(output);
      yield batch;
    }
    counts.unitDone(unitBytes(unit));
  };
  return { progress: () => counts.progress(inline.bytesUnderWay()), outputs: sequence(plan.units, outputsOf, discloser, signal) };
};
