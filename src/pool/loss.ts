import { UNOPENED } from "../engine/trace.ts";
import { MAILBOX, NOT_BEGUN, PROGRESS, type Job, type Skip } from "./protocol.ts";

/** Where a worker was when it was lost; see `PROGRESS`. */
export interface Lost {
  readonly position: number;
  readonly ordinal: number;
  readonly given: number;
  readonly told: number;
  readonly through: number;
  readonly dropping: boolean;
}

/** Workers that one outer document (a message of a mailbox, a file) may cost before the rest of it is left. */
export const MOST_LOST = 20;
/** Workers that are lost without a document that could be skipped, before the file is left. */
const MOST_RETRIES = 3;

/** Reads the shared array of a worker that is lost. */
export function readLost(progress: Float64Array): Lost {
  const [position = NOT_BEGUN, ordinal = 0, given = 0, told = 0, through = 0, dropping = 0] = progress.subarray(
    PROGRESS.position,
    PROGRESS.dropping + 1,
  );
  return { position, ordinal, given, told, through, dropping: dropping !== 0 };
}

/**
 * What the next worker does: the same up to where the last one was, what was told dropped, and the document that
 * was open given up there. The same place twice, or too many places in one outer document, and that is not
 * opened at all; `undefined` when even that costs a worker, and the file has to be left.
 */
export function jobAfter(job: Job, lost: Lost): Job | undefined {
  const { position, ordinal, given } = lost;
  // What is dropped came out once: no document is to blame.
  if (position === NOT_BEGUN || (lost.dropping && job.retries < MOST_RETRIES))
    return job.retries < MOST_RETRIES ? { ...job, retries: job.retries + 1 } : undefined;
  const here = job.skips.filter((one) => one.position === position);
  if (position === MAILBOX)
    return here.length > 0
      ? undefined
      : { ...job, skips: [...job.skips, { position, ordinal, given, ends: false, told: false }] };
  const same = lost.through === job.resume;
  const again = here.some((one) => one.ordinal === ordinal && one.given === given);
  if (again || lost.dropping || here.length >= MOST_LOST) {
    if (here.some((one) => one.given === UNOPENED && one.ordinal === 0)) return undefined;
    const told = same && job.ahead > 0;
    const unopened: Skip = { position, ordinal: 0, given: UNOPENED, ends: here.length >= MOST_LOST, told };
    const others = job.skips.filter((one) => one.position !== position);
    return { ...job, skips: [...others, unopened], ahead: same ? 0 : job.ahead };
  }
  const skip: Skip = { position, ordinal, given, ends: here.length === MOST_LOST - 1, told: false };
  // What was told behind the place where it is given up does not come again.
  return { ...job, skips: [...job.skips, skip], ahead: same ? Math.min(job.ahead, lost.told) : job.ahead };
}

/** Stalls that are waited for with full patience. */
const PATIENT = 5;
const LEAST_PATIENCE = 1 / 60;

/**
 * Milliseconds without a sign of life after which a worker is taken to hang, when `stalls` of the scan did so
 * before: hundreds of hostile documents must not add up to days.
 */
export function patience(stallMilliseconds: number, stalls: number): number {
  return stallMilliseconds * Math.max(LEAST_PATIENCE, Math.min(1, PATIENT / (stalls + 1)));
}
