import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Unit } from "../sources/plan.ts";
import { interrupt } from "./interruption.ts";

/** Outputs of the units one after the other, each unit opened by a mark. */
export type Sequenced = UnitOutput | { readonly kind: "unit" };

/**
 * Puts the outputs of units in the order of the plan, in batches: to wait for each would cost more
 * than to tell it. Stops when `signal` is aborted, also within a batch, and then closes the file
 * that was half told; `outputsOf` is asked for one unit at a time.
 */
export async function* sequence(
  units: readonly Unit[],
  outputsOf: (unit: Unit, id: number) => AsyncIterable<readonly UnitOutput[]>,
  discloser: Discloser,
  signal: AbortSignal | undefined,
): AsyncGenerator<Iterable<Sequenced>> {
  let open = false;
  for (const [id, unit] of units.entries()) {
    let closed = 0;
    const stopped = (): Generator<Sequenced> => interrupt(units.slice(id), closed, open, discloser);
    const told = function* (batch: readonly UnitOutput[]): Generator<Sequenced> {
      for (const output of batch) {
        if (output.kind === "file") closed += 1;
        open = output.kind === "file" ? false : open || !(output.kind === "gap" && output.loose === true);
        yield output;
        if (isAborted(signal)) break;
      }
    };
    if (isAborted(signal)) return yield stopped();
    yield [{ kind: "unit" }];
    for await (const batch of outputsOf(unit, id)) {
      yield told(batch);
      if (isAborted(signal)) return yield stopped();
    }
    if (isAborted(signal) && isUnfinished(unit, closed, open)) return yield stopped();
  }
}

/** An aborted unit ends early and in silence. */
function isUnfinished(unit: Unit, closed: number, open: boolean): boolean {
  return open || closed < (unit.kind === "batch" ? unit.files.length : unit.kind === "gap" || unit.kind === "range" ? 0 : 1);
}

/** A function, because the answer changes while the outputs are awaited. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
