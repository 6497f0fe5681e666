import { Worker } from "node:worker_threads";
import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Fingerprint } from "../sources/fingerprint.ts";
import type { FileRef, Unit } from "../sources/plan.ts";
import { mailboxEnd, withFingerprint } from "./closing.ts";
import { createFingerprints } from "./fingerprints.ts";
import { cutShort } from "./interruption.ts";
import { unitBytes, type Plan } from "./plan-evidence.ts";
import { unpack } from "./packed.ts";
import { PROGRESS, type FromWorker, type Job, type ToWorker, type WorkerSettings, type WorkerStart } from "./protocol.ts";
import { STOPPED } from "./tracked-mailbox.ts";

/** Units per worker that may be told before their turn: the bound of the reorder buffer. */
const AHEAD = 4;
/** Bytes of files that are hashed before their turn. */
const AHEAD_BYTES = 256 * 1024 ** 2;
const WATCH_MS = 1_000;

/** A unit that was handed out, and what came of it so far. */
interface Pending {
  job: Job;
  ready: UnitOutput[];
  /** Files closed in outputs that have arrived. */
  closed: number;
  done: boolean;
}

/** As much of a worker thread as the crew needs; tests put one in its place that dies on purpose. */
export interface CrewWorker {
  on(event: "message", listener: (message: FromWorker) => void): unknown;
  on(event: "error" | "exit", listener: () => void): unknown;
  postMessage(message: ToWorker): void;
  terminate(): Promise<unknown>;
}

export type StartWorker = (start: WorkerStart) => CrewWorker;

/** Semi-space of a worker in MB: larger ones let the peak of two workers grow by up to 90 MB and make nothing faster. */
const YOUNG_MB = 4;

/** Libraries may print, and what they print may be evidence: nobody listens to a worker's streams. */
const startThread: StartWorker = (workerData) =>
  // Without the options of this process: `--input-type` or `--eval` would keep a worker from starting.
  new Worker(new URL("./worker.js", import.meta.url), {
    workerData,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });

interface Slot {
  readonly worker: CrewWorker;
  readonly progress: Float64Array;
  pending: Pending | undefined;
  /** For the watch: the last beat seen, and when. */
  beat: number;
  beatAt: number;
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

/** Hands units to worker threads. A worker that hangs, dies or runs out of memory costs the document it had open. */
export function createCrew(
  plan: Plan,
  settings: WorkerSettings,
  jobs: number,
  discloser: Discloser,
  startWorker: StartWorker = startThread,
): Crew {
  const slots: Slot[] = [];
  const pendings = new Map<number, Pending>();
  const again: Pending[] = [];
  let nextUnit = 0;
  let head = 0;
  let bell = createBell();
  const fingerprints = createFingerprints(() => bell.ring());
  const watch = setInterval(() => [...slots].forEach(check), Math.min(WATCH_MS, settings.limits.stallMilliseconds));

  function start(): Slot {
    const shared = new SharedArrayBuffer(PROGRESS.length * Float64Array.BYTES_PER_ELEMENT);
    const worker = startWorker({ settings, shared });
    const slot: Slot = { worker, progress: new Float64Array(shared), pending: undefined, beat: -1, beatAt: 0, lost: false };
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
      slot.beatAt = Date.now();
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
      if (unit.kind !== "hash") return newPending(nextUnit, unit);
      // There is no work in it for a worker.
      fingerprints.reach(unit.file, Infinity);
      pendings.set(nextUnit, { ...newPending(nextUnit, unit), ready: [mailboxEnd(unit.file, discloser)], done: true });
    }
    return undefined;
  }

  function receive(slot: Slot, message: FromWorker): void {
    const { pending } = slot;
    if (pending === undefined || slot.lost) return;
    if (message.type === "outputs") {
      let { messages } = pending.job;
      for (const output of unpack(message.outputs)) {
        if (output.kind === "file") pending.closed += 1;
        if (output.kind === "messages") messages += output.counts.expected;
        pending.ready.push(output);
      }
      pending.job = { ...pending.job, resume: message.through, messages };
    } else {
      pending.done = true;
      slot.pending = undefined;
      handOut();
    }
    bell.ring();
  }

  function check(slot: Slot): void {
    if (slot.pending === undefined) return;
    const beat = slot.progress[PROGRESS.beat] ?? 0;
    if (beat !== slot.beat) {
      slot.beat = beat;
      slot.beatAt = Date.now();
    } else if (Date.now() - slot.beatAt > settings.limits.stallMilliseconds) {
      lose(slot);
    }
  }

  /** The document that was open is skipped by the next worker; one that was skipped already ends the unit. */
  function lose(slot: Slot): void {
    if (slot.lost) return;
    slot.lost = true;
    slots.splice(slots.indexOf(slot), 1);
    void slot.worker.terminate();
    const { pending } = slot;
    if (pending === undefined) return;
    const position = slot.progress[PROGRESS.position] ?? 0;
    if (pending.job.skip.includes(position)) {
      pending.ready.push(...cutShort(pending.job.unit, pending.closed, STOPPED, discloser));
      pending.done = true;
    } else {
      pending.job = { ...pending.job, skip: [...pending.job.skip, position] };
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

function newPending(id: number, unit: Unit): Pending {
  return { job: { id, unit, resume: 0, messages: 0, skip: [] }, ready: [], closed: 0, done: false };
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
