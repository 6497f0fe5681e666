import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerStart } from "./protocol.ts";

/** As much of a worker thread as the crew needs; tests put one in its place that dies on purpose. */
export interface CrewWorker {
  on(event: "message", listener: (message: FromWorker) => void): unknown;
  on(event: "error" | "exit", listener: () => void): unknown;
  postMessage(message: ToWorker): void;
  terminate(): Promise<unknown>;
}

/** Starts one of at most `jobs` workers. */
export type StartWorker = (start: WorkerStart, jobs: number) => CrewWorker;

/** Semi-space of a worker in MB: larger ones let the peak of two workers grow by up to 90 MB and make nothing faster. */
const YOUNG_MB = 4;
/** Heap of a worker in MB: a worker that passes it is lost, the process that passes the memory of the computer is. */
const LEAST_HEAP_MB = 512;
const MOST_HEAP_MB = 4_096;

/** Libraries may print, and what they print may be evidence: nobody listens to a worker's streams. */
export const startThread: StartWorker = (workerData, jobs) =>
  // Without the options of this process: `--input-type` or `--eval` would keep a worker from starting.
  new Worker(new URL("./worker.js", import.meta.url), {
    workerData,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: heapOf(memory(), jobs) },
  });

/** Heap of each of `jobs` workers in MB, on a computer with this many bytes of memory. */
export function heapOf(bytes: number, jobs: number): number {
  const share = Math.floor((bytes * 3) / 4 / 1024 ** 2 / jobs);
  return Math.max(LEAST_HEAP_MB, Math.min(MOST_HEAP_MB, share));
}

/** Bytes of memory of the computer, or of the container that this process is in. */
function memory(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}
