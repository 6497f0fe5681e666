import type { ByteSource } from "./bytes.ts";
import type { ExtractContext } from "./context.ts";
import type { Gap } from "./gap.ts";
import type { Step } from "./location.ts";

/** What part of a message or file a text is. */
export const ROLES = ["header", "body", "quoted", "attachment", "metadata", "filename"] as const;
export type Role = (typeof ROLES)[number];

/** Something to open: bytes, and two hints that may both lie. */
export interface Document {
  readonly kind: "document";
  /** Steps below the document that held it. */
  readonly steps: readonly Step[];
  /** File name as stated; empty when there is none. */
  readonly name: string;
  /** Media type as declared (lower case, without parameters); empty when there is none. */
  readonly declaredType: string;
  readonly bytes: ByteSource;
  /**
   * Unfolds the document, in place of a format of the list: for what only its container can read (an item
   * of an Outlook store, whose properties lie all over the file). `bytes` then tells no more than a size.
   */
  readonly reader?: (context: ExtractContext) => AsyncIterable<Unfolded> | Iterable<Unfolded>;
  /** What its container knows to be wrong with it (it is cut off); told as a gap of this document. */
  readonly defect?: Pick<Gap, "reason" | "examined" | "detail">;
}

/** Fields of one cell in `TableIndex.cells`. */
export const CELL_FIELDS = 6;

/**
 * The cells of a block of rows or objects: one text with an index beside it, never a
 * text per cell. `cells` holds CELL_FIELDS numbers a cell, in ascending order of start:
 * start byte, end byte (half-open, in the text part), index into `labels`, ordinal of
 * the record (row or object, counted from 0 over the whole document), line and column
 * (from 1) of the cell's first character in the decoded document. Beside a cell stands the
 * border of the part, or one of `,` `;` `|` `"`, a tab or a line break.
 */
export interface TableIndex {
  /** Column names or key paths. */
  readonly labels: readonly string[];
  /** All cells; where there is a `seek`, those that were sought so far. */
  readonly cells: Uint32Array;
  /** Lines and columns are rows and columns of a sheet: everything in a cell stands where the cell does. */
  readonly grid?: true;
  /**
   * For a table in most of whose rows nothing stands that anybody asks about: adds the cell that
   * holds byte `offset` of the part, and perhaps cells before it, to `cells`. Asked in ascending order.
   */
  readonly seek?: (offset: number) => void;
  /** Where the keys of cells stand that were not sought yet and have no label here (lines of JSON, UTF-8). */
  readonly keys?: Uint8Array;
}

/** A text to show to the detectors, as UTF-8. */
export interface TextPart {
  readonly kind: "text";
  /** Steps below the document that held it (a MIME part number, a page); usually empty. */
  readonly steps: readonly Step[];
  readonly role: Role;
  /** Header name or field name that labels the whole text. */
  readonly label?: string;
  /**
   * `text`: an author's own text, records are found in it; `line`: each line is one (a log);
   * `row`, `object`: given by `table`.
   */
  readonly record: "text" | "line" | "row" | "object" | "contact";
  /**
   * Texts of one document with the same number share a record space: 0 for the author's
   * own text, 1.. for each quoted level. Rows and objects use their own ordinals instead.
   */
  readonly section: number;
  /** Twin renderings of one text: findings equal in `plain` and `html` are one finding with two places. */
  readonly alternative?: "plain" | "html";
  readonly bytes: Uint8Array;
  /**
   * Anchors in the half-open byte range `[core.start, core.end)` belong to this part; what
   * lies around is context, so that a long text can be shown in overlapping blocks and
   * nothing is found twice or cut.
   */
  readonly core: { readonly start: number; readonly end: number };
  /** Line and column (from 1) of `bytes[0]` in the decoded document. */
  readonly origin: { readonly line: number; readonly column: number };
  readonly table?: TableIndex;
  /** A machine read it from a picture: less certain. Half-open byte ranges that it put right, proved by a check digit. */
  readonly read?: { readonly repaired: readonly { readonly start: number; readonly end: number }[] };
}

/**
 * Messages that a mailbox says it holds (envelope lines, index entries), counted without the
 * parser of messages. The messages themselves are documents with a step `message`; the engine
 * counts what became of each.
 */
export interface MessageExpected {
  readonly kind: "expected";
  readonly count: number;
}

/** Messages of a mailbox that were passed over: expected and read, with nothing in them but correspondents. */
export interface MessagesPassed {
  readonly kind: "passed";
  readonly messages: number;
  readonly correspondents: readonly string[];
  /** Offset in the mailbox of the last of them. */
  readonly offset: number;
}

/** A gap found while a document is unfolded; its location is completed by the engine. */
export interface UnfoldedGap {
  readonly kind: "gap";
  readonly steps: readonly Step[];
  readonly reason: Gap["reason"];
  readonly examined: Gap["examined"];
  readonly detail: string;
}

/** Everything that an extractor may yield. */
export type Unfolded = Document | TextPart | UnfoldedGap | MessageExpected | MessagesPassed;
