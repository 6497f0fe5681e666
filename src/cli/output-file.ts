import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../config/errors.ts";

/** Somewhere a report is written to. */
export interface Sink {
  /** A promise when it is full: it resolves when more may be written. */
  write(text: string): Promise<void> | undefined;
  /** Ends the report; what was written is whole. */
  finish(): void;
  /** Leaves nothing behind of a report that was not finished. */
  discard(): void;
  /** True when nobody reads any more (a closed pipe). */
  readonly closed: boolean;
}

/** Text is handed to the system in pieces of about this many characters. */
const BUFFERED = 65_536;

/**
 * A report file: mode 0600 because it concentrates what was scattered, written beside its name
 * and renamed at the end, so that a half report never stands under the name that was asked for.
 * Whether that can be done is tried at once, but the file is made at the first `write`: a folder
 * that is scanned has been listed by then, and the report is no part of it. Throws UsageError.
 */
export function openOutputFile(path: string): Sink {
  const beside = `${path}.${process.pid}.part`;
  tryOut(path, beside);
  let descriptor: number | undefined;
  let buffered = "";
  // Made once: a piece of a report would else cost a buffer of its own.
  let prepared = Buffer.alloc(0);

  const flush = (): void => {
    // A UTF-16 unit is at most three bytes of UTF-8.
    if (prepared.length < buffered.length * 3) prepared = Buffer.allocUnsafeSlow(buffered.length * 3);
    const length = prepared.write(buffered, "utf8");
    buffered = "";
    try {
      descriptor ??= openSync(beside, "wx", 0o600);
      for (let at = 0; at < length;) at += writeSync(descriptor, prepared, at, length - at);
    } catch (error) {
      throw new UsageError(`the report ${path} cannot be written (${errno(error)})`);
    }
  };
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  return {
    closed: false,
    write(text) {
      buffered += text;
      if (descriptor === undefined || buffered.length >= BUFFERED) flush();
      return undefined;
    },
    finish() {
      flush();
      if (descriptor !== undefined) fsyncSync(descriptor);
      close();
      try {
        renameSync(beside, path);
      } catch (error) {
        throw new UsageError(`the report cannot be given the name ${path} (${errno(error)}); it is whole in ${beside}`);
      }
    },
    discard() {
      if (descriptor === undefined) return;
      close();
      rmSync(beside, { force: true });
    },
  };
}

/** A scan takes hours: what will fail at its end fails at its beginning. */
function tryOut(path: string, beside: string): void {
  // A folder cannot be replaced, and a device must not be: the rename would put a file in its place.
  const standing = statSync(path, { throwIfNoEntry: false });
  if (standing !== undefined && !standing.isFile()) throw new UsageError(`-o takes a regular file, which ${path} is not`);
  try {
    closeSync(openSync(beside, "wx", 0o600));
    rmSync(beside);
  } catch (error) {
    throw new UsageError(`cannot write a report into ${dirname(path)} (${errno(error)})`);
  }
}

function errno(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "error";
}
