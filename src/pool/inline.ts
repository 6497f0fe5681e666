import type { UnitOutput } from "../engine/ledger.ts";
import { createRunner } from "./create-runner.ts";
import { unitBytes } from "./plan-evidence.ts";
import { runJob } from "./run-job.ts";
import { sequence } from "./sequence.ts";
import { createCounts, type UnitRunner } from "./unit-run.ts";

/** Runs the units one after the other in this thread: the oracle of the pool, and a library's choice. */
export const runInline: UnitRunner = (plan, settings, discloser, _jobs, signal) => {
  const counts = createCounts(plan);
  let current = 0;
  const begin = (_position: number, bytes: number): void => {
    current = bytes;
  };
  const runner = createRunner(settings, begin, () => {});
  const outputsOf = async function* (unit: (typeof plan.units)[number], id: number): AsyncGenerator<UnitOutput> {
    for await (const output of runJob({ id, unit, resume: 0, messages: 0, skip: [] }, runner)) {
      if (output.kind === "through") continue;
      counts.count(output);
      yield output;
    }
    counts.unitDone(unitBytes(unit));
    current = 0;
  };
  return { progress: () => counts.progress(current), outputs: sequence(plan.units, outputsOf, discloser, signal) };
};
