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

/** The words of a picture, as a machine reads them. */
export interface PictureText {
  readonly text: string;
  /** Pieces of the text that were put right because a check digit proves it: half-open, in UTF-16 units. */
  readonly repaired: readonly { readonly start: number; readonly end: number }[];
  /** How sure the machine is, 0 to 100. */
  readonly confidence: number;
}

/** Reads the words in pictures. */
export interface PictureReader {
  /**
   * Reads a picture (PNG, JPEG, TIFF, GIF, WebP, BMP; of several pages the first) that is to be turned as
   * `orientation` says (1 to 8; Exif 2.32, tag 0x0112). `undefined` when it cannot be decoded.
   */
  read(picture: Uint8Array, orientation: number): Promise<PictureText | undefined>;
}

/** What an extractor may use besides the document. */
export interface ExtractContext {
  /** There when pictures are to be read. */
  readonly pictures?: PictureReader | undefined;
  /** For mailboxes, where there is a first look at messages. */
  readonly skim?: Skim | undefined;
  readonly budget: Budget;
  /** True when the document is inside a message: then a message is not one of a mailbox. */
  readonly insideMessage: boolean;
  /** How many documents are around this one. */
  readonly depth: number;
}
