import type { Document } from "../model/document.ts";
import type { Step } from "../model/location.ts";
import type { Place } from "./gather.ts";
import type { Recognised } from "./recognise.ts";

/** Where a document stands that lies in one at `around`; `alone`: what it was taken for, when it is a message outside any mailbox. */
export function placeOf(document: Document, around: Place, alone: Recognised | undefined): Place {
  const { steps } = document;
  const inner = around.steps.length === 0 ? steps : steps.length === 0 ? around.steps : [...around.steps, ...steps];
  if (alone === undefined) return inner === around.steps ? around : { ...around, steps: inner };
  return { ...around, steps: [...inner, messageStep(alone.kind === "format" ? alone.messageId : undefined)] };
}

/** A message that is a file of its own stands in its location like one of a mailbox, so that copies of it can be told. */
function messageStep(messageId: string | undefined): Step {
  return { kind: "message", index: 0, ...(messageId === undefined ? {} : { messageId }) };
}

/** Does the step name a message? */
export function isMessage(step: Step): boolean {
  return step.kind === "message";
}
