import type { Document, Unfolded } from "../model/document.ts";
import type { Budget } from "../model/extractor.ts";
import type { Gap } from "../model/gap.ts";
import type { Gatherer, Place } from "./gather.ts";
import type { Opener } from "./recognise.ts";
import type { Sink } from "./sink.ts";
import type { Mark, Stop } from "./trace.ts";

/** What the documents of one message (or of one file outside any mailbox) share. */
export interface Tree {
  readonly budget: Budget;
  readonly place: Place;
  /** Bytes of the document that it begins with. */
  readonly size: number;
  gaps: number;
  pictures: Gap[] | undefined;
}

export type Reader = Iterator<Unfolded> | AsyncIterator<Unfolded>;

/** A document that is open. */
export interface Frame {
  readonly document: Document;
  readonly place: Place;
  readonly mark: Mark | undefined;
  /** Where it is to be given up, until it was. */
  stop: Stop | undefined;
  readonly tree: Tree;
  readonly depth: number;
  /** It is a message outside any other: it is counted. */
  readonly counted: boolean;
  /** What lies in it lies in a message. */
  readonly insideMessage: boolean;
  /** It is a message: the documents in it wait until its text is told. */
  readonly waits: boolean;
  /** Made when something is found. */
  gathered: Gatherer | undefined;
  /** Who reads it, until the reader is started. */
  opener: Opener | undefined;
  /** Its reader, until that is at its end. */
  reader: Reader | undefined;
  /** Its reader, when that was given up. */
  broken: Reader | undefined;
  waiting: Document[] | undefined;
  waitingBytes: number;
  /** How many of those that wait were opened. */
  opened: number;
  /** Items that its reader has given. */
  seen: number;
  /** The same, however many messages are passed over at once; its end is one more. */
  given: number;
  /** Findings that were told of it. */
  findings: number;
  failed: boolean;
}

/** Tells a gap; pictures are counted, and told once for the message or file. */
export function tellGap(tree: Tree, gap: Gap, sink: Sink): void {
  if (gap.reason === "image-not-read") {
    tree.pictures ??= [];
    tree.pictures.push(gap);
    return;
  }
  tree.gaps += 1;
  sink.gap(gap);
}

/** Tells the pictures of a message or file. */
export function tellPictures(tree: Tree, sink: Sink): void {
  const { pictures, place } = tree;
  const first = pictures?.[0];
  if (pictures === undefined || first === undefined) return;
  tree.pictures = undefined;
  tree.gaps += 1;
  const detail = `${pictures.length} pictures were not read`;
  sink.gap(pictures.length === 1 ? first : { location: { ...place }, reason: "image-not-read", examined: "partly", detail });
}
