import { CELL_FIELDS, type TextPart } from "../../src/model/document.ts";
import type { Anchor, Detector } from "../../src/model/detector.ts";
import { CONFIDENCES } from "../../src/model/finding.ts";
import type { Spotted } from "../../src/engine/overlap.ts";
import { WINDOW_AFTER, WINDOW_BEFORE } from "../../src/engine/sweep.ts";
import { fold } from "../../src/text/fold.ts";
import { inLabel, vocabulary } from "../../src/text/labels.ts";

/**
 * The sweep written as plainly as possible: anchors by a regular expression and by run, chain,
 * first digit and what must stand before only (`wide` anchors by detector, else its own), a
 * window for each question, every candidate compared with every other.
 */
export function plainSweep(
  part: TextPart,
  detectors: readonly Detector[],
  wide: Readonly<Record<string, Detector["anchors"]>> = {},
): Spotted[] {
  const folded = fold(part.bytes);
  const bytes = Buffer.from(folded.bytes);
  const flat = bytes.toString("latin1");
  const found: Spotted[] = [];
  const foldedOffset = (offset: number): number => fold(part.bytes.subarray(0, offset)).bytes.length;
  const ask = (detector: Detector, order: number, index: number, length: number, at: Borders): void => {
    const { cell, low, high, label } = at;
    const from = characterStart(bytes, Math.max(low, index - WINDOW_BEFORE), low);
    const to = characterStart(bytes, Math.min(high, index + length + WINDOW_AFTER), low);
    const before = bytes.toString("utf8", from, index);
    const candidate = detector.examine({
      text: before + bytes.toString("utf8", index, to),
      at: before.length,
      atEnd: before.length + bytes.toString("utf8", index, Math.min(index + length, to)).length,
      label: label.toLowerCase(),
      role: part.role,
      opensText: from === low,
      closesText: to === high,
    });
    if (candidate === undefined) return;
    const text = bytes.toString("utf8", from, to);
    const place = (offset: number): number => folded.original(from + Buffer.byteLength(text.slice(0, offset)));
    const { start, end } = candidate;
    const anchor = folded.original(index);
    found.push({ candidate, detector: detector.id, order, start: place(start), end: place(end), anchor, cell });
  };
  const words = detectors.flatMap(({ anchors }) => anchors.flatMap((anchor) => (anchor.kind === "word" ? anchor.words : [])));
  for (const { index, length, is } of [...digitsAndAt(flat), ...occurrences(flat, new Set(words))]) {
    const original = folded.original(index);
    if (original < part.core.start || original >= part.core.end) continue;
    const cell = part.table === undefined ? -1 : cellAt(part, original);
    if (part.table !== undefined && cell < 0) continue;
    const [low, high, given] = bordersOf(part, cell, foldedOffset, bytes.length);
    const label = part.table === undefined && part.label === undefined ? headOver(bytes, index) : given;
    if (index + length > high && is !== "digits") continue;
    for (const [order, detector] of detectors.entries()) {
      const asked = (wide[detector.id] ?? detector.anchors).some((anchor) =>
        anchor.kind === "word"
          ? anchor.words.some((word) => is === word)
          : is === "digits" && fits(anchor, flat, low, index, flat.slice(index, index + length)),
      );
      if (asked) ask(detector, order, index, length, { cell, low, high, label });
    }
  }
  const cells =
    part.table === undefined ? [-1] : Array.from({ length: part.table.cells.length / CELL_FIELDS }, (_, cell) => cell);
  for (const cell of cells) {
    const [low, high, label] = bordersOf(part, cell, foldedOffset, bytes.length);
    const inCore = folded.original(low) >= part.core.start && folded.original(low) < part.core.end;
    for (const [order, detector] of detectors.entries()) {
      const asked = detector.anchors.some(
        (anchor) => anchor.kind === "cell" && inLabel(label.toLowerCase(), vocabulary(anchor.labels)) !== undefined,
      );
      const isHead = bytes.toString("utf8", low, high).trim().toLowerCase() === label.toLowerCase();
      if (asked && inCore && !isHead) ask(detector, order, low, Math.min(high - low, WINDOW_BEFORE), { cell, low, high, label });
    }
  }
  return plainOverlaps(found);
}

interface Borders {
  readonly cell: number;
  readonly low: number;
  readonly high: number;
  readonly label: string;
}

interface Place {
  readonly index: number;
  readonly length: number;
  /** `digits` (an `@`, too), or the word that stands there. */
  readonly is: string;
}

function digitsAndAt(flat: string): Place[] {
  return Array.from(flat.matchAll(/[0-9]+|@/g), ({ index, 0: run }) => ({ index, length: run.length, is: "digits" }));
}

function occurrences(flat: string, words: ReadonlySet<string>): Place[] {
  return [...words].flatMap((word) => {
    const bytes = Buffer.from(word).toString("latin1");
    const pattern = /^[a-z]+$/.test(word) ? new RegExp(`(?<![a-z])${word}(?![a-z])`, "gi") : new RegExp(bytes, "g");
    return Array.from(flat.matchAll(pattern), ({ index }) => ({ index, length: bytes.length, is: word }));
  });
}

/** What the first of the lines with tabs around `index` says over its column. */
function headOver(bytes: Buffer, index: number): string {
  const lines = bytes.toString("utf8").split("\n");
  let start = 0;
  let line = 0;
  while (start + Buffer.byteLength(lines[line] as string) < index) {
    start += Buffer.byteLength(lines[line] as string) + 1;
    line += 1;
  }
  if (!(lines[line] as string).includes("\t")) return "";
  let head = line;
  while (lines[head - 1]?.includes("\t") === true) head -= 1;
  const first = lines[head] as string;
  if (head === line || /[0-9]{3}|@/.test(first)) return "";
  const column = bytes.toString("utf8", start, index).split("\t").length - 1;
  const said = first.split("\t")[column] ?? "";
  return said.length > 60 ? "" : said.trim().toLowerCase();
}

function cellAt({ table }: TextPart, offset: number): number {
  const cells = table?.cells ?? new Uint32Array();
  for (let cell = 0; cell * CELL_FIELDS < cells.length; cell += 1) {
    const at = cell * CELL_FIELDS;
    if ((cells[at] as number) <= offset && offset < (cells[at + 1] as number)) return cell;
  }
  return -1;
}

function bordersOf(
  part: TextPart,
  cell: number,
  foldedOffset: (offset: number) => number,
  length: number,
): [low: number, high: number, label: string] {
  if (part.table === undefined) return [0, length, part.label ?? ""];
  const [start, end, label] = part.table.cells.subarray(cell * CELL_FIELDS, cell * CELL_FIELDS + 3);
  return [foldedOffset(start as number), foldedOffset(end as number), part.table.labels[label as number] ?? ""];
}

function fits(anchor: Anchor, flat: string, low: number, at: number, run: string): boolean {
  if (anchor.kind === "at") return run === "@";
  if (anchor.kind !== "digits" || run === "@" || run.length < anchor.run[0] || run.length > anchor.run[1]) return false;
  if (anchor.lead !== undefined && !anchor.lead.includes(run[0] ?? "")) return false;
  if (anchor.before !== undefined && (at === low || !anchor.before.includes(flat[at - 1] ?? ""))) return false;
  const chain = /[0-9]+(?:[ \-./()]{1,3}[0-9]+)*/y;
  chain.lastIndex = at;
  const total = Math.min(32, (chain.exec(flat)?.[0] ?? "").replaceAll(/[^0-9]/g, "").length);
  return anchor.total === undefined || (total >= anchor.total[0] && total <= anchor.total[1]);
}

function characterStart(bytes: Uint8Array, offset: number, low: number): number {
  let at = offset;
  while (at > low && at > offset - 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** Each candidate against all that stay, the strongest first. */
export function plainOverlaps(found: readonly Spotted[]): Spotted[] {
  const rank = (one: Spotted): number => CONFIDENCES.indexOf(one.candidate.confidence);
  const claim = (one: Spotted): number =>
    one.candidate.type === "sg-address" ? Math.max(one.start, Math.min(one.anchor, one.end)) : one.start;
  const pair = (a: Spotted, b: Spotted): string => [a.candidate.type, b.candidate.type].sort().join(" ");
  const clash = (a: Spotted, b: Spotted): boolean =>
    pair(a, b) === "email sg-nric" ||
    /^credential (?:email|sg-nric|phone|person-name)$|^credential date-of-birth$/.test(pair(a, b))
      ? false
      : a.candidate.type === b.candidate.type
        ? a.start < b.end && b.start < a.end
        : claim(a) < b.end && claim(b) < a.end;
  const ranked = found.toSorted(
    (a, b) => rank(b) - rank(a) || a.order - b.order || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: Spotted[] = [];
  for (const one of ranked) if (!kept.some((other) => clash(one, other))) kept.push(one);
  return kept.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
}
