import type { ByteSource } from "../../model/bytes.ts";

/** A stream of a compound file. */
export interface CompoundStream {
  readonly kind: "stream";
  readonly name: string;
  /** Size as the directory states it, in bytes. It may lie: `open().bytes.size` is what is there. */
  readonly size: number;
  /** Finds its sectors (once); reads no content. */
  open(): OpenedStream;
}

export interface OpenedStream {
  /** What there is of it; reads fewer sectors than it passes over. Views may be reused by the next read of the file. */
  readonly bytes: ByteSource;
  /** False when it is cut off, its chain is broken or its table missing: then some of it may be missing or not belong to it. */
  readonly whole: boolean;
}

export interface CompoundStorage {
  readonly kind: "storage";
  readonly name: string;
  /** Class of the object, lower case with hyphens, without braces; all zeros when there is none. */
  readonly clsid: string;
  /** In the order of the directory tree (by length, then upper-case name). */
  readonly entries: readonly CompoundEntry[];
}

export type CompoundEntry = CompoundStorage | CompoundStream;

/** A compound file ([MS-CFB]), its directory read. */
export interface Compound {
  readonly root: CompoundStorage;
  /** Entries that are in use but in no storage that can be reached: the directory is damaged. */
  readonly lost: readonly CompoundEntry[];
  /** The header, the sector table or the directory are not as they must be; each stream tells for itself. */
  readonly damaged: boolean;
}
