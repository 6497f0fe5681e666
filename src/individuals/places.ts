import type { Location, Step } from "../model/location.ts";
import { createInterner } from "./columns.ts";

/** Where one finding stands, as numbers. -1 stands for none. */
export interface Place {
  readonly file: number;
  /** The outermost message. Messages with one Message-ID are one message. */
  readonly message: number;
  /** The document inside a message with a Message-ID: equal for copies of the message. */
  readonly inside: number;
}

/** Turns locations into numbers, and knows the messages that stand in more than one place. */
export interface Places {
  readonly files: number;
  readonly messages: number;
  place(location: Location): Place;
  /** True for a message whose Message-ID was seen in more than one place of the input. */
  copied(message: number): boolean;
}

/** An empty set of places. */
export function createPlaces(): Places {
  const files = createInterner();
  const insides = createInterner();
  const byId = createInterner();
  const byPlace = new Map<string, number>();
  const copies = new Set<number>();

  function messageAt(place: string, messageId: string | undefined): number {
    // A message without Message-ID is itself only: its place stands in for the ID.
    const identity = messageId ? `i${messageId}` : `p${place}`;
    const placed = `${place}\0${identity}`;
    const known = byPlace.get(placed);
    if (known !== undefined) return known;
    const before = byId.size;
    const message = byId.add(identity);
    if (byId.size === before) copies.add(message);
    byPlace.set(placed, message);
    return message;
  }

  return {
    get files() {
      return files.size;
    },
    get messages() {
      return byId.size;
    },
    copied: (message) => copies.has(message),
    place({ input, file, steps }) {
      const fileNumber = files.add(`${input ?? ""}\0${file}`);
      const outermost = steps.findIndex((step) => step.kind === "message");
      const step = steps[outermost];
      if (step?.kind !== "message") return { file: fileNumber, message: -1, inside: -1 };
      const message = messageAt(`${fileNumber}${pathText(steps, 0, outermost + 1)}`, step.messageId);
      const inside = step.messageId ? insides.add(`${message}${pathText(steps, outermost + 1, steps.length)}`) : -1;
      return { file: fileNumber, message, inside };
    },
  };
}

function pathText(steps: readonly Step[], from: number, to: number): string {
  let text = "";
  for (let index = from; index < to; index += 1) {
    const step = steps[index];
    if (step !== undefined) text += `\0${stepText(step)}`;
  }
  return text;
}

/** A step that this version does not know (a stream from a newer one) still tells places apart. */
function unknownStep(step: never): string {
  return JSON.stringify(step);
}

function stepText(step: Step): string {
  switch (step.kind) {
    case "message":
      return `m${step.index}`;
    case "mime":
      return `p${step.part}`;
    case "entry":
      return `e${step.name}`;
    case "stream":
      return "s";
    case "page":
      return `n${step.page}`;
    case "sheet":
      return `t${step.name}`;
    default:
      return unknownStep(step);
  }
}
