import type { Mark, Trace } from "../engine/trace.ts";
import type { OutboxState } from "./outbox.ts";
import { NOT_BEGUN, MAILBOX, PROGRESS, type Skip } from "./protocol.ts";

/** Writes where a job is into `progress`, which outlives the thread. */
export interface Tracer extends Trace {
  /** A job begins; these documents cost a thread before. */
  readonly reset: (skips: readonly Skip[]) => void;
  /** The outer document at this position of the unit begins, with the bytes of the unit that are done. */
  readonly begin: (position: number, bytes: number) => void;
  /** What was opened last is a mailbox, whose messages are positions of the unit themselves. */
  readonly intoMailbox: () => void;
}

/** `progress` holds what `PROGRESS` says; `sent` is read for each entry. */
export function createTracer(progress: Float64Array, sent: OutboxState): Tracer {
  let skips: readonly Skip[] = [];
  let position = NOT_BEGUN;
  let ordinal = 0;
  let latest: Mark | undefined;
  const write = (at: number, document: number, given: number): void => {
    progress[PROGRESS.position] = at;
    progress[PROGRESS.ordinal] = document;
    progress[PROGRESS.given] = given;
    progress[PROGRESS.told] = sent.told;
    progress[PROGRESS.through] = sent.through;
    progress[PROGRESS.dropping] = sent.told < sent.drop ? 1 : 0;
  };
  return {
    reset(all) {
      skips = all;
      position = NOT_BEGUN;
    },
    begin(at, bytes) {
      position = at;
      ordinal = 0;
      progress[PROGRESS.bytes] = bytes;
      write(at, 0, -1);
    },
    intoMailbox() {
      if (latest !== undefined) latest.position = MAILBOX;
    },
    open() {
      const stop = skips.find((one) => one.position === position && one.ordinal === ordinal && position !== MAILBOX);
      latest = { position, ordinal, stop };
      write(position, ordinal, -1);
      ordinal += 1;
      return latest;
    },
    pass(documents) {
      ordinal += documents;
    },
    at: (mark, given) => write(mark.position, mark.ordinal, given),
  };
}
