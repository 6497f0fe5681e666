import type { Event } from "../model/events.ts";
import { createFindingWriter } from "./finding-json.ts";
import { escapeJson } from "./sanitise.ts";

type Kind = Event["event"];
type KeyOrder = { readonly [K in Kind]: readonly (keyof Extract<Event, { event: K }>)[] };

/** Order of the keys of each event, as the interface shows them. What is not named follows in its own order. */
const KEY_ORDER = {
  scan: ["event", "schema", "tool", "startedAt", "inputs", "settings", "keyId"],
  file: ["event", "input", "path", "format", "bytes", "sha256", "examined", "messages", "findings", "gaps"],
  finding: [
    "event",
    "id",
    "type",
    "detector",
    "confidence",
    "display",
    "value",
    "key",
    "role",
    "record",
    "recordKind",
    "location",
    "places",
    "evidence",
  ],
  gap: ["event", "reason", "examined", "location", "detail"],
  individual: ["event", "id", "basis", "identifiers", "classes", "findings", "messages", "files", "links", "conflicts"],
  summary: [
    "event",
    "findings",
    "individuals",
    "correspondents",
    "organisations",
    "coverage",
    "complete",
    "partial",
    "exitCode",
    "bytes",
    "endedAt",
    "seconds",
    "bytesPerSecond",
  ],
} as const satisfies KeyOrder;

/** One event as one line of JSON, without a line end. */
export type Serialiser = (event: Event) => string;

/**
 * Writes one event as one line of JSON (RFC 8259), without a line end. The keys stand in the same
 * order whoever made the event, so that two runs compare byte for byte.
 */
export function createSerialiser(): Serialiser {
  const writeFinding = createFindingWriter(stringify);
  return (event) => (event.event === "finding" ? writeFinding(event) : undefined) ?? inOrder(event);
}

function inOrder(event: Event): string {
  if (isInOrder(event)) return stringify(event);
  const from: Readonly<Record<string, unknown>> = { ...event };
  const ordered: Record<string, unknown> = {};
  for (const key of KEY_ORDER[event.event]) ordered[key] = from[key];
  return stringify(Object.assign(ordered, from));
}

/** Nearly every event is: the engine makes it so. */
function isInOrder(event: Event): boolean {
  const order: readonly string[] = KEY_ORDER[event.event];
  let at = 0;
  for (const key of Object.keys(event)) {
    at = order.indexOf(key, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function stringify(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}
