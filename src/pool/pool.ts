import type { UnitOutput } from "../engine/ledger.ts";
import type { Unit } from "../sources/plan.ts";
import { createCrew } from "./crew.ts";
import { unitBytes } from "./plan-evidence.ts";
import { sequence, type Sequenced } from "./sequence.ts";
import { createCounts, type UnitRunner } from "./unit-run.ts";

/** Runs the units in worker threads; outputs come in the order of the plan. */
export const runInPool: UnitRunner = (plan, settings, discloser, jobs, signal) => {
  const counts = createCounts(plan);
  const crew = createCrew(plan, settings, jobs, discloser);
  const outputsOf = async function* (unit: Unit, id: number): AsyncGenerator<readonly UnitOutput[]> {
    for await (const batch of crew.outputsOf(id, () => signal?.aborted === true)) {
      for (const output of batch) counts.count(output);
      yield batch;
    }
    counts.unitDone(unitBytes(unit));
  };
  const outputs = async function* (): AsyncGenerator<Iterable<Sequenced>> {
    signal?.addEventListener("abort", crew.wake);
    try {
      yield* sequence(plan.units, outputsOf, discloser, signal);
    } finally {
      signal?.removeEventListener("abort", crew.wake);
      await crew.close();
    }
  };
  return { progress: () => counts.progress(crew.bytesUnderWay()), outputs: outputs() };
};
