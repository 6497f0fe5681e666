import type { Document, TextPart, Unfolded, UnfoldedGap } from "../model/document.ts";
import type { Extractor, PictureReader } from "../model/extractor.ts";
import type { Gap } from "../model/gap.ts";
import type { Step } from "../model/location.ts";
import type { Kernel } from "../kernel/index.ts";
import { createBudget } from "../limits/budget.ts";
import type { Limits } from "../limits/limits.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Untied } from "./beside-person.ts";
import { failure, knownFailure } from "./failure.ts";
import { filenamePart } from "./filename.ts";
import { tellGap, tellPictures, type Frame, type Reader, type Tree } from "./frame.ts";
import { createGatherer, type Place } from "./gather.ts";
import type { Glance } from "./glance.ts";
import { asMachineRead } from "./machine-read.ts";
import type { Spotted } from "./overlap.ts";
import { isMessage, placeOf } from "./place-of.ts";
import { recognise, unopened, type Opener } from "./recognise.ts";
import type { Sink } from "./sink.ts";
import { sweep } from "./sweep.ts";
import { ENDED, STOPPED, UNOPENED, type Stop, type Trace } from "./trace.ts";
import type { Work } from "./work.ts";

/** What the engine is handed: it imports no list. */
export interface Engine {
  readonly extractors: readonly Extractor[];
  readonly dispatch: Dispatch;
  readonly kernel: Kernel;
  readonly limits: Limits;
  /** Whether a candidate is to be reported (types and confidence asked for). */
  readonly wanted: (spotted: Spotted) => boolean;
  /** What becomes of facts beside which nobody is identified. */
  readonly untied: Untied;
  /** Called for each document and text: a sign of life for whoever watches. */
  readonly alive: () => void;
  /** Reads pictures, where they are to be read. */
  readonly pictures?: PictureReader | undefined;
  /** A first look at a message, where there is one: most messages of a mailbox need not be read. */
  readonly glance?: Glance | undefined;
  readonly trace?: Trace | undefined;
  /** Called before a reader that may cost this thread is started; a checkpoint follows, where the work may be stopped. */
  readonly risk?: (() => void) | undefined;
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
  const tree = plant(place, document.bytes.size, engine);
  const open: Frame[] = [start(document, place, 0, false, tree, engine, sink)];
  try {
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      if (frame.opener?.risky === true && engine.risk !== undefined) {
        engine.risk();
        yield undefined;
      }
      const next = goOn(frame, engine, sink);
      if (next === OVER) giveUpAround(frame, open, sink);
      else if (next === CLOSED) {
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

function plant(place: Place, size: number, engine: Engine): Tree {
  return { budget: createBudget(engine.limits, size), place, size, gaps: 0, pictures: undefined };
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
  const mark = engine.trace?.open();
  const stop = mark?.stop;
  const known = stop?.given === UNOPENED ? unopened(stop) : recognise(document, depth, !insideMessage && !inMailbox, engine);
  const message = known.kind === "format" && known.extractor.message === true;
  const counted = !insideMessage && (inMailbox || message);
  const place = placeOf(document, around, counted && !inMailbox ? known : undefined);
  const frame: Frame = {
    document,
    place,
    mark,
    stop: known.kind === "gap" ? undefined : stop,
    // The size of an item of a mail store says nothing of its attachments: that of the store does.
    tree: counted ? plant(place, document.reader === undefined ? document.bytes.size : outer.size, engine) : outer,
    depth,
    counted,
    insideMessage: insideMessage || counted,
    waits: message,
    gathered: undefined,
    opener: undefined,
    reader: undefined,
    waiting: undefined,
    waitingBytes: 0,
    opened: 0,
    seen: 0,
    given: 0,
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
      if (mark !== undefined) engine.trace?.at(mark, 0);
      const quiet = message && counted && !inMailbox && stop === undefined ? engine.glance?.message(document.bytes) : undefined;
      if (quiet === undefined) frame.opener = known.extractor;
      else for (const one of quiet) sink.correspondent(one);
    }
  } catch (error) {
    giveUp(frame, error, sink);
  }
  return frame;
}

/** Starts the reader of a document. */
function begin(frame: Frame, opener: Opener, engine: Engine): Reader {
  const { document, depth, insideMessage, tree, mark } = frame;
  // What cost a thread is found again only where each message is opened.
  const skim = insideMessage || mark?.stop !== undefined ? undefined : engine.glance?.skim;
  const items = opener.extract(document, { budget: tree.budget, insideMessage, depth, skim, pictures: engine.pictures });
  // Most readers are synchronous: to wait for each of their items would cost more than many of the items.
  return Symbol.iterator in items ? items[Symbol.iterator]() : items[Symbol.asyncIterator]();
}

const CLOSED = Symbol("closed");
const OVER = Symbol("over");

/**
 * Goes on with a document until one inside it is to be opened, its reader has to be waited for, or
 * a checkpoint (`undefined`) is due; CLOSED when it has been told wholly, OVER when nothing around it is to be read.
 */
function goOn(
  frame: Frame,
  engine: Engine,
  sink: Sink,
): Document | Promise<IteratorResult<Unfolded>> | typeof CLOSED | typeof OVER | undefined {
  const { mark } = frame;
  try {
    const before = frame.findings;
    if (frame.opener !== undefined) {
      const opener = frame.opener;
      frame.opener = undefined;
      frame.reader = begin(frame, opener, engine);
    }
    while (frame.reader !== undefined) {
      if (frame.findings - before >= MANY) return undefined;
      if (mark !== undefined) {
        const given = givesUp(frame, sink);
        if (given !== undefined) return given.ends ? OVER : undefined;
        engine.trace?.at(mark, frame.given);
      }
      const item = frame.reader.next();
      if (item instanceof Promise) return item;
      const inner = take(frame, item, engine, sink);
      if (inner !== undefined) return inner;
    }
  } catch (error) {
    giveUp(frame, error, sink);
  }
  const next = frame.waiting?.[frame.opened];
  if (next === undefined) {
    if (mark !== undefined) {
      const given = givesUp(frame, sink);
      if (given?.ends === true) return OVER;
      engine.trace?.at(mark, frame.given);
    }
    return close(frame, sink);
  }
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
    frame.given += 1;
    flush(frame, true, sink);
    return undefined;
  }
  engine.alive();
  frame.seen += 1;
  frame.given += item.kind === "passed" ? item.messages : item.kind === "expected" ? 0 : 1;
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
      // A mailbox in a message is a part of it.
      if (!frame.insideMessage) sink.expected(item.count);
      return undefined;
    case "passed":
      sink.expected(item.messages);
      for (const one of item.correspondents) sink.correspondent(one);
      sink.message("read", item.messages);
      engine.trace?.pass(item.messages);
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

/** Gives a document up where it cost a thread, once. */
function givesUp(frame: Frame, sink: Sink): Stop | undefined {
  const { stop } = frame;
  if (stop === undefined || frame.given < stop.given) return undefined;
  frame.stop = undefined;
  giveUp(frame, knownFailure("work-limit", STOPPED), sink);
  return stop;
}

/** Nothing of the outer document that holds `last` is read any further, and each document that is open in it says so. */
function giveUpAround(last: Frame, open: readonly Frame[], sink: Sink): void {
  for (const frame of open.toReversed()) {
    if (frame.mark?.position !== last.mark?.position) continue;
    frame.waiting = undefined;
    if (frame !== last) giveUp(frame, knownFailure("work-limit", ENDED), sink);
  }
}

/** An exception costs its document only. */
function giveUp(frame: Frame, error: unknown, sink: Sink): void {
  frame.failed = frame.seen === 0;
  tellGap(frame.tree, { location: frame.place, ...failure(error, frame.seen > 0) }, sink);
  frame.broken = frame.reader;
  frame.reader = undefined;
  frame.given += 1;
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
  const swept = sweep(part, engine.dispatch, engine.kernel);
  const spotted = part.read === undefined ? swept : asMachineRead(swept, part.read);
  if (spotted.length === 0) return;
  const wanted: Spotted[] = [];
  for (const one of spotted) {
    if (one.candidate.correspondent === true) sink.correspondent(one.candidate.value);
    else if (engine.wanted(one)) wanted.push(one);
  }
  if (wanted.length === 0 && frame.gathered === undefined) return;
  frame.gathered ??= createGatherer(frame.place, engine.untied);
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
