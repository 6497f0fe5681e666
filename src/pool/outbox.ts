import type { MessageCounts } from "../model/events.ts";
import type { Discloser } from "../engine/disclose.ts";
import { add, type UnitOutput } from "../engine/ledger.ts";

/**
 * Collects what a unit tells and sends it in batches. What is counted (messages, correspondents)
 * is sent in sums, and only when the document it belongs to is told wholly: a worker that is lost
 * before that would make it count twice.
 */
export interface Outbox {
  /** A unit begins; all documents before `position` were told by another worker. */
  readonly open: (position: number) => void;
  readonly add: (output: UnitOutput) => void;
  readonly count: (column: keyof MessageCounts, messages: number) => void;
  /** A raw mail address. */
  readonly correspondent: (address: string) => void;
  /** All documents of the unit before `position` are told. */
  readonly through: (position: number) => void;
  /** Sends what waits and belongs to documents that are told. */
  readonly flush: () => void;
  /** The unit is told. */
  readonly close: () => void;
}

/** Takes outputs in order; all documents before `through` are told with them. */
export type Send = (outputs: UnitOutput[], through: number) => void;

/** Outputs are sent when a document is told and this many are waiting. */
const BATCH = 256;
/** The same for messages that were counted. */
const MESSAGES = 256;
/** Within one document outputs are sent past this many, so that a file of a million findings stays flat. */
const MANY = 4_096;

export function createOutbox(discloser: Discloser, send: Send): Outbox {
  let outputs: UnitOutput[] = [];
  let position = 0;
  /** Of documents that are told wholly, and of the one that is being told. */
  let settled: MessageCounts = NONE;
  let counts = noMessages();
  let counted = false;
  let fresh: string[] = [];
  let pending: string[] = [];
  const known = new Set<string>();

  const settle = (): void => {
    if (counted) {
      settled = add(settled, counts);
      counts = noMessages();
      counted = false;
    }
    for (const address of pending) {
      if (known.has(address)) continue;
      known.add(address);
      fresh.push(address);
    }
    if (pending.length > 0) pending = [];
  };
  /** The sums stand before the output that closes their file. */
  const tellSums = (): void => {
    const { expected, read, partly, failed, verified = 0 } = settled;
    if (expected + read + partly + failed + verified > 0) outputs.push({ kind: "messages", counts: settled });
    if (fresh.length > 0) outputs.push({ kind: "correspondents", keys: fresh.map(discloser.correspondent) });
    settled = NONE;
    fresh = [];
  };
  const dispatch = (): void => {
    tellSums();
    if (outputs.length > 0) send(outputs, position);
    outputs = [];
  };
  return {
    open(from) {
      position = from;
      known.clear();
    },
    add(output) {
      if (output.kind === "file") {
        settle();
        tellSums();
      }
      outputs.push(output);
      // The closing of a file is sent with the word that the file is told.
      if (output.kind !== "file" && outputs.length >= MANY) dispatch();
    },
    count(column, messages) {
      counts[column] += messages;
      counted = true;
    },
    correspondent(address) {
      pending.push(address);
    },
    through(to) {
      settle();
      position = to;
      if (outputs.length >= BATCH || settled.read + settled.partly + settled.failed >= MESSAGES) dispatch();
    },
    flush: dispatch,
    close() {
      settle();
      dispatch();
    },
  };
}

const NONE: MessageCounts = { expected: 0, read: 0, partly: 0, failed: 0 };

function noMessages(): { -readonly [column in keyof MessageCounts]-?: number } {
  return { expected: 0, read: 0, partly: 0, failed: 0, verified: 0, disagreed: 0 };
}
