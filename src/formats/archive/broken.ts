/**
 * How a compressed stream can end before its end: cut off, damaged, in a variant that is not read, or
 * with a window that is larger than may be held.
 */
export type BrokenHow = "truncated" | "corrupt" | "unsupported" | "window";

/** Thrown inside a decompressor only, and caught there. */
export class Broken extends Error {
  readonly how: BrokenHow;
  constructor(how: BrokenHow) {
    super(how);
    this.how = how;
  }
}
