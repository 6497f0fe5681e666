import type { Anchor, Detector, TextWindow } from "../../src/model/detector.ts";
import type { Role } from "../../src/model/document.ts";
import type { Candidate } from "../../src/model/finding.ts";
import { CONFIDENCES, type Confidence } from "../../src/model/finding.ts";
import { fold } from "../../src/text/fold.ts";
import { inLabel, vocabulary } from "../../src/text/labels.ts";

const BEFORE = 320;
const AFTER = 160;
const CHAIN_MAX = 32;

export interface AskOptions {
  readonly label?: string;
  readonly role?: Role;
}

/** A candidate and the folded text that it covers. */
export interface Answer extends Candidate {
  readonly covers: string;
}

/**
 * Asks one detector about a text the way the sweep does, written as plainly as possible: fold,
 * find every anchor, cut a window, ask. Of answers that overlap the stronger, then the longer one stays.
 */
export function ask(detector: Detector, text: string, { label = "", role = "body" }: AskOptions = {}): Answer[] {
  const bytes = Buffer.from(fold(Buffer.from(text, "utf8")).bytes);
  // One character per byte: offsets in `flat` are byte offsets.
  const flat = bytes.toString("latin1");
  const found: (Answer & { readonly from: number; readonly to: number })[] = [];
  for (const [at, atEnd] of places(detector, flat, label.toLowerCase())) {
    const start = characterAtOrAfter(bytes, Math.max(0, at - BEFORE));
    const end = characterAtOrAfter(bytes, Math.min(bytes.length, at + AFTER));
    const before = bytes.toString("utf8", start, at);
    const window: TextWindow = {
      text: bytes.toString("utf8", start, end),
      at: before.length,
      atEnd: before.length + bytes.toString("utf8", at, Math.min(atEnd, end)).length,
      label: label.toLowerCase(),
      role,
      opensText: start === 0,
      closesText: end === bytes.length,
    };
    const candidate = detector.examine(window);
    if (candidate === undefined) continue;
    if (candidate.start < 0 || candidate.end > window.text.length) throw new Error(`${detector.id} answered beyond its window`);
    // A detector that goes by words answers with what the words stand beside.
    const touches = candidate.end >= window.at && candidate.start <= window.atEnd;
    if (!touches && !detector.anchors.some(({ kind }) => kind === "word"))
      throw new Error(`${detector.id} answered beside its anchor`);
    const offset = (index: number): number => start + Buffer.byteLength(window.text.slice(0, index));
    const covers = window.text.slice(candidate.start, candidate.end);
    found.push({ ...candidate, covers, from: offset(candidate.start), to: offset(candidate.end) });
  }
  const rank = (confidence: Confidence): number => CONFIDENCES.indexOf(confidence);
  const best = found.toSorted(
    (a, b) => rank(b.confidence) - rank(a.confidence) || b.to - b.from - (a.to - a.from) || a.from - b.from,
  );
  const kept: typeof found = [];
  for (const one of best) if (kept.every((other) => one.to <= other.from || one.from >= other.to)) kept.push(one);
  return kept.toSorted((a, b) => a.from - b.from).map(({ from: _from, to: _to, ...answer }) => answer);
}

/** Values at medium or high confidence, in the order of the text. */
export function values(detector: Detector, text: string, options?: AskOptions): string[] {
  return ask(detector, text, options)
    .filter(({ confidence }) => confidence !== "low")
    .map(({ value }) => value);
}

function places(detector: Detector, flat: string, label: string): [at: number, atEnd: number][] {
  const all: [number, number][] = [];
  for (const { index, 0: run } of flat.matchAll(/[0-9]+|@/g)) {
    if (detector.anchors.some((anchor) => fits(anchor, flat, index, run))) all.push([index, index + run.length]);
  }
  for (const anchor of detector.anchors) {
    if (anchor.kind === "word")
      for (const word of anchor.words) all.push(...occurrences(flat, Buffer.from(word).toString("latin1")));
    if (anchor.kind === "cell" && inLabel(label, vocabulary(anchor.labels)) !== undefined) all.push([0, flat.length]);
  }
  return all;
}

function occurrences(flat: string, word: string): [at: number, atEnd: number][] {
  const isLetter = (at: number): boolean => /[a-z]/i.test(flat[at] ?? "");
  const whole = /^[a-z]+$/.test(word);
  const found: [number, number][] = [];
  for (let at = 0; at + word.length <= flat.length; at += 1) {
    const end = at + word.length;
    if (flat.slice(at, end).toLowerCase() !== word && flat.slice(at, end) !== word) continue;
    if (!whole || (!isLetter(at - 1) && !isLetter(end))) found.push([at, end]);
  }
  return found;
}

function fits(anchor: Anchor, flat: string, at: number, run: string): boolean {
  if (anchor.kind === "at") return run === "@";
  if (anchor.kind !== "digits" || run === "@" || run.length < anchor.run[0] || run.length > anchor.run[1]) return false;
  if (anchor.lead !== undefined && !anchor.lead.includes(run[0] ?? "")) return false;
  if (anchor.before !== undefined && (at === 0 || !anchor.before.includes(flat[at - 1] ?? ""))) return false;
  if (anchor.total === undefined) return true;
  const chain = /[0-9]+(?:[ \-./()]{1,3}[0-9]+)*/y;
  chain.lastIndex = at;
  const total = Math.min(CHAIN_MAX, (chain.exec(flat)?.[0] ?? "").replaceAll(/[^0-9]/g, "").length);
  return total >= anchor.total[0] && total <= anchor.total[1];
}

function characterAtOrAfter(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}
