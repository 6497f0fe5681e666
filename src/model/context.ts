/**
 * The budget that a tree of documents shares (a mailbox message with all its attachments,
 * an archive with all its entries). Every call counts work, never seconds, so that the same
 * input stops at the same place.
 */
export interface Budget {
  /**
   * Counts `bytes` more output of a decompressor, of a stream that has so far produced and
   * consumed this much in all. `undefined` when allowed, else the limit that was passed.
   */
  output(
    bytes: number,
    stream: { readonly produced: number; readonly consumed: number },
  ): "size-limit" | "ratio-limit" | undefined;
  /** Counts an entry or part. */
  entry(): "count-limit" | undefined;
  /** Largest document that may be held in memory, in bytes. */
  readonly maxDocumentBytes: number;
}

/** Messages of a mailbox that need not be read. */
export interface Skimmed {
  readonly messages: number;
  /** Raw mail addresses in their headers. */
  readonly correspondents: readonly string[];
  /** Where the envelope line of the last of them begins; -1 when it is the first message that was looked at. */
  readonly last: number;
  /** Where the envelope line of the next message begins, and what follows it. */
  readonly offset: number;
  readonly bodyStart: number;
}

/**
 * Passes over messages in which there is nothing to find, to open or to tell, from the one that begins at
 * `bodyStart` on; offsets in `bytes`, of which equal ones are the same memory. `undefined` when that one must be read.
 */
export type Skim = (bytes: Uint8Array, bodyStart: number) => Skimmed | undefined;

/** What an extractor may use besides the document. */
export interface ExtractContext {
  /** For mailboxes, where there is a first look at messages. */
  readonly skim?: Skim | undefined;
  readonly budget: Budget;
  /** True when the document is inside a message: then a message is not one of a mailbox. */
  readonly insideMessage: boolean;
  /** How many documents are around this one. */
  readonly depth: number;
}
