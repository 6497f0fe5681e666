import type { ExtractContext } from "./context.ts";
import type { Document, Unfolded } from "./document.ts";

export type { Budget, ExtractContext, PictureReader, PictureText, Skim, Skimmed } from "./context.ts";

/** What is known of a document before it is opened. */
export interface Sniffed {
  readonly name: string;
  readonly declaredType: string;
  /** The first bytes, up to SNIFF_BYTES; all of them when `size` says so. */
  readonly head: Uint8Array;
  readonly size: number;
  /**
   * A copy of the bytes `[offset, offset + length)`, cut at the end of the document: for formats that are
   * told by what stands elsewhere (the directory of a zip or compound file). Look at the head first: this reads.
   */
  peek(offset: number, length: number): Uint8Array;
}

/** How many bytes an extractor sees when it is asked whether it knows a document. */
export const SNIFF_BYTES = 32_768;

export interface Extractor {
  /** Name of the format, as in `file.format`. */
  readonly id: string;
  readonly description: string;
  /** What is read of it and what is not, for `pii-scan formats`. */
  readonly reads: string;
  /** Usual file name endings, lower case with the dot; for the listing only. */
  readonly extensions: readonly string[];
  /**
   * True where a foreign library reads the bytes of the document: it may hang, eat memory or end its thread, so
   * that such a document is opened in a worker thread only, also in a small scan that began without one.
   */
  readonly risky?: true;
  /** True for a format that is one message: outside a message it counts as a message of a mailbox. */
  readonly message?: true;
  /** The Message-ID of such a document (with its angle brackets), from its first bytes. */
  readonly messageIdOf?: (head: Uint8Array) => string | undefined;
  /** By content first; name and declared type are hints that may lie. Extractors are asked in the list's order. */
  accepts(sniffed: Sniffed): boolean;
  /**
   * Unfolds one layer: texts, documents (opened by the engine, never here), gaps, message
   * marks. A library's failure is yielded as a gap `malformed`, never thrown on purpose; the
   * engine turns what is thrown all the same into a gap.
   */
  extract(document: Document, context: ExtractContext): AsyncIterable<Unfolded> | Iterable<Unfolded>;
}
