import { parentPort, workerData } from "node:worker_threads";
import type { UnitOutput } from "../engine/ledger.ts";
import { createRunner } from "./create-runner.ts";
import { PROGRESS, type FromWorker, type ToWorker, type WorkerStart } from "./protocol.ts";
import { runJob } from "./run-job.ts";

/** Outputs are sent when a document is told and this many are waiting. */
const BATCH = 64;
/** Within one document they are sent past this many, so that a file of a million findings stays flat. */
const MANY = 4_096;

const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread only");
const { settings, shared } = workerData as WorkerStart;
const progress = new Float64Array(shared);
const runner = createRunner(
  settings,
  (position, bytes) => {
    progress[PROGRESS.position] = position;
    progress[PROGRESS.bytes] = bytes;
  },
  () => {
    progress[PROGRESS.beat] = (progress[PROGRESS.beat] ?? 0) + 1;
  },
);

const send = (message: FromWorker): void => port.postMessage(message);

port.on("message", ({ job }: ToWorker) => {
  void run(job);
});

async function run(job: ToWorker["job"]): Promise<void> {
  let outputs: UnitOutput[] = [];
  let through = job.resume;
  for await (const output of runJob(job, runner)) {
    if (output.kind === "through") {
      through = output.position;
      if (outputs.length < BATCH) continue;
      send({ type: "outputs", id: job.id, outputs, through });
      outputs = [];
      continue;
    }
    outputs.push(output);
    if (outputs.length >= MANY) {
      // The counts of a message that is not yet told wait: a worker lost now would count it twice.
      send({ type: "outputs", id: job.id, outputs: outputs.filter((one) => one.kind !== "messages"), through });
      outputs = outputs.filter((one) => one.kind === "messages");
    }
  }
  send({ type: "outputs", id: job.id, outputs, through });
  send({ type: "done", id: job.id });
}
