import type { FindingEvent } from "../model/events.ts";
import type { Evidence } from "../model/finding.ts";
import type { Location, Step } from "../model/location.ts";

/** Keys of a finding that has neither `value` nor `places`. */
const USUAL_KEYS = 12;

/**
 * Writes findings as JSON piece by piece: of a report of millions of lines this is nearly all, and
 * a general writer costs more than twice as much. `undefined` for a finding with anything in it
 * that this version does not know, which only a stream of another writer has. `stringify` writes
 * what is not printable ASCII.
 */
export function createFindingWriter(stringify: (value: unknown) => string): (finding: FindingEvent) => string | undefined {
  // The findings of a document follow each other and share the list of its steps.
  let steps: readonly Step[] | undefined;
  let stepsText = "";

  const quoted = (text: string): string => (isPlain(text) ? `"${text}"` : stringify(text));

  const locationText = (location: Location): string => {
    if (location.steps !== steps) {
      stepsText = stringify(location.steps);
      steps = location.steps;
    }
    const { input, line, column } = location;
    const text = `${input === undefined ? "" : `"input":${input},`}"file":${quoted(location.file)},"steps":${stepsText}`;
    return `{${text}${line === undefined ? "" : `,"line":${line}`}${column === undefined ? "" : `,"column":${column}`}}`;
  };

  const reasonText = (reason: Evidence): string => {
    const pair: Readonly<Record<string, unknown>> | null = reason;
    if (typeof pair !== "object" || pair === null) return stringify(reason);
    const keys = Object.keys(pair);
    const name = keys[1] ?? "";
    const [kind, said] = [pair["kind"], pair[name]];
    if (keys.length !== 2 || keys[0] !== "kind" || typeof kind !== "string" || typeof said !== "string") return stringify(reason);
    return `{"kind":${quoted(kind)},${quoted(name)}:${quoted(said)}}`;
  };

  return (finding) => {
    if (!isKnown(finding)) return undefined;
    const { value, places } = finding;
    return (
      `{"event":"finding","id":${quoted(finding.id)},"type":${quoted(finding.type)},"detector":${quoted(finding.detector)}` +
      `,"confidence":${quoted(finding.confidence)},"display":${quoted(finding.display)}` +
      `${value === undefined ? "" : `,"value":${quoted(value)}`},"key":${quoted(finding.key)},"role":${quoted(finding.role)}` +
      `,"record":${quoted(finding.record)},"recordKind":${quoted(finding.recordKind)}` +
      `,"location":${locationText(finding.location)}${places === undefined ? "" : `,"places":${stringify(places)}`}` +
      `,"evidence":[${finding.evidence.map(reasonText).join(",")}]}`
    );
  };
}

/** All keys and no others, of the types that they should have: an event of a stream that was read may be anything. */
function isKnown(finding: FindingEvent): boolean {
  const { value, places, location } = finding;
  const keys = USUAL_KEYS + (value === undefined ? 0 : 1) + (places === undefined ? 0 : 1);
  return (
    Object.keys(finding).length === keys &&
    typeof finding.id === "string" &&
    typeof finding.type === "string" &&
    typeof finding.detector === "string" &&
    typeof finding.confidence === "string" &&
    typeof finding.display === "string" &&
    typeof finding.key === "string" &&
    typeof finding.role === "string" &&
    typeof finding.record === "string" &&
    typeof finding.recordKind === "string" &&
    (value === undefined || typeof value === "string") &&
    Array.isArray(finding.evidence) &&
    typeof location === "object" &&
    isKnownLocation(location)
  );
}

/** The keys in the order in which the engine writes them. */
function isKnownLocation(location: Location | null): boolean {
  if (location === null) return false;
  const { input, line, column } = location;
  const keys = Object.keys(location);
  let at = 0;
  if (keys[at] === "input") at += 1;
  if (keys[at] !== "file" || keys[at + 1] !== "steps") return false;
  at += 2;
  if (keys[at] === "line") at += 1;
  if (keys[at] === "column") at += 1;
  return (
    at === keys.length &&
    typeof location.file === "string" &&
    Array.isArray(location.steps) &&
    (keys[0] !== "input" || Number.isFinite(input)) &&
    (line === undefined ? !keys.includes("line") : Number.isFinite(line)) &&
    (column === undefined ? !keys.includes("column") : Number.isFinite(column))
  );
}

/** Printable ASCII without the two that JSON escapes. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}
