import type { GapReason } from "../model/gap.ts";

/** A regular file to examine. */
export interface FileEvidence {
  readonly kind: "file";
  /** Index into the named inputs; present when several were named. */
  readonly input?: number;
  /** For output: relative to the named folder with `/`, or the base name of a named file. */
  readonly file: string;
  /** For opening: the lossless path (see `fileNameFromBytes`); links in a named input are resolved. */
  readonly path: string;
  /** Bytes and time of the last change (milliseconds since 1970) when it was listed. */
  readonly size: number;
  readonly mtimeMs: number;
}

/** Standard input, named as `-`. */
export interface StdinEvidence {
  readonly kind: "stdin";
  readonly input?: number;
  readonly file: string;
}

/** Standard input once it was read into memory (see `readStdin`). */
export interface MemoryEvidence {
  readonly kind: "memory";
  readonly input?: number;
  /** The name that the user stated for it, else `-`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** There was more, or reading it failed: `bytes` is the beginning. */
  readonly truncated: boolean;
  /** The system's error code when reading failed. */
  readonly error?: string;
}

/** Something that was found and will not be examined, and why. */
export interface GapEvidence {
  readonly kind: "gap";
  readonly input?: number;
  readonly file: string;
  readonly reason: GapReason;
  readonly examined: "none";
  readonly detail: string;
}

/** What the named inputs hold: everything that was found is exactly one of these. */
export type Evidence = FileEvidence | StdinEvidence | GapEvidence;
