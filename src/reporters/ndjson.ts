import type { Reporter } from "../model/reporter.ts";
import { createSerialiser } from "./serialise.ts";

/** The event stream itself, one JSON object a line (RFC 8259, UTF-8, LF). Nothing is kept. */
export const ndjson: Reporter = {
  id: "ndjson",
  description: "the event stream, one JSON object a line; the run that other reports are made from",
  extension: ".ndjson",
  open() {
    const serialise = createSerialiser();
    return { write: (event) => `${serialise(event)}\n` };
  },
};
