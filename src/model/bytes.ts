/**
 * Random access to the bytes of a document: a mailbox of 50 GB is never in memory.
 * `read` may return fewer bytes than asked only at the end of the source.
 * A source is used by one reader at a time.
 */
export interface ByteSource {
  /** Size in bytes. */
  readonly size: number;
  /**
   * Bytes `[offset, offset + length)`, cut at the end of the source. The view may be
   * reused by the next call: copy what must stay.
   */
  read(offset: number, length: number): Uint8Array;
}
