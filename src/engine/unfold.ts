import type { Document, TextPart, Unfolded, UnfoldedGap } from "../model/document.ts";
import type { Extractor } from "../model/extractor.ts";
import type { Gap } from "../model/gap.ts";
import type { Step } from "../model/location.ts";
import type { Kernel } from "../kernel/index.ts";
import { createBudget } from "../limits/budget.ts";
import type { Limits } from "../limits/limits.ts";
import type { Dispatch } from "./dispatch.ts";
import { failure } from "./failure.ts";
import { filenamePart } from "./filename.ts";
import { tellGap, tellPictures, type Frame, type Reader, type Tree } from "./frame.ts";
import { createGatherer, type Place } from "./gather.ts";
import type { Glance } from "./glance.ts";
import type { Spotted } from "./overlap.ts";
import { recognise, type Recognised } from "./recognise.ts";
import type { Sink } from "./sink.ts";
import { sweep } from "./sweep.ts";
import type { Work } from "./work.ts";

/** What the engine is handed: it imports no list. */
export interface Engine {
  readonly extractors: readonly Extractor[];
  readonly dispatch: Dispatch;
  readonly kernel: Kernel;
  readonly limits: Limits;
  /** Whether a candidate is to be reported (types and confidence asked for). */
  readonly wanted: (spotted: Spotted) => boolean;
  /** Called for each document and text: a sign of life for whoever watches. */
  readonly alive: () => void;
  /** A first look at a message, where there is one: most messages of a mailbox need not be read. */
  readonly glance?: Glance | undefined;
}

/** Documents of a message that wait until its text is told; more bytes than this are opened at once. */
const WAITING_BYTES = 64 * 1024 ** 2;
/** A checkpoint comes in one document past this many findings or messages, so that a file of a million of them stays flat. */
const MANY = 1_024;

/**
 * Scans one document and everything inside it, and tells `sink`. The only place where documents
 * inside documents are opened. A checkpoint comes behind each document, and in those with many findings.
 */
export function* scanDocument(document: Document, place: Place, engine: Engine, sink: Sink): Work {
  const tree = plant(place, engine);
  const open: Frame[] = [start(document, place, 0, false, tree, engine, sink)];
  try {
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const next = goOn(frame, engine, sink);
      if (next === CLOSED) {
        open.pop();
        if (frame.broken !== undefined) yield* shut(frame.broken);
        yield undefined;
      } else if (next === undefined) yield undefined;
      else if (next instanceof Promise) {
        let item: IteratorResult<Unfolded>;
        try {
          item = (yield next) as IteratorResult<Unfolded>;
        } catch (error) {
          giveUp(frame, error, sink);
          continue;
        }
        const inner = arrived(frame, item, engine, sink);
        if (inner !== undefined)
          open.push(start(inner, frame.place, frame.depth + 1, frame.insideMessage, frame.tree, engine, sink));
      } else open.push(start(next, frame.place, frame.depth + 1, frame.insideMessage, frame.tree, engine, sink));
    }
  } finally {
    // A scan that is stopped here must not leave a parser waiting for its reader.
    for (const { reader } of open.reverse()) if (reader !== undefined) yield* shut(reader);
  }
  tellPictures(tree, sink);
}

/** Closes a reader that is not at its end. */
function* shut(reader: Reader): Work {
  try {
    const closing = reader.return?.();
    if (closing instanceof Promise) yield closing;
  } catch {
    // It is not read any more, and what it gave was told: that it cannot be closed takes nothing away.
  }
}

function plant(place: Place, engine: Engine): Tree {
  return { budget: createBudget(engine.limits), place, gaps: 0, pictures: undefined };
}

/** Opens a document: tells its name and what is known to be wrong with it, and starts its reader. */
function start(
  document: Document,
  around: Place,
  depth: number,
  insideMessage: boolean,
  outer: Tree,
  engine: Engine,
  sink: Sink,
): Frame {
  engine.alive();
  const inMailbox = document.steps.some(isMessage);
  const known = recognise(document, depth, !insideMessage && !inMailbox, engine);
  const message = known.kind === "format" && known.extractor.message === true;
  const counted = !insideMessage && (inMailbox || message);
  const place = placeOf(document, around, counted && !inMailbox ? known : undefined);
  const frame: Frame = {
    place,
    tree: counted ? plant(place, engine) : outer,
    depth,
    counted,
    insideMessage: insideMessage || counted,
    waits: message,
    gathered: undefined,
    reader: undefined,
    waiting: undefined,
    waitingBytes: 0,
    opened: 0,
    seen: 0,
    findings: 0,
    broken: undefined,
    failed: false,
  };
  try {
    if (counted && !inMailbox) sink.expected(1);
    if (document.name !== "") {
      show(filenamePart(document.name), frame, engine, sink);
      // The name stands before the content, also where rows are told at once.
      flush(frame, true, sink);
    }
    if (document.defect !== undefined) tellGap(frame.tree, { location: place, ...document.defect }, sink);
    if (known.kind === "gap") {
      frame.failed = true;
      tellGap(frame.tree, { location: place, ...known.gap }, sink);
    } else {
      if (depth === 0) sink.format(known.extractor.id);
      const quiet = message && counted && !inMailbox ? engine.glance?.message(document.bytes) : undefined;
      if (quiet !== undefined) {
        for (const one of quiet) sink.correspondent(one);
        return frame;
      }
      const skim = frame.insideMessage ? undefined : engine.glance?.skim;
      const context = { budget: frame.tree.budget, insideMessage: frame.insideMessage, depth, skim };
      const items = known.extractor.extract(document, context);
      // Most readers are synchronous: to wait for each of their items would cost more than many of the items.
      frame.reader = Symbol.iterator in items ? items[Symbol.iterator]() : items[Symbol.asyncIterator]();
    }
  } catch (error) {
    giveUp(frame, error, sink);
  }
  return frame;
}

function placeOf(document: Document, around: Place, alone: Recognised | undefined): Place {
  const { steps } = document;
  const inner = around.steps.length === 0 ? steps : steps.length === 0 ? around.steps : [...around.steps, ...steps];
  if (alone === undefined) return inner === around.steps ? around : { ...around, steps: inner };
  return { ...around, steps: [...inner, messageStep(alone.kind === "format" ? alone.messageId : undefined)] };
}

/** A message that is a file of its own stands in its location like one of a mailbox, so that copies of it can be told. */
function messageStep(messageId: string | undefined): Step {
  return { kind: "message", index: 0, ...(messageId === undefined ? {} : { messageId }) };
}

function isMessage(step: Step): boolean {
  return step.kind === "message";
}

const CLOSED = Symbol("closed");

/**
 * Goes on with a document until one inside it is to be opened, its reader has to be waited for, or
 * a checkpoint (`undefined`) is due; CLOSED when it has been told wholly.
 */
function goOn(
  frame: Frame,
  engine: Engine,
  sink: Sink,
): Document | Promise<IteratorResult<Unfolded>> | typeof CLOSED | undefined {
  try {
    const before = frame.findings;
    while (frame.reader !== undefined) {
      if (frame.findings - before >= MANY) return undefined;
      const item = frame.reader.next();
      if (item instanceof Promise) return item;
      const inner = take(frame, item, engine, sink);
      if (inner !== undefined) return inner;
    }
  } catch (error) {
    giveUp(frame, error, sink);
  }
  const next = frame.waiting?.[frame.opened];
  if (next === undefined) return close(frame, sink);
  frame.opened += 1;
  return next;
}

/** An item that was waited for. */
function arrived(frame: Frame, item: IteratorResult<Unfolded>, engine: Engine, sink: Sink): Document | undefined {
  try {
    return take(frame, item, engine, sink);
  } catch (error) {
    giveUp(frame, error, sink);
    return undefined;
  }
}

/** Tells one item of a document; gives it back when it is a document that is to be opened now. */
function take(frame: Frame, { done, value: item }: IteratorResult<Unfolded>, engine: Engine, sink: Sink): Document | undefined {
  if (done === true) {
    frame.reader = undefined;
    flush(frame, true, sink);
    return undefined;
  }
  engine.alive();
  frame.seen += 1;
  switch (item.kind) {
    case "text":
      show(item, frame, engine, sink);
      return undefined;
    case "document":
      return waits(item, frame) ? undefined : item;
    case "gap":
      tellGap(frame.tree, complete(item, frame.place), sink);
      return undefined;
    case "expected":
      sink.expected(item.count);
      return undefined;
    case "passed":
      sink.expected(item.messages);
      for (const one of item.correspondents) sink.correspondent(one);
      sink.message("read", item.messages);
      frame.findings += item.messages;
      return undefined;
  }
}

/** Documents of a message wait until its text is told. */
function waits(item: Document, frame: Frame): boolean {
  if (!frame.waits || frame.waitingBytes + item.bytes.size > WAITING_BYTES) return false;
  frame.waitingBytes += item.bytes.size;
  frame.waiting ??= [];
  frame.waiting.push(item);
  return true;
}

/** An exception costs its document only. */
function giveUp(frame: Frame, error: unknown, sink: Sink): void {
  frame.failed = frame.seen === 0;
  tellGap(frame.tree, { location: frame.place, ...failure(error, frame.seen > 0) }, sink);
  frame.broken = frame.reader;
  frame.reader = undefined;
  flush(frame, true, sink);
}

function close(frame: Frame, sink: Sink): typeof CLOSED {
  flush(frame, true, sink);
  if (frame.counted) {
    tellPictures(frame.tree, sink);
    sink.message(frame.failed ? "failed" : frame.tree.gaps > 0 ? "partly" : "read", 1);
  }
  return CLOSED;
}

/** Shows a text to the detectors. */
function show(part: TextPart, frame: Frame, engine: Engine, sink: Sink): void {
  const spotted = sweep(part, engine.dispatch, engine.kernel);
  if (spotted.length === 0) return;
  const wanted: Spotted[] = [];
  for (const one of spotted) {
    if (one.candidate.correspondent === true) sink.correspondent(one.candidate.value);
    else if (engine.wanted(one)) wanted.push(one);
  }
  if (wanted.length === 0 && frame.gathered === undefined) return;
  frame.gathered ??= createGatherer(frame.place);
  frame.gathered.add(part, wanted);
  flush(frame, false, sink);
}

function flush(frame: Frame, end: boolean, sink: Sink): void {
  if (frame.gathered === undefined) return;
  for (const finding of frame.gathered.take(end)) {
    frame.findings += 1;
    sink.finding(finding);
  }
}

function complete(gap: UnfoldedGap, place: Place): Gap {
  const steps: readonly Step[] = gap.steps.length === 0 ? place.steps : [...place.steps, ...gap.steps];
  return { location: { ...place, steps }, reason: gap.reason, examined: gap.examined, detail: gap.detail };
}
