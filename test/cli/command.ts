import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll } from "vitest";
import type { Event, FindingEvent, GapEvent, FileEvent, SummaryEvent } from "../../src/model/events.ts";

/** The built command: these tests run what a user runs. */
export const COMMAND = fileURLToPath(new URL("../../bin/pii-scan.js", import.meta.url));
export const SAMPLE = fileURLToPath(new URL("../../fixtures/sample-export", import.meta.url));

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** Called once the process runs. */
  readonly started?: (child: ChildProcess) => void;
}

/** Environment variables that change what the command prints. */
const UNSET = ["CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PII_SCAN_JOBS", "PII_SCAN_CASE_KEY_FILE"];

/** Runs the command with a clean environment; standard output is a pipe. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const env = { ...process.env, ...options.env };
  for (const name of UNSET) if (options.env?.[name] === undefined) delete env[name];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args], { env, cwd: options.cwd, stdio: "pipe" });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status, signal) => {
      const stdout = Buffer.concat(out).toString("utf8");
      resolve({ status: status ?? (signal === null ? null : -1), stdout, stderr: Buffer.concat(err).toString("utf8") });
    });
    child.stdin.on("error", () => {
      // The command may end without reading its input.
    });
    child.stdin.end(options.input);
    options.started?.(child);
  });
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pii-scan-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const SCHEMA = new URL("../../schema/events.schema.json", import.meta.url);
const isEvent = new Ajv().compile<Event>(JSON.parse(readFileSync(SCHEMA, "utf8")));

/** The events of an NDJSON report; each is held against the published schema. */
export function eventsOf(ndjson: string): Event[] {
  return ndjson
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const event: unknown = JSON.parse(line);
      if (!isEvent(event)) throw new Error(`not as the schema says: ${JSON.stringify(isEvent.errors?.[0])}`);
      return event;
    });
}

export function findingsOf(events: readonly Event[]): FindingEvent[] {
  return events.filter((event) => event.event === "finding");
}

export function gapsOf(events: readonly Event[]): GapEvent[] {
  return events.filter((event) => event.event === "gap");
}

export function filesOf(events: readonly Event[]): FileEvent[] {
  return events.filter((event) => event.event === "file");
}

export function summaryOf(events: readonly Event[]): SummaryEvent {
  const last = events.at(-1);
  if (last?.event !== "summary") throw new Error("the stream has no summary");
  return last;
}
