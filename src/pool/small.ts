import type { UnitOutput } from "../engine/ledger.ts";
import type { Unit } from "../sources/plan.ts";
import type { Crew } from "./crew.ts";
import { createInline } from "./inline.ts";
import { unitBytes } from "./plan-evidence.ts";
import type { Job } from "./protocol.ts";
import { sequence, type Sequenced } from "./sequence.ts";
import { createCounts, type UnitRunner } from "./unit-run.ts";

/**
 * Runs the units in this thread until a document is met that a foreign library reads; workers go on from there. A
 * thread takes longer to start than a small scan, but a library that hangs in this one cannot be stopped.
 */
export const runSmall: UnitRunner = (plan, settings, discloser, jobs, signal) => {
  const counts = createCounts(plan);
  const inline = createInline(settings, discloser, true);
  let crew: Crew | undefined;
  const stopped = (): boolean => signal?.aborted === true;
  const wake = (): void => crew?.wake();

  const inCrew = async function* (first: Job): AsyncGenerator<readonly UnitOutput[]> {
    if (crew === undefined) {
      const { createCrew } = await import("./crew.ts");
      crew = createCrew(plan, settings, jobs, discloser, undefined, first);
      signal?.addEventListener("abort", wake);
    }
    yield* crew.outputsOf(first.id, stopped);
  };
  const untilRisk = async function* (unit: Unit, id: number): AsyncGenerator<readonly UnitOutput[]> {
    const left = yield* inline.outputsOf(unit, id);
    if (left !== undefined) yield* inCrew(left);
  };
  const outputsOf = async function* (unit: Unit, id: number): AsyncGenerator<readonly UnitOutput[]> {
    const batches = crew === undefined ? untilRisk(unit, id) : crew.outputsOf(id, stopped);
    for await (const batch of batches) {
      for (const output of batch) counts.count(output);
      yield batch;
    }
    counts.unitDone(unitBytes(unit));
  };
  const outputs = async function* (): AsyncGenerator<Iterable<Sequenced>> {
    try {
      yield* sequence(plan.units, outputsOf, discloser, signal);
    } finally {
      signal?.removeEventListener("abort", wake);
      await crew?.close();
    }
  };
  return { progress: () => counts.progress(crew?.bytesUnderWay() ?? inline.bytesUnderWay()), outputs: outputs() };
};
