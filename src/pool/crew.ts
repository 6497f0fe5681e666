import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Fingerprint } from "../sources/fingerprint.ts";
import type { FileRef, Unit } from "../sources/plan.ts";
import { abandon, jobBehind } from "./abandon.ts";
import { mailboxEnd, withFingerprint } from "./closing.ts";
import { createFingerprints } from "./fingerprints.ts";

import { jobAfter, patience, readLost } from "./loss.ts";
import { unitBytes, type Plan } from "./plan-evidence.ts";
import { unpack } from "./packed.ts";
import { NOT_BEGUN, PROGRESS, newJob, type FromWorker, type Job, type WorkerSettings } from "./protocol.ts";
import { toldUpTo } from "./received.ts";
import { startThread, type CrewWorker, type StartWorker } from "./thread.ts";

/** Units per worker that may be told before their turn: the bound of the reorder buffer. */
const AHEAD = 4;
/** Bytes of files that are hashed before their turn. */
const AHEAD_BYTES = 256 * 1024 ** 2;
const WATCH_MS = 1_000;

/** A unit that was handed out, and what came of it so far. */
interface Pending {
  job: Job;
  ready: UnitOutput[];
  done: boolean;
}

interface Slot {
  readonly worker: CrewWorker;
  readonly progress: Float64Array;
  pending: Pending | undefined;
  /** For the watch: the last beat seen, and for how many milliseconds. */
  beat: number;
  silent: number;
  lost: boolean;
}

/** The workers of one scan. */
export interface Crew {
  /** Outputs of a unit; units are asked for in the order of the plan. Ends early after `wake` when `stopped` says so. */
  readonly outputsOf: (id: number, stopped: () => boolean) => AsyncGenerator<readonly UnitOutput[]>;
  /** Lets a waiting `outputsOf` look at `stopped` again. */
  readonly wake: () => void;
  /** Bytes done in units that are under way, or done and not told yet. */
  readonly bytesUnderWay: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Hands units to worker threads, from `first` on (a job that may be begun already). A worker that hangs, dies or
 * runs out of memory costs the document it had open.
 */
export function createCrew(
  plan: Plan,
  settings: WorkerSettings,
  jobs: number,
  discloser: Discloser,
  startWorker: StartWorker = startThread,
  first?: Job,
): Crew {
  const slots: Slot[] = [];
  const pendings = new Map<number, Pending>();
  const again: Pending[] = [];
  let nextUnit = first?.id ?? 0;
  let head = nextUnit;
  let stalls = 0;
  let bell = createBell();
  const fingerprints = createFingerprints(() => bell.ring());
  const { stallMilliseconds } = settings.limits;
  const tick = Math.min(WATCH_MS, stallMilliseconds / 4);
  const watch = setInterval(() => [...slots].forEach(check), tick);

  function start(): Slot {
    const shared = new SharedArrayBuffer(PROGRESS.length * Float64Array.BYTES_PER_ELEMENT);
    const worker = startWorker({ settings, shared }, jobs);
    const slot: Slot = { worker, progress: new Float64Array(shared), pending: undefined, beat: -1, silent: 0, lost: false };
    worker.on("message", (message) => receive(slot, message));
    worker.on("error", () => lose(slot));
    worker.on("exit", () => lose(slot));
    slots.push(slot);
    return slot;
  }

  function handOut(): void {
    for (;;) {
      const pending = again[0] ?? fresh();
      const slot = pending && (slots.find((one) => one.pending === undefined) ?? (slots.length < jobs ? start() : undefined));
      if (pending === undefined || slot === undefined) break;
      if (pending === again[0]) again.shift();
      else {
        pendings.set(pending.job.id, pending);
        nextUnit += 1;
      }
      const { unit } = pending.job;
      if (unit.kind === "range") fingerprints.reach(unit.file, unit.end);
      if (unit.kind === "file") fingerprints.reach(unit.file, Infinity);
      slot.pending = pending;
      slot.beat = -1;
      slot.progress[PROGRESS.position] = NOT_BEGUN;
      slot.worker.postMessage({ type: "job", job: pending.job });
    }
    hashAhead();
  }

  /** Files that are soon to be read are hashed before, as far as the memory of the system surely holds them until then. */
  function hashAhead(): void {
    let bytes = 0;
    for (let id = nextUnit; id < head + jobs * AHEAD; id += 1) {
      const unit = plan.units[id];
      if (unit?.kind !== "file") return;
      bytes += unit.file.size;
      if (bytes > AHEAD_BYTES) return;
      fingerprints.reach(unit.file, Infinity);
    }
  }

  /** The next unit of the plan, as far as the reorder buffer lets it start. */
  function fresh(): Pending | undefined {
    for (; nextUnit < head + jobs * AHEAD; nextUnit += 1) {
      const unit = plan.units[nextUnit];
      if (unit === undefined) return undefined;
      if (unit.kind !== "hash") return newPending(first?.id === nextUnit ? first : newJob(nextUnit, unit));
      // There is no work in it for a worker.
      fingerprints.reach(unit.file, Infinity);
      pendings.set(nextUnit, { ...newPending(newJob(nextUnit, unit)), ready: [mailboxEnd(unit.file, discloser)], done: true });
    }
    return undefined;
  }

  function receive(slot: Slot, message: FromWorker): void {
    const { pending } = slot;
    if (pending === undefined || slot.lost) return;
    if (message.type === "outputs") {
      const outputs = unpack(message.outputs);
      for (const output of outputs) pending.ready.push(output);
      pending.job = toldUpTo(pending.job, outputs, message.through, message.ahead);
    } else {
      pending.done = true;
      slot.pending = undefined;
      handOut();
    }
    bell.ring();
  }

  /** Time is counted in ticks: one that sleeps, or a thread that is held up, makes no worker hang. */
  function check(slot: Slot): void {
    if (slot.pending === undefined) return;
    const beat = slot.progress[PROGRESS.beat] ?? 0;
    slot.silent = beat === slot.beat ? slot.silent + tick : 0;
    slot.beat = beat;
    if (slot.silent < patience(stallMilliseconds, stalls)) return;
    stalls += 1;
    lose(slot);
  }

  function lose(slot: Slot): void {
    if (slot.lost) return;
    slot.lost = true;
    slots.splice(slots.indexOf(slot), 1);
    void slot.worker.terminate();
    const { pending } = slot;
    if (pending === undefined) return;
    let next = jobAfter(pending.job, readLost(slot.progress));
    if (next === undefined) {
      pending.ready.push(...abandon(pending.job, discloser));
      next = jobBehind(pending.job);
    }
    if (next === undefined) pending.done = true;
    else {
      pending.job = next;
      again.push(pending);
    }
    handOut();
    bell.ring();
  }

  async function rung(): Promise<void> {
    await bell.rung;
    bell = createBell();
  }

  async function fingerprintOf(file: FileRef, stopped: () => boolean): Promise<(() => Fingerprint) | undefined> {
    for (let made = fingerprints.take(file); !stopped(); made = fingerprints.take(file)) {
      if (made !== undefined) return made;
      await rung();
    }
    return undefined;
  }

  return {
    wake: () => bell.ring(),
    bytesUnderWay: () => {
      let bytes = 0;
      for (const pending of pendings.values()) if (pending.done) bytes += unitBytes(pending.job.unit);
      for (const { pending, progress } of slots) if (pending !== undefined) bytes += progress[PROGRESS.bytes] ?? 0;
      return bytes;
    },
    async *outputsOf(id, stopped) {
      head = id;
      handOut();
      const pending = pendings.get(id);
      if (pending === undefined) throw new RangeError("units are asked for in the order of the plan");
      for (;;) {
        const { ready, done } = pending;
        pending.ready = [];
        let batch: UnitOutput[] = [];
        for (const output of ready) {
          const large = output.kind === "file" && output.unhashed === true ? fileOf(pending.job.unit) : undefined;
          if (output.kind !== "file" || large === undefined) {
            batch.push(output);
            continue;
          }
          // What is there is told before it is waited.
          yield batch;
          batch = [];
          const fingerprint = await fingerprintOf(large, stopped);
          // Stopped: the file is closed as one that was interrupted.
          if (fingerprint === undefined) return;
          batch = withFingerprint(output, large, fingerprint, discloser);
        }
        if (batch.length > 0) yield batch;
        if (stopped() || (done && pending.ready.length === 0)) break;
        if (pending.ready.length > 0 || pending.done) continue;
        await rung();
      }
      pendings.delete(id);
    },
    async close() {
      clearInterval(watch);
      fingerprints.close();
      for (const slot of slots) slot.lost = true;
      await Promise.all(slots.map((slot) => slot.worker.terminate()));
    },
  };
}

function newPending(job: Job): Pending {
  return { job, ready: [], done: false };
}

/** The file of which the closing of a unit lacks the fingerprint. */
function fileOf(unit: Unit): FileRef | undefined {
  return unit.kind === "file" || unit.kind === "hash" ? unit.file : undefined;
}

/** Something to wait for. */
function createBell(): { readonly rung: Promise<void>; readonly ring: () => void } {
  let ring = (): void => {};
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return { rung, ring };
}
