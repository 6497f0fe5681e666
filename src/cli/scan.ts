import { fstatSync } from "node:fs";
import { UsageError } from "../config/errors.ts";
import { resolveFlags } from "../config/flags.ts";
import type { Event } from "../model/events.ts";
import { startScan } from "../index.ts";
import { logLine } from "./log-line.ts";
import { outputsOf, refuseEvidence } from "./outputs.ts";
import { openReports, type OpenReports } from "./reports.ts";
import { EXIT } from "./exit-status.ts";
import { createProgress, type ProgressMode } from "./progress.ts";
import { checkTypes, requireTypes } from "./types.ts";
import type { RawFlags } from "./flags.ts";

/** The `scan` command: one scan, many reports. Returns the exit status. */
export async function runScan(paths: readonly string[], flags: RawFlags, io: NodeJS.Process): Promise<number> {
  checkTypes(flags);
  const options = resolveFlags(flags, io.env);
  requireTypes(options);
  refuseEvidence(outputsOf(flags), paths);
  if (options.reveal && io.env["CI"] !== undefined && io.env["CI"] !== "") {
    throw new UsageError("--reveal is refused when CI is set: a build log is read by many");
  }
  const quiet = flags["quiet"] === true;
  const revealOnStdout = options.reveal && mayReveal(io);
  const reports = await openReports(flags, io, { files: options.reveal, stdout: revealOnStdout });
  if (options.reveal && !revealOnStdout && !quiet) {
    io.stderr.write(
      "pii-scan: standard output is a pipe or a device, so values stay masked there; name a file with -o to reveal them\n",
    );
  }

  const abort = new AbortController();
  const scan = startScan(paths, options, { signal: abort.signal });
  const verbose = flags["verbose"] === true && !quiet;
  let begun = false;
  const release = onSignals(io, abort, reports, () => begun);
  const progress = createProgress(progressMode(flags, io, quiet), errorOutput(io), () => scan.progress(), Date.now());
  const clock = setInterval(() => progress.tick(Date.now()), 100);
  clock.unref();
  try {
    const status = await tell(scan.events, reports, abort, (event) => {
      begun = true;
      const line = verbose ? logLine(event) : "";
      if (line !== "" || event.event === "summary") progress.clear();
      if (line !== "") io.stderr.write(line);
    });
    progress.clear();
    reports.finish();
    return status;
  } catch (error) {
    progress.clear();
    reports.discard();
    throw error;
  } finally {
    clearInterval(clock);
    release();
  }
}

async function tell(
  events: AsyncIterable<Event>,
  reports: OpenReports,
  abort: AbortController,
  seen: (event: Event) => void,
): Promise<number> {
  let status: number = EXIT.usage;
  for await (const event of events) {
    seen(event);
    if (event.event === "summary") status = event.exitCode;
    const full = reports.write(event);
    if (full !== undefined) await full;
    if (reports.abandoned) {
      // Nobody reads any more and no file is written: to go on would be work for nothing.
      abort.abort(0);
      return EXIT.clean;
    }
  }
  return status;
}

/** Raw values go to a terminal or a regular file, never into a pipe (contract, `--reveal`). */
function mayReveal(io: NodeJS.Process): boolean {
  if (io.stdout.isTTY) return true;
  try {
    return fstatSync(io.stdout.fd).isFile();
  } catch {
    // A descriptor that cannot be asked is treated like a pipe: masked.
    return false;
  }
}

function progressMode(flags: RawFlags, io: NodeJS.Process, quiet: boolean): ProgressMode {
  if (quiet || flags["progress"] === "none") return "none";
  if (flags["progress"] === "json" || flags["progress"] === "plain") return flags["progress"];
  const dumb = io.env["TERM"] === "dumb" || (io.env["CI"] !== undefined && io.env["CI"] !== "");
  return io.stderr.isTTY && !dumb ? "bar" : "plain";
}

function errorOutput(io: NodeJS.Process): { write(text: string): void; readonly columns: number } {
  return {
    write: (text) => {
      io.stderr.write(text);
    },
    get columns() {
      return io.stderr.columns ?? 80;
    },
  };
}

/**
 * First signal: end in order, with a valid partial report. Second, or while the evidence is still
 * being listed (or waited for, from standard input) and nothing was told: end at once, leaving no
 * half file.
 */
function onSignals(io: NodeJS.Process, abort: AbortController, reports: OpenReports, begun: () => boolean): () => void {
  const stop = (status: number) => (): void => {
    if (abort.signal.aborted || !begun()) {
      reports.discard();
      io.exit(status);
    }
    abort.abort(status);
  };
  const interrupt = stop(EXIT.interrupted);
  const terminate = stop(EXIT.terminated);
  io.on("SIGINT", interrupt);
  io.on("SIGTERM", terminate);
  return () => {
    io.off("SIGINT", interrupt);
    io.off("SIGTERM", terminate);
  };
}
