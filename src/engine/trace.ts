/**
 * Follows which document is open and how far it is read, for whoever goes on when the thread that does
 * it is lost. Documents are numbered in the order in which they are opened, which is the same each time.
 */
export interface Trace {
  /** A document is opened. */
  readonly open: () => Mark;
  /** So many documents were passed over: told wholly, without being opened. */
  readonly pass: (documents: number) => void;
  /** What comes now belongs to this document, whose reader has given so many items. */
  readonly at: (mark: Mark, given: number) => void;
}

/** A document that was opened. */
export interface Mark {
  /** The outer document that it lies in or is: what a unit of work counts. */
  position: number;
  readonly ordinal: number;
  /** It cost a thread before. */
  readonly stop: Stop | undefined;
}

/** Where a document that cost a thread is given up when it is read again. */
export interface Stop {
  /** Items that its reader may give; `UNOPENED`: nobody is asked who knows it. */
  readonly given: number;
  /** The outer document that it lies in is not read any further. */
  readonly ends: boolean;
  /** Something of it was told before, though it is not opened now. */
  readonly told: boolean;
}

/** See `Stop.given`. */
export const UNOPENED = -1;

/** Detail of the gap of a document whose reader hung, or took the thread with it. */
export const STOPPED = "its reader did not come to an end and was stopped";
/** Detail of the gaps of the documents around the last of many such. */
export const ENDED = "too many readers in it did not come to an end; it was not read any further";
