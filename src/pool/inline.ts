import type { UnitOutput } from "../engine/ledger.ts";
import { resume, stop } from "../engine/work.ts";
import { sha256OfFile } from "../sources/fingerprint.ts";
import type { Unit } from "../sources/plan.ts";
import { withFingerprint } from "./closing.ts";
import { createRunner } from "./create-runner.ts";
import { unitBytes } from "./plan-evidence.ts";
import { runJob } from "./run-job.ts";
import { sequence } from "./sequence.ts";
import { createCounts, type UnitRunner } from "./unit-run.ts";

/** Runs the units one after the other in this thread: the oracle of the pool, and a library's choice. */
export const runInline: UnitRunner = (plan, settings, discloser, _jobs, signal) => {
  const counts = createCounts(plan);
  let current = 0;
  let sent: UnitOutput[] = [];
  const begin = (_position: number, bytes: number): void => {
    current = bytes;
  };
  const runner = createRunner(
    settings,
    begin,
    () => {},
    (outputs) => {
      sent.push(...outputs);
    },
  );
  const taken = (unit: Unit): readonly UnitOutput[] => {
    const outputs = sent.flatMap((output) => hashed(output, unit));
    sent = [];
    for (const output of outputs) counts.count(output);
    return outputs;
  };
  const hashed = (output: UnitOutput, unit: Unit): readonly UnitOutput[] => {
    if (output.kind !== "file" || output.unhashed !== true || (unit.kind !== "file" && unit.kind !== "hash")) return [output];
    return withFingerprint(output, unit.file, () => sha256OfFile(unit.file.path), discloser);
  };
  const outputsOf = async function* (unit: Unit, id: number): AsyncGenerator<readonly UnitOutput[]> {
    const work = runJob({ id, unit, resume: 0, messages: 0, skip: [] }, runner);
    try {
      let step = work.next();
      while (step.done !== true) {
        if (step.value !== undefined) step = await resume(work, step.value);
        else {
          // Whoever reads slowly holds the work up: what is found does not pile up.
          if (sent.length > 0) yield taken(unit);
          step = work.next();
        }
      }
      yield taken(unit);
    } finally {
      await stop(work);
    }
    counts.unitDone(unitBytes(unit));
    current = 0;
  };
  return { progress: () => counts.progress(current), outputs: sequence(plan.units, outputsOf, discloser, signal) };
};
