import type { MessageCounts } from "../model/events.ts";
import type { Discloser } from "../engine/disclose.ts";
import { add, type UnitOutput } from "../engine/ledger.ts";

/**
 * Collects what a unit tells and sends it in batches. What is counted (messages, correspondents)
 * is sent in sums, and only when the document it belongs to is told wholly: a worker that is lost
 * before that would make it count twice.
 */
export interface Outbox {
  /** How far it is, at any time. */
  readonly state: OutboxState;
  /** A unit begins; another worker told all documents before `position`, and `ahead` findings and gaps of the next. */
  readonly open: (position: number, ahead: number) => void;
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

/** How far a unit is told. */
export interface OutboxState {
  /** All documents before this position are told. */
  readonly through: number;
  /** Findings and gaps of the next one that were given so far, told by whomever. */
  readonly told: number;
  /** As many of them were told by another worker and are dropped. */
  readonly drop: number;
}

/** Takes outputs in order; all documents before `through` are told with them, and `ahead` findings and gaps of the next. */
export type Send = (outputs: UnitOutput[], through: number, ahead: number) => void;

/** Outputs are sent when a document is told and this many are waiting. */
const BATCH = 256;
/** The same for messages that were counted. */
const MESSAGES = 256;
/** Within one document outputs are sent past this many, so that a file of a million findings stays flat. */
const MANY = 4_096;

export function createOutbox(discloser: Discloser, send: Send): Outbox {
  let outputs: UnitOutput[] = [];
  const state = { through: 0, told: 0, drop: 0 };
  /** Of documents that are told wholly, and of the one that is being told. */
  let settled: MessageCounts = NONE;
  let counts = noMessages();
  let counted = false;
  let fresh: string[] = [];
  const pending = new Set<string>();
  const known = new Set<string>();

  const settle = (): void => {
    if (counted) {
      settled = add(settled, counts);
      counts = noMessages();
      counted = false;
    }
    if (pending.size === 0) return;
    for (const address of pending) {
      known.add(address);
      fresh.push(address);
    }
    pending.clear();
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
    if (outputs.length > 0) send(outputs, state.through, state.told);
    outputs = [];
  };
  const reach = (position: number, ahead: number): void => {
    state.through = position;
    state.told = 0;
    state.drop = ahead;
  };
  return {
    state,
    open(from, ahead) {
      reach(from, ahead);
      known.clear();
    },
    add(output) {
      if (output.kind === "file") {
        settle();
        tellSums();
      }
      state.told += 1;
      if (state.told <= state.drop) return;
      outputs.push(output);
      // The closing of a file is sent with the word that the file is told.
      if (output.kind !== "file" && outputs.length >= MANY) dispatch();
    },
    count(column, messages) {
      counts[column] += messages;
      counted = true;
    },
    correspondent(address) {
      if (!known.has(address)) pending.add(address);
    },
    through(to) {
      settle();
      reach(to, 0);
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
