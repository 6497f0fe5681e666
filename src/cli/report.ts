import { createReadStream } from "node:fs";
import { UsageError } from "../config/errors.ts";
import { personId } from "../engine/keys.ts";
import { createLedger } from "../engine/ledger.ts";
import { summarise } from "../engine/summary.ts";
import { createResolver } from "../individuals/resolve.ts";
import { SCHEMA_ID, type Event } from "../model/events.ts";
import type { RawFlags } from "./flags.ts";
import { openReports } from "./reports.ts";

/** The `report` command: an earlier stream rendered again. Raw values of a stream that holds them are left out. */
export async function runReport(files: readonly string[], flags: RawFlags, io: NodeJS.Process): Promise<number> {
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new UsageError("report takes one run; joining several (merge) is not built yet");
  const events = readRun(file);
  const first = await events.next();
  if (first.done === true) throw new UsageError("the run holds no event");
  const reports = await openReports(flags, io, { files: false, stdout: false });
  try {
    let status = 0;
    await reports.write(first.value);
    for await (const event of events) {
      if (event.event === "summary") status = event.exitCode;
      const full = reports.write(event);
      if (full !== undefined) await full;
      if (reports.abandoned) return 0;
    }
    reports.finish();
    return status;
  } catch (error) {
    reports.discard();
    throw error;
  }
}

/**
 * The events of a stream. One without `summary` was cut off: its people are resolved again from
 * the findings that it has, and it ends in a partial summary.
 */
export async function* readRun(file: string): AsyncGenerator<Event> {
  const people = createResolver();
  const ledger = createLedger();
  let line = 0;
  let ended = false;
  const { createInterface } = await import("node:readline");
  try {
    for await (const text of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })) {
      line += 1;
      if (text === "") continue;
      const event = parseEvent(text, line);
      if (event === undefined) break;
      if (line === 1 && (event.event !== "scan" || event.schema !== SCHEMA_ID))
        throw new UsageError(`not a stream of ${SCHEMA_ID}`);
      if (event.event === "finding") {
        people.add(event);
        ledger.enter({ kind: "finding", finding: event });
      }
      if (event.event === "gap") ledger.enter({ kind: "gap", gap: event, loose: true });
      if (event.event === "summary") ended = true;
      if (event.event === "file") ledger.enter({ kind: "file", file: { ...event, unexamined: event.examined === "none" } });
      yield event;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the run cannot be read (${error instanceof Error && "code" in error ? String(error.code) : "error"})`);
  }
  if (!ended && line > 0) yield* cutOff(people, ledger);
}

function* cutOff(people: ReturnType<typeof createResolver>, ledger: ReturnType<typeof createLedger>): Generator<Event> {
  const resolution = people.resolve(personId);
  for (const individual of resolution.individuals) yield { event: "individual", ...individual };
  const now = new Date();
  const rule = { failOn: "low", exitCode: 1, allowIncomplete: false, interrupted: 0 } as const;
  yield summarise(ledger, resolution, { ...rule, partial: true, startedAt: now, endedAt: now });
}

const EVENTS = new Set(["scan", "file", "finding", "gap", "individual", "summary"]);

/** `undefined` for a last line that was cut off. */
function parseEvent(text: string, line: number): Event | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    if (line > 1) return undefined; // A stream that was cut off ends inside a line.
    throw new UsageError(`line ${line} of the run is not JSON`);
  }
  const known = typeof parsed === "object" && parsed !== null && "event" in parsed && EVENTS.has(String(parsed.event));
  if (!known) throw new UsageError(`line ${line} of the run is not an event`);
  return parsed as Event;
}
