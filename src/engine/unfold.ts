import type { Document, TextPart, Unfolded, UnfoldedGap } from "../model/document.ts";
import { SNIFF_BYTES, type Budget, type Extractor } from "../model/extractor.ts";
import type { Finding } from "../model/finding.ts";
import { GAP_REASONS, type Gap, type GapReason } from "../model/gap.ts";
import type { Step } from "../model/location.ts";
import type { Kernel } from "../kernel/index.ts";
import { createBudget } from "../limits/budget.ts";
import type { Limits } from "../limits/limits.ts";
import type { Dispatch } from "./dispatch.ts";
import { createGatherer, type Gatherer, type Place } from "./gather.ts";
import type { Spotted } from "./overlap.ts";
import { sweep } from "./sweep.ts";
import { filenamePart } from "./filename.ts";

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
}

/** What scanning a document tells, in the order of the input. */
export type Observed =
  | { readonly kind: "finding"; readonly finding: Finding }
  | { readonly kind: "gap"; readonly gap: Gap }
  | { readonly kind: "expected"; readonly count: number }
  | { readonly kind: "message"; readonly outcome: "read" | "partly" | "failed" }
  /** A mail address in an address field of a header; raw, to be keyed by the discloser. */
  | { readonly kind: "correspondent"; readonly value: string }
  /** The format of the outermost document. */
  | { readonly kind: "format"; readonly id: string };

/** What the documents of one message (or of one file outside any mailbox) share. */
interface Tree {
  readonly budget: Budget;
  readonly place: Place;
  gaps: number;
  pictures: Gap[];
}

interface Around {
  readonly place: Place;
  readonly depth: number;
  readonly insideMessage: boolean;
  readonly tree: Tree;
}

/** Documents of a message that wait until its text is told; more bytes than this are opened at once. */
const WAITING_BYTES = 64 * 1024 ** 2;

/** Scans one document and everything inside it. */
export async function* scanDocument(document: Document, place: Place, engine: Engine): AsyncGenerator<Observed> {
  const tree = plant(place, engine);
  yield* open(document, { place, depth: 0, insideMessage: false, tree }, engine);
  yield* pictureGap(tree);
}

function plant(place: Place, engine: Engine): Tree {
  return { budget: createBudget(engine.limits), place, gaps: 0, pictures: [] };
}

/** The only recursion: opens a document, shows its texts, opens the documents in it. */
async function* open(document: Document, around: Around, engine: Engine): AsyncGenerator<Observed> {
  engine.alive();
  const known = recognise(document, around.depth, engine);
  const inMailbox = document.steps.some((step) => step.kind === "message");
  const counted = !around.insideMessage && (inMailbox || (known.kind === "format" && known.extractor.message === true));
  const own: readonly Step[] = counted && !inMailbox && known.kind === "format" ? [messageStep(known.messageId)] : [];
  const place: Place = { ...around.place, steps: [...around.place.steps, ...document.steps, ...own] };
  const tree = counted ? plant(place, engine) : around.tree;
  if (counted && !inMailbox) yield { kind: "expected", count: 1 };

  const gathered = createGatherer(place);
  if (document.name !== "") {
    yield* show(filenamePart(document.name), gathered, engine);
    // The name stands before the content, also where rows are told at once.
    yield* taken(gathered, true);
  }
  if (document.defect !== undefined) yield* told(tree, { location: place, ...document.defect });
  let failed = false;
  if (known.kind === "gap") {
    failed = true;
    yield* told(tree, { location: place, ...known.gap });
  } else if (known.kind === "format") {
    if (around.depth === 0) yield { kind: "format", id: known.extractor.id };
    const inner: Around = { place, depth: around.depth + 1, insideMessage: around.insideMessage || counted, tree };
    failed = yield* unfold(document, known.extractor, gathered, inner, engine);
  }
  yield* taken(gathered, true);
  if (!counted) return;
  yield* pictureGap(tree);
  yield { kind: "message", outcome: failed ? "failed" : tree.gaps > 0 ? "partly" : "read" };
}

type Recognised =
  | { readonly kind: "format"; readonly extractor: Extractor; readonly messageId: string | undefined }
  | { readonly kind: "gap"; readonly gap: Omit<Gap, "location"> };

/** A message that is a file of its own stands in its location like one of a mailbox, so that copies of it can be told. */
function messageStep(messageId: string | undefined): Step {
  return { kind: "message", index: 0, ...(messageId === undefined ? {} : { messageId }) };
}

function recognise(document: Document, depth: number, engine: Engine): Recognised {
  const limit = engine.limits.depth;
  if (depth > limit) {
    return {
      kind: "gap",
      gap: { reason: "depth-limit", examined: "none", detail: `more than ${limit} containers inside one another` },
    };
  }
  try {
    const head = document.bytes.read(0, Math.min(SNIFF_BYTES, document.bytes.size)).slice();
    const sniffed = { name: document.name, declaredType: document.declaredType, head, size: document.bytes.size };
    const extractor = engine.extractors.find((one) => one.accepts(sniffed));
    if (extractor !== undefined) return { kind: "format", extractor, messageId: extractor.messageIdOf?.(head) };
    return { kind: "gap", gap: { reason: "unsupported", examined: "none", detail: "no reader knows this format" } };
  } catch (error) {
    return { kind: "gap", gap: failure(error, false) };
  }
}

/** Runs one extractor to its end; true when it failed before it gave anything. */
async function* unfold(
  document: Document,
  extractor: Extractor,
  gathered: Gatherer,
  inner: Around,
  engine: Engine,
): AsyncGenerator<Observed, boolean> {
  const waiting: Document[] = [];
  let waitingBytes = 0;
  let seen = 0;
  let failed = false;
  let iterator: Iterator<Unfolded> | AsyncIterator<Unfolded> | undefined;
  const rest = function* (item: Exclude<Unfolded, TextPart | Document>): Generator<Observed> {
    if (item.kind === "gap") yield* told(inner.tree, complete(item, inner.place));
    else yield item;
  };
  /** Documents of a message wait until its text is told. */
  const waits = (item: Document): boolean => {
    if (extractor.message !== true || waitingBytes + item.bytes.size > WAITING_BYTES) return false;
    waitingBytes += item.bytes.size;
    waiting.push(item);
    return true;
  };
  try {
    const context = { budget: inner.tree.budget, insideMessage: inner.insideMessage, depth: inner.depth - 1 };
    const items = extractor.extract(document, context);
    // Most readers are synchronous: to await each of their items would cost more than many of the items.
    iterator = Symbol.iterator in items ? items[Symbol.iterator]() : items[Symbol.asyncIterator]();
    for (;;) {
      const step = iterator.next();
      const { done, value: item } = step instanceof Promise ? await step : step;
      if (done === true) {
        iterator = undefined;
        break;
      }
      engine.alive();
      seen += 1;
      if (item.kind === "text") yield* show(item, gathered, engine);
      else if (item.kind !== "document") yield* rest(item);
      else if (!waits(item)) yield* open(item, inner, engine);
    }
  } catch (error) {
    failed = seen === 0;
    yield* told(inner.tree, { location: inner.place, ...failure(error, seen > 0) });
  } finally {
    // A scan that is stopped here must not leave a parser waiting for its reader.
    await iterator?.return?.();
  }
  yield* taken(gathered, true);
  for (const item of waiting) yield* open(item, inner, engine);
  return failed;
}

/** Shows a text to the detectors. */
function* show(part: TextPart, gathered: Gatherer, engine: Engine): Generator<Observed> {
  const spotted = sweep(part, engine.dispatch, engine.kernel);
  if (spotted.length > 0) {
    for (const one of spotted) {
      if (one.candidate.correspondent === true) yield { kind: "correspondent", value: one.candidate.value };
    }
    gathered.add(
      part,
      spotted.filter((one) => one.candidate.correspondent !== true && engine.wanted(one)),
    );
  }
  yield* taken(gathered, false);
}

function* taken(gathered: Gatherer, end: boolean): Generator<Observed> {
  for (const finding of gathered.take(end)) yield { kind: "finding", finding };
}

/** Tells a gap; pictures are counted, and told once for the message or file. */
function* told(tree: Tree, gap: Gap): Generator<Observed> {
  if (gap.reason === "image-not-read") {
    tree.pictures.push(gap);
    return;
  }
  tree.gaps += 1;
  yield { kind: "gap", gap };
}

function* pictureGap(tree: Tree): Generator<Observed> {
  const [first] = tree.pictures;
  if (first === undefined) return;
  const count = tree.pictures.length;
  tree.pictures = [];
  tree.gaps += 1;
  if (count === 1) yield { kind: "gap", gap: first };
  else {
    const detail = `${count} pictures were not read`;
    yield { kind: "gap", gap: { location: { ...tree.place }, reason: "image-not-read", examined: "partly", detail } };
  }
}

function complete(gap: UnfoldedGap, place: Place): Gap {
  const steps: readonly Step[] = gap.steps.length === 0 ? place.steps : [...place.steps, ...gap.steps];
  return { location: { ...place, steps }, reason: gap.reason, examined: gap.examined, detail: gap.detail };
}

/** A failure that knows which gap it is, e.g. of a byte source that cannot be read. */
interface KnownFailure {
  readonly gapReason: GapReason;
  readonly gapDetail: string;
}

function isKnownFailure(error: unknown): error is KnownFailure {
  if (typeof error !== "object" || error === null || !("gapReason" in error) || !("gapDetail" in error)) return false;
  return GAP_REASONS.includes(error.gapReason as GapReason) && typeof error.gapDetail === "string";
}

/** An exception costs its document only. The message of a library is not told: it may quote the evidence. */
function failure(error: unknown, partly: boolean): Omit<Gap, "location"> {
  const known = isKnownFailure(error);
  return {
    reason: known ? error.gapReason : "malformed",
    examined: partly ? "partly" : "none",
    detail: known ? error.gapDetail : `the reader of this format gave up (${error instanceof Error ? error.name : "error"})`,
  };
}
