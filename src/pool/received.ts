import type { UnitOutput } from "../engine/ledger.ts";
import type { Job } from "./protocol.ts";

/** The job that goes on behind these outputs: see `Job`. */
export function toldUpTo(job: Job, outputs: readonly UnitOutput[], through: number, ahead: number): Job {
  let { messages } = job;
  for (const output of outputs) if (output.kind === "messages") messages += output.counts.expected;
  return { ...job, resume: through, ahead, messages, retries: through > job.resume ? 0 : job.retries };
}
