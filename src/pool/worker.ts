import { parentPort, workerData } from "node:worker_threads";
import { finish } from "../engine/work.ts";
import { createRunner } from "./create-runner.ts";
import { pack } from "./packed.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./protocol.ts";
import { runJob } from "./run-job.ts";

const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread only");
const { settings, shared } = workerData as WorkerStart;
const send = (message: FromWorker): void => port.postMessage(message);
let id = 0;
const runner = createRunner(settings, new Float64Array(shared), (outputs, through, ahead) =>
  send({ type: "outputs", id, outputs: pack(outputs), through, ahead }),
);

port.on("message", ({ job }: ToWorker) => {
  void run(job);
});

async function run(job: ToWorker["job"]): Promise<void> {
  id = job.id;
  await finish(runJob(job, runner));
  send({ type: "done", id: job.id });
}
