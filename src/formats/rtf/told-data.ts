import { memorySource } from "../../bytes/memory.ts";
import type { Unfolded } from "../../model/document.ts";
import type { Budget } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { readObject } from "../ole/object.ts";
import type { RtfEvent } from "./events.ts";

/** Tells embedded objects and pictures as documents, counted from 0. */
export function toldData(budget: Budget): (event: RtfEvent) => Generator<Unfolded> {
  let index = 0;
  return function* tell(event) {
    if (event.kind !== "object" && event.kind !== "picture") return;
    const limit = budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", `only the first ${index} embedded objects and pictures were read`);
      return;
    }
    const { bytes, whole } = event;
    const step = { kind: "attachment", index } as const;
    index += 1;
    if (!whole) yield gap("size-limit", "partly", `embedded data is larger than ${budget.maxDocumentBytes} bytes`, [step]);
    if (event.kind === "picture") {
      // Without the header that it has in a file nobody knows it for what it is.
      if (event.type === "metafile") yield gap("image-not-read", "none", "a picture was not read", [step]);
      else yield { kind: "document", steps: [step], name: "", declaredType: TYPES[event.type], bytes: memorySource(bytes) };
      return;
    }
    const object = readObject(bytes);
    if (object.kind === "link") yield gap("not-followed", "none", "embedded object is a link to a file elsewhere", [step]);
    else if (object.kind === "damaged") yield gap("malformed", "none", "embedded object could not be read", [step]);
    else {
      const { name } = object;
      const steps = name === "" ? [step] : [{ ...step, name }];
      if (!object.whole) yield gap("malformed", "partly", "embedded object is cut off", steps);
      yield { kind: "document", steps, name, declaredType: "", bytes: memorySource(object.bytes) };
    }
  };
}

const TYPES = { png: "image/png", jpeg: "image/jpeg", drawing: "image/emf", unknown: "" } as const;
