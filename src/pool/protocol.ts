import type { Stop } from "../engine/trace.ts";
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
  /** Ids of the detectors that run. */
  readonly detectors: readonly string[];
  /** Types to report. */
  readonly types: readonly FindingType[];
  readonly limits: Limits;
  /** Percentage of messages that are read by two readers and compared. */
  readonly verifyMail: number;
  /** Read pictures, too. */
  readonly ocr: boolean;
}

/** One unit to scan, from a place on: all but `id` and `unit` is used after a worker was lost. */
export interface Job {
  readonly id: number;
  readonly unit: Unit;
  /** Position of the first document to scan: index of a file in a batch, offset of a message in a mailbox. */
  readonly resume: number;
  /** Messages of the unit that were told before `resume`. */
  readonly messages: number;
  /** Findings and gaps of the document at `resume` that were told: they come again and are not told again. */
  readonly ahead: number;
  /** Documents that cost a worker, in the order in which they come. */
  readonly skips: readonly Skip[];
  /** Workers that were lost where nothing can be skipped. */
  readonly retries: number;
}

/** A document that cost a worker, and where in it. */
export interface Skip extends Stop {
  readonly position: number;
  /** 0 for the document at `position` itself; those in it are counted in the order in which they are opened. */
  readonly ordinal: number;
}

/** Position of a file that is no mailbox cut into messages. */
export const WHOLE_FILE = -1;
/** Position of a mailbox between its messages. */
export const MAILBOX = -2;
/** No document is open yet. */
export const NOT_BEGUN = -3;

/** A job from its beginning. */
export function newJob(id: number, unit: Unit): Job {
  return { id, unit, resume: 0, messages: 0, ahead: 0, skips: [], retries: 0 };
}

export type ToWorker = { readonly type: "job"; readonly job: Job };

export type FromWorker =
  /** Outputs in order: all documents before `through` are told with them, and `ahead` findings and gaps of the next. */
  | { readonly type: "outputs"; readonly id: number; readonly outputs: Packed; readonly through: number; readonly ahead: number }
  | { readonly type: "done"; readonly id: number };

/** What a worker is started with. */
export interface WorkerStart {
  readonly settings: WorkerSettings;
  readonly shared: SharedArrayBuffer;
}

/**
 * Slots of the shared progress array (Float64) of a worker: signs of life, bytes of the unit that are done, the
 * open document (see `Skip`), and how far it was told when it was asked for more: how many outputs of the
 * document behind `through`, and whether these were dropped because they had been told.
 */
export const PROGRESS = {
  beat: 0,
  bytes: 1,
  position: 2,
  ordinal: 3,
  given: 4,
  told: 5,
  through: 6,
  dropping: 7,
  length: 8,
} as const;
