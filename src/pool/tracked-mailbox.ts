import type { ByteSource } from "../model/bytes.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import { mbox } from "../formats/mail/mbox.ts";

/** How far the reading of a mailbox is, and which messages are not to be opened. */
export interface Track {
  /** Offset in the file of the first byte of the document that is scanned. */
  readonly base: number;
  /** Messages of the unit before `base`. */
  readonly messages: number;
  /** Offsets in the file of messages that cost a worker. */
  readonly skip: readonly number[];
  /** The mailbox goes on behind what is read here: its last message is not cut off. */
  readonly goesOn: boolean;
  /** Offset in the file of the message that is being read. */
  position: number;
  readonly begin: (position: number) => void;
}

/** The mailbox reader, for the outermost document of a unit: offsets are those of the whole file, whatever range is read. */
export function trackedMailbox(track: Track): Extractor {
  return {
    ...mbox,
    async *extract(document, context) {
      for await (const item of mbox.extract(document, context)) {
        yield context.depth === 0 && item.kind === "document" ? follow(item, track) : item;
      }
    },
  };
}

function follow(message: Document, track: Track): Unfolded {
  let offset = track.base;
  const steps = message.steps.map((step) => {
    if (step.kind !== "message") return step;
    offset = track.base + (step.offset ?? 0);
    return { ...step, index: step.index + track.messages, offset };
  });
  track.position = offset;
  track.begin(offset);
  const { defect, ...rest } = message;
  const bytes = track.skip.includes(offset) ? lost(message.bytes.size) : message.bytes;
  return { ...rest, steps, bytes, ...(defect === undefined || track.goesOn ? {} : { defect }) };
}

/** Stands for a document that hung or killed a worker before; reading it gives the gap. */
function lost(size: number): ByteSource {
  return {
    size,
    read() {
      throw Object.assign(new Error("stopped before"), { gapReason: "work-limit", gapDetail: STOPPED });
    },
  };
}

/** Detail of the gap of a document whose reader hung or ran out of memory. */
export const STOPPED = "its reader did not come to an end and was stopped";
