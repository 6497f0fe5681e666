import type { Location, Step } from "../model/location.ts";
import { visible } from "./sanitise.ts";

const INTO = " › ";

/** A name of the evidence, fit to be shown. One that holds the separator is quoted: it must not pose as a step. */
function nameOf(name: string): string {
  const shown = visible(name);
  if (shown.trim() === "") return `"${shown}"`;
  return shown.includes("›") ? `"${shown}"` : shown;
}

function formatStep(step: Step): string {
  switch (step.kind) {
    case "message":
      return `message ${step.index}`;
    case "mime":
      return step.name === undefined ? `part ${visible(step.part)}` : `part ${visible(step.part)} ${nameOf(step.name)}`;
    case "entry":
      return nameOf(step.name);
    case "stream":
      return step.name === undefined ? "decompressed" : nameOf(step.name);
    case "page":
      return `page ${step.page}`;
    case "sheet":
      return `sheet ${nameOf(step.name)}`;
    case "folder":
      return nameOf(step.name);
    case "attachment":
      return step.name === undefined ? `attachment ${step.index}` : `attachment ${step.index} ${nameOf(step.name)}`;
    case "table":
      return `table ${nameOf(step.name)}`;
    default:
      // A later minor version may name a step that this one does not know; the report of such a run must not fail.
      return visible(String((step as { readonly kind: unknown }).kind));
  }
}

/**
 * The file of a location. Where several inputs were named, the input stands before it,
 * unless it is that very file.
 */
export function formatFile(location: Pick<Location, "input" | "file">, inputs: readonly string[] = []): string {
  const input = location.input === undefined ? undefined : inputs[location.input];
  if (input === undefined || input === location.file) return nameOf(location.file);
  return input.endsWith(`/${location.file}`) ? nameOf(input) : nameOf(input) + INTO + nameOf(location.file);
}

/**
 * The place inside the file: `message 11 › part 2 lists.zip › a.csv : 3:14`; empty for the file as
 * such. Messages are numbered as in the event stream, from 0; pages, lines and columns from 1.
 */
export function formatPlace(location: Location): string {
  return withPosition(location.steps.map(formatStep).join(INTO), location);
}

function withPosition(steps: string, location: Location): string {
  if (location.line === undefined) return steps;
  const position = location.column === undefined ? `${location.line}` : `${location.line}:${location.column}`;
  return steps === "" ? `: ${position}` : `${steps} : ${position}`;
}

/** File and place in one line: `inbox.mbox › message 11 › part 2 lists.zip › a.csv : 3:14`. For people; nothing parses it back. */
export function formatLocation(location: Location, inputs: readonly string[] = []): string {
  return inFile(formatFile(location, inputs), formatPlace(location), location);
}

function inFile(file: string, place: string, { steps }: Location): string {
  if (place === "") return file;
  return steps.length === 0 ? `${file} ${place}` : file + INTO + place;
}

/**
 * As `formatLocation`, for a stream of locations: file and steps are formatted once for the
 * findings of a document, which follow each other and share the list of steps.
 */
export function createLocationFormat(inputs: readonly string[]): (location: Location) => string {
  let last: Location | undefined;
  let file = "";
  let steps = "";
  return (location) => {
    if (last?.steps !== location.steps || last.file !== location.file || last.input !== location.input) {
      file = formatFile(location, inputs);
      steps = location.steps.map(formatStep).join(INTO);
      last = location;
    }
    return inFile(file, withPosition(steps, location), location);
  };
}
