import type { Event } from "./events.ts";

/** What a reporter may know of the place it writes to. */
export interface ReportContext {
  /** Width in columns; `Infinity` when the output is not a terminal. */
  readonly width: number;
  readonly colour: boolean;
  readonly terminal: boolean;
}

/**
 * Turns the event stream into text. `write` returns what can be written now (possibly
 * nothing); the last event is always `summary`. A reporter keeps no more than its layout
 * needs.
 */
export interface Report {
  write(event: Event): string;
}

export interface Reporter {
  readonly id: string;
  readonly description: string;
  /** Usual ending of a file with this report, with the dot. */
  readonly extension: string;
  open(context: ReportContext): Report;
}
