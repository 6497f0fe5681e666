import type { Document, Unfolded } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import type { Step } from "../model/location.ts";
import { mbox } from "../formats/mail/mbox.ts";

/** How far the reading of a mailbox is. */
export interface Track {
  /** Offset in the file of the first byte of the document that is scanned. */
  readonly base: number;
  /** Messages of the unit before `base`. */
  readonly messages: number;
  /** Whether its messages are positions of the unit; in a batch its files are. */
  readonly positions: boolean;
  /** The mailbox cost a worker between two messages: none is to be passed over. */
  readonly readAll: boolean;
  /** The mailbox goes on behind what is read here: its last message is not cut off. */
  readonly goesOn: boolean;
  /** Offset in the file of the message that is being read; `undefined` while the messages are no positions. */
  position: number | undefined;
  readonly begin: (position: number) => void;
  /** Called when the messages turn out to be positions. */
  readonly enter: () => void;
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
      const { track } = tracked;
      if (track.positions) track.enter();
      const items = mbox.extract(document, track.readAll ? { ...context, skim: undefined } : context);
      if (!(Symbol.iterator in items)) throw new TypeError("the reader of mailboxes does not wait");
      return followed(items, track);
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
  if (!track.positions) return;
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
  if (track.positions) {
    track.position = offset;
    track.begin(offset);
  }
  const { kind, name, declaredType, bytes, defect } = message;
  if (defect === undefined || track.goesOn) return { kind, steps, name, declaredType, bytes };
  return { kind, steps, name, declaredType, bytes, defect };
}
