/**
 * Every limit of a scan, in one table; `docs/limits.md` draws what each one does.
 * Reaching one ends in a gap, never in silence.
 */
export interface Limits {
  /** Containers inside containers (message, archive, attachment each count one). */
  readonly depth: number;
  /** Entries and parts in the tree below one file or one message of a mailbox. */
  readonly entries: number;
  /** Decompressed bytes in that tree. */
  readonly outputBytes: number;
  /** Decompressed to compressed bytes; looked at only above `ratioFloorBytes` of output. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  /** Largest document inside a container that is held in memory. */
  readonly documentBytes: number;
  /** Largest message with defects that the second mail reader (which holds texts whole) reads again. */
  readonly secondReadBytes: number;
  /** Last resort against a library that does not come back: milliseconds without progress in one document. */
  readonly stallMilliseconds: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 16,
  entries: 100_000,
  outputBytes: 8 * 1024 ** 3,
  ratio: 1_000,
  ratioFloorBytes: 64 * 1024 ** 2,
  documentBytes: 128 * 1024 ** 2,
  secondReadBytes: 32 * 1024 ** 2,
  stallMilliseconds: 120_000,
};
