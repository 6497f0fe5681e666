import type { ByteSource } from "../model/bytes.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import type { Step } from "../model/location.ts";
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

/** Holds the track of the file that is being read. */
export interface Tracked {
  track: Track;
}

/** The mailbox reader, for the outermost document of a unit: offsets are those of the whole file, whatever range is read. */
export function trackedMailbox(tracked: Tracked): Extractor {
  return {
    ...mbox,
    extract(document, context) {
      if (context.depth > 0) return mbox.extract(document, context);
      // One that cost a worker is not to be looked at again, not even at a glance.
      const items = mbox.extract(document, tracked.track.skip.length > 0 ? { ...context, skim: undefined } : context);
      if (!(Symbol.iterator in items)) throw new TypeError("the reader of mailboxes does not wait");
      return followed(items, tracked.track);
    },
  };
}

function* followed(items: Iterable<Unfolded>, track: Track): Generator<Unfolded> {
  for (const item of items) {
    if (item.kind === "document") yield follow(item, track);
    else {
      if (item.kind === "passed") reach(track, item.offset);
      yield item;
    }
  }
}

function reach(track: Track, offset: number): void {
  track.position = track.base + offset;
  track.begin(track.position);
}

function follow(message: Document, track: Track): Unfolded {
  let offset = track.base;
  const steps = message.steps.map((step): Step => {
    if (step.kind !== "message") return step;
    offset = track.base + (step.offset ?? 0);
    const { kind, messageId } = step;
    const index = step.index + track.messages;
    return messageId === undefined ? { kind, index, offset } : { kind, index, offset, messageId };
  });
  track.position = offset;
  track.begin(offset);
  const { kind, name, declaredType, defect } = message;
  const bytes = track.skip.includes(offset) ? lost(message.bytes.size) : message.bytes;
  if (defect === undefined || track.goesOn) return { kind, steps, name, declaredType, bytes };
  return { kind, steps, name, declaredType, bytes, defect };
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
