import type { Location, Step } from "../model/location.ts";
import { at, createColumn } from "./columns.ts";
import { createNames } from "./interner.ts";

/** Where one finding stands, as numbers. -1 stands for none. */
export interface Place {
  readonly file: number;
  /** The outermost message. Messages with one Message-ID are one message. */
  readonly message: number;
  /** The path inside a message with a Message-ID: with the message, equal for copies of a document. */
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
  const files = createNames();
  const insides = createNames();
  const messages = createNames();
  /** Where each message was first seen: 63 bits of a hash, and COPIED once it was seen elsewhere. */
  const firstPlace = createColumn();
  let last: Location | undefined;
  let lastPlace: Place = { file: -1, message: -1, inside: -1 };

  function messageAt(place: string, messageId: string | undefined): number {
    // A message without Message-ID is itself only: its place stands in for the ID.
    const message = messages.add(messageId ? `i${messageId}` : `p${place}`);
    const hash = messages.hash(place);
    const low = at(hash, 0) | 0;
    const high = at(hash, 1) & ~COPIED;
    if (message * 2 === firstPlace.length) {
      firstPlace.push(low);
      firstPlace.push(high);
    } else if (firstPlace.at(message * 2) !== low || (firstPlace.at(message * 2 + 1) & ~COPIED) !== high) {
      firstPlace.set(message * 2 + 1, firstPlace.at(message * 2 + 1) | COPIED);
    }
    return message;
  }

  function placeOf({ input, file, steps }: Location): Place {
    const fileNumber = files.add(`${input ?? ""}\0${file}`);
    const outermost = steps.findIndex((step) => step.kind === "message");
    const step = steps[outermost];
    if (step?.kind !== "message") return { file: fileNumber, message: -1, inside: -1 };
    const message = messageAt(`${fileNumber}${pathText(steps, 0, outermost + 1)}`, step.messageId);
    const inside = step.messageId ? insides.add(pathText(steps, outermost + 1, steps.length)) : -1;
    return { file: fileNumber, message, inside };
  }

  return {
    get files() {
      return files.size;
    },
    get messages() {
      return messages.size;
    },
    copied: (message) => (firstPlace.at(message * 2 + 1) & COPIED) !== 0,
    place(location) {
      // The findings of a document share the list of its steps.
      if (last?.steps === location.steps && last.file === location.file && last.input === location.input) return lastPlace;
      last = location;
      lastPlace = placeOf(location);
      return lastPlace;
    },
  };
}

/** In the second word of a place. */
const COPIED = 1;

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
    case "folder":
      return `f${step.name}`;
    case "attachment":
      return `a${step.index}`;
    case "table":
      return `d${step.name}`;
    default:
      return unknownStep(step);
  }
}
