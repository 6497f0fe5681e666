import { Worker } from "node:worker_threads";
import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import { cutShort } from "./interruption.ts";
import { unitBytes, type Plan } from "./plan-evidence.ts";
import { PROGRESS, type FromWorker, type Job, type WorkerSettings, type WorkerStart } from "./protocol.ts";
import { sequence } from "./sequence.ts";
import { STOPPED } from "./tracked-mailbox.ts";
import { createCounts, type UnitRunner } from "./unit-run.ts";

/** Units per worker that may be told before their turn: the bound of the reorder buffer. */
const AHEAD = 4;
const WATCH_MS = 1_000;

/** A unit that was handed out, and what came of it so far. */
interface Pending {
  job: Job;
  readonly ready: UnitOutput[];
  /** Files closed in outputs that have arrived. */
  closed: number;
  done: boolean;
}

interface Slot {
  readonly worker: Worker;
  readonly progress: Float64Array;
  pending: Pending | undefined;
  /** For the watch: the last beat seen, and when. */
  beat: number;
  beatAt: number;
  lost: boolean;
}

/** Runs the units in worker threads; outputs come in the order of the plan. A worker that hangs or dies costs its document. */
export const runInPool: UnitRunner = (plan, settings, discloser, jobs, signal) => {
  const counts = createCounts(plan);
  const pool = openPool(plan, settings, jobs, discloser);
  const outputsOf = async function* (unit: Plan["units"][number], id: number): AsyncGenerator<UnitOutput> {
    for await (const output of pool.outputsOf(id)) {
      counts.count(output);
      yield output;
    }
    counts.unitDone(unitBytes(unit));
  };
  const outputs = async function* () {
    const stop = (): void => pool.wake();
    signal?.addEventListener("abort", stop);
    try {
      yield* sequence(plan.units, outputsOf, discloser, signal);
    } finally {
      signal?.removeEventListener("abort", stop);
      await pool.close();
    }
  };
  return { progress: () => counts.progress(pool.bytesUnderWay()), outputs: outputs() };

  function openPool(plan: Plan, settings: WorkerSettings, jobs: number, discloser: Discloser) {
    const slots: Slot[] = [];
    const pendings = new Map<number, Pending>();
    const again: Pending[] = [];
    let nextUnit = 0;
    let head = 0;
    let wake = (): void => {};
    let waiting = Promise.resolve();
    const rearm = (): void => {
      waiting = new Promise((resolve) => {
        wake = resolve;
      });
    };
    rearm();
    const watch = setInterval(() => slots.forEach(check), WATCH_MS);

    const start = (): Slot => {
      const shared = new SharedArrayBuffer(PROGRESS.length * Float64Array.BYTES_PER_ELEMENT);
      // Libraries may print; what they print may be evidence, so nobody listens to a worker's streams.
      const workerData: WorkerStart = { settings, shared };
      const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData, stdout: true, stderr: true });
      const slot: Slot = { worker, progress: new Float64Array(shared), pending: undefined, beat: -1, beatAt: Date.now(), lost: false };
      worker.on("message", (message: FromWorker) => receive(slot, message));
      worker.on("error", () => lose(slot));
      worker.on("exit", () => lose(slot));
      slots.push(slot);
      return slot;
    };

    const give = (slot: Slot, pending: Pending): void => {
      slot.pending = pending;
      slot.beat = -1;
      slot.beatAt = Date.now();
      slot.worker.postMessage({ type: "job", job: pending.job });
    };

    const handOut = (): void => {
      while (again.length > 0 || (nextUnit < plan.units.length && nextUnit < head + jobs * AHEAD)) {
        const slot = slots.find((one) => one.pending === undefined) ?? (slots.length < jobs ? start() : undefined);
        if (slot === undefined) return;
        give(slot, again.shift() ?? fresh());
      }
    };

    const fresh = (): Pending => {
      const id = nextUnit;
      nextUnit += 1;
      const unit = plan.units[id] as Plan["units"][number];
      const pending: Pending = { job: { id, unit, resume: 0, skip: [] }, ready: [], closed: 0, done: false };
      pendings.set(id, pending);
      return pending;
    };

    const receive = (slot: Slot, message: FromWorker): void => {
      const { pending } = slot;
      if (pending === undefined || slot.lost) return;
      if (message.type === "outputs") {
        // Not `push(...outputs)`: thousands of arguments overflow the stack.
        for (const output of message.outputs) {
          if (output.kind === "file") pending.closed += 1;
          pending.ready.push(output);
        }
        pending.job = { ...pending.job, resume: message.through };
      } else {
        pending.done = true;
        slot.pending = undefined;
        handOut();
      }
      wake();
    };

    const check = (slot: Slot): void => {
      if (slot.pending === undefined) return;
      const beat = slot.progress[PROGRESS.beat] ?? 0;
      if (beat !== slot.beat) {
        slot.beat = beat;
        slot.beatAt = Date.now();
      } else if (Date.now() - slot.beatAt > settings.limits.stallMilliseconds) {
        lose(slot);
      }
    };

    /** The document that was open is skipped by the next worker; one that was skipped already ends the unit. */
    const lose = (slot: Slot): void => {
      if (slot.lost) return;
      slot.lost = true;
      slots.splice(slots.indexOf(slot), 1);
      void slot.worker.terminate();
      const { pending } = slot;
      if (pending !== undefined) {
        const position = slot.progress[PROGRESS.position] ?? 0;
        if (pending.job.skip.includes(position)) {
          pending.ready.push(...cutShort(pending.job.unit, pending.closed, STOPPED, discloser));
          pending.done = true;
        } else {
          pending.job = { ...pending.job, skip: [...pending.job.skip, position] };
          again.push(pending);
        }
      }
      handOut();
      wake();
    };

    return {
      wake: () => wake(),
      bytesUnderWay: () => slots.reduce((sum, slot) => sum + (slot.pending === undefined ? 0 : (slot.progress[PROGRESS.bytes] ?? 0)), 0),
      async *outputsOf(id: number): AsyncGenerator<UnitOutput> {
        head = id;
        handOut();
        const pending = pendings.get(id) as Pending;
        while (true) {
          while (pending.ready.length > 0) {
            const ready = pending.ready.splice(0);
            for (const output of ready) yield output;
          }
          if (pending.done || signal?.aborted === true) break;
          await waiting;
          rearm();
        }
        pendings.delete(id);
      },
      async close() {
        clearInterval(watch);
        for (const slot of slots) slot.lost = true;
        await Promise.all(slots.map((slot) => slot.worker.terminate()));
      },
    };
  }
};
