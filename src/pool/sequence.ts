import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Unit } from "../sources/plan.ts";
import { cutShort, INTERRUPTED } from "./interruption.ts";

/** Outputs of the units one after the other, each unit opened by a mark. */
export type Sequenced = UnitOutput | { readonly kind: "unit" };

/**
 * Puts the outputs of units in the order of the plan. Stops when `signal` is aborted, and then
 * closes the file that was half told; `outputsOf` is asked for one unit at a time.
 */
export async function* sequence(
  units: readonly Unit[],
  outputsOf: (unit: Unit, id: number) => AsyncIterable<UnitOutput>,
  discloser: Discloser,
  signal: AbortSignal | undefined,
): AsyncGenerator<Sequenced> {
  let open = false;
  for (const [id, unit] of units.entries()) {
    if (isAborted(signal)) return yield* stop(unit, 0, open, discloser);
    yield { kind: "unit" };
    let closed = 0;
    for await (const output of outputsOf(unit, id)) {
      if (output.kind === "file") closed += 1;
      open = output.kind === "file" ? false : open || !(output.kind === "gap" && output.loose === true);
      yield output;
      if (isAborted(signal)) return yield* stop(unit, closed, open, discloser);
    }
    if (isAborted(signal)) return yield* stop(unit, closed, open, discloser);
  }
}

function* stop(unit: Unit, closed: number, open: boolean, discloser: Discloser): Generator<Sequenced> {
  if (open) yield* cutShort(unit, closed, INTERRUPTED, discloser);
}

/** A function, because the answer changes while the outputs are awaited. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
