import { UsageError } from "../config/errors.ts";
import type { Event } from "../model/events.ts";
import type { Report, Reporter } from "../model/reporter.ts";
import { REPORTERS } from "../reporters/index.ts";
import { useColour } from "./colour.ts";
import { UNBUILT_FORMATS, type RawFlags } from "./flags.ts";
import { nearest } from "./nearest.ts";
import { outputsOf } from "./outputs.ts";
import { openOutputFile, type Sink } from "./output-file.ts";
import { standardOutput } from "./stdout.ts";

/** The reports of one run: standard output and the files of `-o`. */
export interface OpenReports {
  /** A promise when one of them is full: it resolves when more may be written. */
  write(event: Event): Promise<unknown> | undefined;
  /** True when nobody reads any of them. */
  readonly abandoned: boolean;
  /** Ends all of them; throws what the first failure was once all are ended. */
  finish(): void;
  discard(): void;
}

interface Target {
  readonly report: Report;
  readonly sink: Sink;
  readonly reveal: boolean;
}

/** Where raw values may go. */
export interface Reveal {
  readonly files: boolean;
  readonly stdout: boolean;
}

/** Opens all reports before the scan begins, so that a mistyped one costs no hours. */
export function openReports(flags: RawFlags, io: NodeJS.Process, reveal: Reveal): Promise<OpenReports> {
  const main = reporterOf(typeof flags["format"] === "string" ? flags["format"] : "table");
  const files = outputsOf(flags).map(({ id, file }) => ({ reporter: reporterOf(id), file }));
  const targets: Target[] = [];
  const terminal = io.stdout.isTTY;
  const colour = useColour({ flag: colourFlag(flags), terminal, env: io.env });
  const width = terminal ? io.stdout.columns || Number(io.env["COLUMNS"]) || 80 : Number.POSITIVE_INFINITY;
  targets.push({ report: main.open({ width, colour, terminal }), sink: standardOutput(io.stdout), reveal: reveal.stdout });
  try {
    for (const { reporter, file } of files) {
      const context = { width: Number.POSITIVE_INFINITY, colour: false, terminal: false };
      targets.push({ report: reporter.open(context), sink: openOutputFile(file), reveal: reveal.files });
    }
  } catch (error) {
    for (const target of targets) target.sink.discard();
    throw error;
  }
  return Promise.resolve({
    write(event) {
      const masked = withoutValues(event);
      let full: Promise<void>[] | undefined;
      for (const { report, sink, reveal: raw } of targets) {
        const waiting = sink.write(report.write(raw ? event : masked));
        if (waiting !== undefined) (full ??= []).push(waiting);
      }
      return full === undefined ? undefined : Promise.all(full);
    },
    get abandoned() {
      return targets.every((target) => target.sink.closed);
    },
    finish() {
      const failures: unknown[] = [];
      for (const { sink } of targets) {
        try {
          sink.finish();
        } catch (error) {
          // One report that fails must not cost the others.
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
    discard() {
      for (const target of targets) target.sink.discard();
    },
  });
}

/** The event as it may stand in a pipe: no raw value. */
export function withoutValues(event: Event): Event {
  if (event.event === "finding" && event.value !== undefined) {
    return omitValue(event);
  }
  if (event.event === "individual" && event.identifiers.some((one) => one.value !== undefined)) {
    return { ...event, identifiers: event.identifiers.map(omitValue) };
  }
  if (event.event === "scan" && event.settings.revealed) return { ...event, settings: { ...event.settings, revealed: false } };
  return event;
}

function omitValue<T extends { readonly value?: string }>(holder: T): Omit<T, "value"> {
  const { value, ...masked } = holder;
  void value;
  return masked;
}

function reporterOf(id: string): Reporter {
  const reporter = REPORTERS.find((one) => one.id === id);
  if (reporter !== undefined) return reporter;
  if (UNBUILT_FORMATS.includes(id)) throw new UsageError(`the report format ${id} is not built yet`);
  const ids = REPORTERS.map((one) => one.id);
  const meant = nearest(id, ids);
  throw new UsageError(
    `unknown report format ${JSON.stringify(id)}${meant === undefined ? "" : ` (did you mean ${meant}?)`}; known: ${ids.join(", ")}`,
  );
}

function colourFlag(flags: RawFlags): "auto" | "always" | "never" {
  const flag = flags["color"];
  if (flag === false || flag === "never") return "never";
  return flag === true || flag === "always" ? "always" : "auto";
}
