import { lstat, lstatSync, readdir, realpath, stat } from "node:fs";
import type { Dirent, Stats } from "node:fs";
import { fileNameFromBytes, openablePath } from "./names.ts";

/** What a directory entry is. */
export const ENTRY_KINDS = ["file", "folder", "link", "fifo", "socket", "character-device", "block-device", "unknown"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface FolderEntry {
  /** Lossless name. */
  readonly name: string;
  readonly kind: EntryKind;
}

export interface EntryStatus {
  readonly kind: EntryKind;
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * The few questions that the walk asks of a file system, all read-only. Paths are lossless.
 * They reject with an error that has a `code`.
 */
export interface FileSystem {
  /** All entries of a folder, in no order. */
  readFolder(path: string): Promise<readonly FolderEntry[]>;
  /** The entry itself, never what a link leads to. Throws or rejects. */
  linkStatus(path: string): EntryStatus | Promise<EntryStatus>;
  /** What a path leads to. */
  status(path: string): Promise<EntryStatus>;
  /** The path without links. */
  resolveLinks(path: string): Promise<string>;
}

/** A status that takes longer than this is waited for by the disk or the network: the next ones are asked for side by side. */
const SLOW_NS = 250_000n;
const SIDE_BY_SIDE = 64;
/** Of statuses that come at once, so many until signals and the progress line have a turn. */
const AT_ONCE = 1_024;

/**
 * Asks for the status of entries, of many one after the other: a promise costs more than what is in
 * the memory of the system already.
 */
function createLinkStatus(): FileSystem["linkStatus"] {
  let sideBySide = 0;
  let left = AT_ONCE;
  return (path) => {
    if (sideBySide > 0) {
      sideBySide -= 1;
      return new Promise((resolve, reject) => {
        lstat(openablePath(path), (error, stats) => (error ? reject(error) : resolve(statusOf(stats))));
      });
    }
    // Not `performance`, which is loaded when it is first used.
    const start = process.hrtime.bigint();
    const status = statusOf(lstatSync(openablePath(path)));
    left -= 1;
    if (process.hrtime.bigint() - start > SLOW_NS) sideBySide = SIDE_BY_SIDE;
    else if (left === 0) sideBySide = 1;
    if (left === 0) left = AT_ONCE;
    return status;
  };
}

/** The file system of the machine. Names are read as bytes, so that none is lost. */
export const nodeFileSystem: FileSystem = {
  readFolder: (path) =>
    new Promise((resolve, reject) => {
      readdir(openablePath(path), { encoding: "buffer", withFileTypes: true }, (error, entries) => {
        if (error) reject(error);
        else resolve(entries.map((entry) => ({ name: fileNameFromBytes(entry.name), kind: kindOf(entry) })));
      });
    }),
  linkStatus: createLinkStatus(),
  status: (path) =>
    new Promise((resolve, reject) => {
      stat(openablePath(path), (error, stats) => (error ? reject(error) : resolve(statusOf(stats))));
    }),
  resolveLinks: (path) =>
    new Promise((resolve, reject) => {
      realpath.native(openablePath(path), { encoding: "buffer" }, (error, bytes) =>
        error ? reject(error) : resolve(fileNameFromBytes(bytes)),
      );
    }),
};

function statusOf(stats: Stats): EntryStatus {
  return { kind: kindOf(stats), size: stats.size, mtimeMs: stats.mtimeMs };
}

function kindOf(entry: Dirent<Buffer> | Stats): EntryKind {
  // Links first: Windows reports a junction as a folder as well.
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (entry.isFIFO()) return "fifo";
  if (entry.isSocket()) return "socket";
  if (entry.isCharacterDevice()) return "character-device";
  if (entry.isBlockDevice()) return "block-device";
  return "unknown";
}
