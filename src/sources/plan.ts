import type { FileEvidence, GapEvidence, MemoryEvidence } from "./evidence.ts";

/** A file in a plan. */
export type FileRef = FileEvidence;

/**
 * A piece of work for one worker: plain data, so that it can be sent. Together the units of a
 * plan hold each file and gap once (a file cut in ranges: each byte in one range, and one hash).
 */
export type Unit =
  /** Neighbouring small files, in order. */
  | { readonly kind: "batch"; readonly files: readonly FileRef[] }
  /** One file that is a piece of work of its own. */
  | { readonly kind: "file"; readonly file: FileRef }
  /**
   * The messages of a large mailbox that begin in `[start, end)`: nominal offsets in bytes, which
   * the worker moves to message borders.
   */
  | {
      readonly kind: "range";
      readonly file: FileRef;
      readonly start: number;
      readonly end: number;
      readonly first: boolean;
      readonly last: boolean;
    }
  /** Fingerprint of a file that is cut in ranges. It comes after them and closes the file, but waits for none of them. */
  | { readonly kind: "hash"; readonly file: FileRef }
  /** Bytes that are in memory. */
  | (Omit<MemoryEvidence, "kind" | "file" | "input"> & {
      readonly kind: "memory";
      readonly file: { readonly input?: number; readonly file: string };
    })
  /** Nothing to do but to tell it. */
  | { readonly kind: "gap"; readonly gap: GapEvidence };

/** Sizes in bytes that decide how files become units. */
export interface PlanSizes {
  /** A file above this is never in a batch. */
  readonly batchFileBytes: number;
  readonly batchBytes: number;
  readonly batchFiles: number;
  /** Length of a range; a mailbox above it is cut. */
  readonly rangeBytes: number;
}

export const PLAN_SIZES: PlanSizes = {
  batchFileBytes: 1024 ** 2,
  batchBytes: 8 * 1024 ** 2,
  batchFiles: 256,
  rangeBytes: 16 * 1024 ** 2,
};

/**
 * Plans the work, from sizes alone and in the order of the evidence, so that the same evidence
 * gives the same plan whoever makes it. `isMailbox` says whether a large file can be cut at
 * message borders; it is asked for files above `rangeBytes` only and must not throw.
 */
export function planUnits(
  evidence: readonly (FileEvidence | GapEvidence | MemoryEvidence)[],
  isMailbox: (file: FileRef) => boolean,
  sizes: PlanSizes = PLAN_SIZES,
): Unit[] {
  const units: Unit[] = [];
  let batch: FileRef[] = [];
  let batchBytes = 0;
  const endBatch = (): void => {
    if (batch.length > 0) units.push({ kind: "batch", files: batch });
    batch = [];
    batchBytes = 0;
  };
  for (const one of evidence) {
    if (one.kind === "file" && one.size <= sizes.batchFileBytes) {
      if (batch.length >= sizes.batchFiles || batchBytes + one.size > sizes.batchBytes) endBatch();
      batch.push(one);
      batchBytes += one.size;
      continue;
    }
    // Before anything else, so that the units keep the order of the evidence.
    endBatch();
    units.push(...(one.kind === "file" ? largeFile(one, isMailbox, sizes) : [single(one)]));
  }
  endBatch();
  return units;
}

function single(evidence: GapEvidence | MemoryEvidence): Unit {
  if (evidence.kind === "gap") return { kind: "gap", gap: evidence };
  const { file, input, ...content } = evidence;
  return { ...content, file: input === undefined ? { file } : { input, file } };
}

function largeFile(file: FileRef, isMailbox: (file: FileRef) => boolean, sizes: PlanSizes): Unit[] {
  if (file.size <= sizes.rangeBytes || !isMailbox(file)) return [{ kind: "file", file }];
  const units: Unit[] = [];
  for (let start = 0; start < file.size; start += sizes.rangeBytes) {
    const end = Math.min(start + sizes.rangeBytes, file.size);
    units.push({ kind: "range", file, start, end, first: start === 0, last: end === file.size });
  }
  return [...units, { kind: "hash", file }];
}
