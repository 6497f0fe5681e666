import { Buffer } from "node:buffer";
import type { Finding, ReportedFinding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";
import type { Location, Step } from "../model/location.ts";
import type { Kernel } from "../kernel/index.ts";
import type { Dispatch } from "./dispatch.ts";
import { filenamePart } from "./filename.ts";
import type { Keys } from "./keys.ts";
import { maskValue, type MaskStyle } from "./mask.ts";
import { placeIn } from "./place-in.ts";
import { sweep } from "./sweep.ts";

/**
 * The only door out of the engine: what passes has masks and keyed hashes in place of values,
 * and names (of files, entries, attachments) in which values are masked.
 */
export interface Discloser {
  readonly finding: (finding: Finding) => ReportedFinding;
  readonly gap: (gap: Gap) => Gap;
  /** A name with the values in it masked. */
  readonly name: (name: string) => string;
  /** Key of a correspondent's mail address: equal to the key of an e-mail finding. */
  readonly correspondent: (address: string) => string;
}

export interface DiscloseOptions {
  readonly keys: Keys;
  readonly mask: MaskStyle;
  readonly reveal: boolean;
  /** All detectors that run, whatever types are to be reported: a name is masked all the same. */
  readonly dispatch: Dispatch;
  readonly kernel: Kernel;
}

/** What is masked in a text: a name may hold a value of any confidence, other texts hold numbers that are none. */
type Kind = "name" | "message-id" | "detail";

/** Names kept in masked form: one folder of evidence repeats a few names very often. */
const NAME_CACHE = 2_000;

/** Documents kept in disclosed form: the renderings of a message and what is attached to it. */
const RECENT_DOCUMENTS = 4;

export function createDiscloser(options: DiscloseOptions): Discloser {
  const { keys, mask, reveal } = options;
  const cache = new Map<string, string>();

  const name = (raw: string): string => {
    if (!mayHoldValue(raw, options.dispatch)) return raw;
    const known = cache.get(raw);
    if (known !== undefined) return known;
    const masked = maskText(raw, options, "name");
    if (cache.size >= NAME_CACHE) cache.clear();
    cache.set(raw, masked);
    return masked;
  };

  // Findings come document by document: what is made of a document is made once.
  const recent: Disclosed[] = [];
  let oldest = 0;
  const documentOf = (raw: Location): Disclosed => {
    for (const kept of recent) if (isSameDocument(kept.raw, raw)) return kept;
    const steps = raw.steps.map((step) => discloseStep(step, name, options));
    const disclosed = { raw, file: name(raw.file), steps, mac: undefined, record: undefined };
    recent[oldest] = disclosed;
    oldest = (oldest + 1) % RECENT_DOCUMENTS;
    return disclosed;
  };

  const location = (raw: Location): Location => {
    const { file, steps } = documentOf(raw);
    return placeIn({ input: raw.input, file, steps }, raw.line, raw.column);
  };

  return {
    name,
    correspondent: (address) => keys.keyOf("email", address),
    gap: (gap) => ({
      reason: gap.reason,
      examined: gap.examined,
      location: location(gap.location),
      detail: mayHoldValue(gap.detail, options.dispatch) ? maskText(gap.detail, options, "detail") : gap.detail,
    }),
    finding: (finding) => {
      const document = documentOf(finding.location);
      const mac = (document.mac ??= keys.documentMac(documentSeed(finding.location)));
      // A record is mostly followed by itself: a row, a message.
      if (document.record?.ref !== finding.record.ref)
        document.record = { ref: finding.record.ref, id: keys.idOf("r", mac, finding.record.ref) };
      return {
        id: keys.idOf("f", mac, findingSeed(finding)),
        type: finding.type,
        detector: finding.detector,
        confidence: finding.confidence,
        display: maskValue(finding.type, finding.value, mask),
        key: keys.keyOf(finding.type, finding.value),
        ...(reveal ? { value: finding.value } : {}),
        role: finding.role,
        record: document.record.id,
        recordKind: finding.record.kind,
        location: location(finding.location),
        ...(finding.places.length === 0 ? {} : { places: finding.places.map(location) }),
        evidence: finding.evidence,
      };
    },
  };
}

/** A document's part of a location, disclosed. */
interface Disclosed {
  readonly raw: Location;
  readonly file: string;
  readonly steps: readonly Step[];
  /** Made for the first finding: most documents have none. */
  mac: string | undefined;
  /** The record of the last finding. */
  record: { readonly ref: string; readonly id: string } | undefined;
}

/** Steps are shared, lists of them are not: the parts of a document each append to one list. */
function isSameDocument(left: Location, right: Location): boolean {
  if (left.file !== right.file || left.input !== right.input) return false;
  if (left.steps === right.steps) return true;
  if (left.steps.length !== right.steps.length) return false;
  for (let index = 0; index < left.steps.length; index += 1) if (left.steps[index] !== right.steps[index]) return false;
  return true;
}

/** A message is named by its offset where there is one: its index may not be known yet when a mailbox is read in ranges. */
function documentSeed(location: Location): string {
  const steps = location.steps.map((step) => (step.kind === "message" ? ["message", step.offset ?? step.index] : step));
  return JSON.stringify([location.input ?? 0, location.file, steps]);
}

function findingSeed({ role, type, value, location, start, record }: Finding): string {
  return JSON.stringify([role, type, value, location.line, location.column, start, record.ref]);
}

function discloseStep(step: Step, name: (raw: string) => string, options: DiscloseOptions): Step {
  switch (step.kind) {
    case "message":
      return {
        kind: "message",
        index: step.index,
        ...(step.messageId === undefined ? {} : { messageId: maskMessageId(step.messageId, options) }),
      };
    case "mime":
      return { kind: "mime", part: step.part, ...(step.name === undefined ? {} : { name: name(step.name) }) };
    case "entry":
    case "sheet":
    case "folder":
    case "table":
      return { kind: step.kind, name: name(step.name) };
    case "attachment":
      return step.name === undefined ? step : { kind: "attachment", index: step.index, name: name(step.name) };
    case "stream":
      return step.name === undefined ? step : { kind: "stream", name: name(step.name) };
    case "page":
      return step;
  }
}

/** Every detector needs an `@`, a few digits or one of its words; full-width digits are not ASCII. */
function mayHoldValue(name: string, { words }: Dispatch): boolean {
  return /@|\d\D{0,3}\d/.test(name) || !isAscii(name) || words.mentioned(name);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** A Message-ID looks like a mail address and is none (RFC 5322 section 3.6.4); numbers in it are masked all the same. */
function maskMessageId(id: string, options: DiscloseOptions): string {
  return mayHoldValue(id, options.dispatch) ? maskText(id, options, "message-id") : id;
}

/** Keeps nothing between two texts; to make one costs more than most names. */
const DECODER = new TextDecoder();

function maskText(raw: string, { dispatch, kernel, mask }: DiscloseOptions, kind: Kind): string {
  const bytes = Buffer.from(raw, "utf8");
  // Without its `@` a Message-ID is no mail address, which would win over the number in it.
  const part = filenamePart(kind === "message-id" ? raw.replaceAll("@", " ") : raw);
  let shown = "";
  let at = 0;
  for (const { candidate, start, end } of sweep(part, dispatch, kernel)) {
    const identifies = candidate.type === "sg-nric" || candidate.type === "payment-card";
    if (!identifies && kind === "message-id") continue;
    if (kind === "detail" && candidate.confidence === "low") continue;
    if (start < at) continue;
    shown += DECODER.decode(bytes.subarray(at, start)) + maskValue(candidate.type, candidate.value, mask);
    at = end;
  }
  return at === 0 ? raw : shown + DECODER.decode(bytes.subarray(at));
}
