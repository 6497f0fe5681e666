import type { Event } from "../model/events.ts";
import { formatFile, formatLocation } from "../reporters/location.ts";

const EXAMINED = { whole: "examined", partly: "partly examined", none: "NOT examined" } as const;

/** What `-v` says of an event on standard error: one line for a file and for a gap, nothing for others. */
export function logLine(event: Event): string {
  if (event.event === "gap") return `pii-scan: gap: ${event.reason}: ${formatLocation(event.location)}: ${event.detail}\n`;
  if (event.event !== "file") return "";
  const file = formatFile({ ...(event.input === undefined ? {} : { input: event.input }), file: event.path });
  return `pii-scan: ${EXAMINED[event.examined]}: ${file} (${event.format}, findings ${event.findings}, gaps ${event.gaps})\n`;
}
