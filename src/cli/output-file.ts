import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../config/errors.ts";

/** Somewhere a report is written to. */
export interface Sink {
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
  /** Ends the report; what was written is whole. */
  finish(): void;
  /** Leaves nothing behind. */
  discard(): void;
  /** True when nobody reads any more (a closed pipe). */
  readonly closed: boolean;
}

/** Text is handed to the system in pieces of about this many characters. */
const BUFFERED = 65_536;

/**
 * A report file: mode 0600 because it concentrates what was scattered, written beside its name
 * and renamed at the end, so that a half report never stands under the name that was asked for.
 */
export function openOutputFile(path: string): Sink {
  const beside = `${path}.${process.pid}.part`;
  let descriptor: number;
  try {
    descriptor = openSync(beside, "wx", 0o600);
  } catch (error) {
    throw new UsageError(`cannot write a report into ${dirname(path)} (${errno(error)})`);
  }
  let buffered = "";
  const flush = (): void => {
    const bytes = Buffer.from(buffered, "utf8");
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    buffered = "";
  };
  return {
    closed: false,
    write(text) {
      buffered += text;
      if (buffered.length >= BUFFERED) flush();
      return Promise.resolve();
    },
    finish() {
      flush();
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(beside, path);
    },
    discard() {
      closeSync(descriptor);
      rmSync(beside, { force: true });
    },
  };
}

function errno(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "error";
}
