import type { Confidence, FindingType } from "../model/finding.ts";
import type { Limits } from "../limits/limits.ts";
import type { Unit } from "../sources/plan.ts";
import type { Packed } from "./packed.ts";

/** What a worker is told once. Plain data; the case key is the only secret and goes nowhere else. */
export interface WorkerSettings {
  readonly caseKey: Uint8Array;
  readonly mask: "partial" | "full";
  readonly reveal: boolean;
  readonly minConfidence: Confidence;
  /** Types to report. */
  readonly types: readonly FindingType[];
  readonly limits: Limits;
  /** Percentage of messages that are read by two readers and compared. */
  readonly verifyMail: number;
}

/** One unit to scan, from a place on: `resume` and `skip` are used after a worker was lost. */
export interface Job {
  readonly id: number;
  readonly unit: Unit;
  /** Position of the first document to scan: index of a file in a batch, offset of a message in a mailbox. */
  readonly resume: number;
  /** Messages of the unit that were told before `resume`. */
  readonly messages: number;
  /** Positions of documents that cost a worker: told as gaps, not opened again. */
  readonly skip: readonly number[];
}

export type ToWorker = { readonly type: "job"; readonly job: Job };

export type FromWorker =
  /** Outputs in order; all documents before `through` are told with them. */
  | { readonly type: "outputs"; readonly id: number; readonly outputs: Packed; readonly through: number }
  | { readonly type: "done"; readonly id: number };

/** What a worker is started with. */
export interface WorkerStart {
  readonly settings: WorkerSettings;
  readonly shared: SharedArrayBuffer;
}

/** Slots of the shared progress array (Float64) of a worker. */
export const PROGRESS = { beat: 0, position: 1, bytes: 2, length: 3 } as const;
