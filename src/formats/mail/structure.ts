import { isOpen, type Boundaries } from "./boundaries.ts";
import { guessBoundary, occursNear, readHeader } from "./header-block.ts";
import { partHeader, type PartHeader } from "./part.ts";
import type { Defect, Leaf, Range, Structure } from "./types.ts";
import type { Window } from "./window.ts";

/** Parts of one message that are told apart; what comes behind them is read as text. */
const MAX_PARTS = 100_000;
const MAX_SEARCHES = 32;
const MAX_DELIMITER_BYTES = 1_300;
const DASHES = Buffer.from("--");
const DASH = 0x2d;
const LF = 10;
const CR = 13;

interface Multipart {
  readonly boundary: string;
  readonly part: string;
  readonly digest: boolean;
  readonly alternative: number | undefined;
  readonly encrypted: boolean;
  children: number;
  used: boolean;
  closed: boolean;
}

/** What is known on the way through a message. */
interface Walk {
  readonly window: Window;
  readonly leaves: Leaf[];
  readonly loose: Range[];
  readonly defects: Defect[];
  readonly encrypted: string[];
  readonly stack: Multipart[];
  readonly open: Map<string, number[]>;
  plain: boolean;
  alternatives: number;
  parts: number;
  searches: number;
  /** Where what is read now begins, and the part it is the content of; text outside every part when there is none. */
  start: number;
  leaf: Omit<Leaf, "start" | "end"> | undefined;
}

/**
 * Where the parts of a message lie (RFC 2045, RFC 2046), and what is broken in their structure:
 * one pass over the bytes, without decoding. Delimiters of every open multipart count, not only the innermost's.
 */
export function readStructure(window: Window, start = 0): Structure {
  const walk: Walk = {
    window,
    leaves: [],
    loose: [],
    defects: [],
    encrypted: [],
    stack: [],
    open: new Map(),
    plain: true,
    alternatives: 0,
    parts: 0,
    searches: 0,
    start,
    leaf: undefined,
  };
  const header = enter(walk, start, "");
  if (walk.stack.length > 0) readParts(walk);
  finish(walk, window.size);
  while (walk.stack.length > 0) pop(walk);
  const { leaves, loose, defects, encrypted, plain } = walk;
  return { header, leaves, loose, defects, encrypted, plain: plain && defects.length === 0 };
}

function readParts(walk: Walk): void {
  const { window, stack, open } = walk;
  for (let found = nextDelimiter(window, walk.start, open); found !== undefined;) {
    const { index, closes } = matching(found, open, stack);
    finish(walk, contentEnd(window, found.lineStart, walk.start));
    while (stack.length > index + 1) pop(walk);
    const owner = stack[index] as Multipart;
    // A part behind the closing delimiter: some readers show it, others do not.
    if (owner.closed) walk.plain = false;
    owner.used = true;
    owner.closed = closes;
    walk.leaf = undefined;
    walk.start = found.next;
    if (!closes) {
      walk.parts += 1;
      if (walk.parts > MAX_PARTS) {
        walk.defects.push({ kind: "too-many-parts", part: "" });
        return;
      }
      owner.children += 1;
      enter(walk, found.next, owner.part === "" ? `${owner.children}` : `${owner.part}.${owner.children}`);
    }
    found = nextDelimiter(window, walk.start, open);
  }
}

/** Ends what is read now. */
function finish({ leaf, leaves, loose, start }: Walk, end: number): void {
  if (leaf !== undefined) {
    const { part, header, alternative, encrypted } = leaf;
    leaves.push({ part, header, alternative, encrypted, start, end: Math.max(start, end) });
  } else if (end > start) loose.push({ start, end });
}

function pop({ stack, open, defects }: Walk): void {
  const top = stack.pop();
  if (top === undefined) return;
  open.get(top.boundary)?.pop();
  if (top.children === 0 && !top.used) defects.push({ kind: "boundary-unused", part: top.part });
  else if (!top.closed) defects.push({ kind: "not-closed", part: top.part });
}

/** Reads a header at `at` and opens what it announces; its content begins at `walk.start` then. */
function enter(walk: Walk, at: number, part: string): PartHeader {
  const { window, stack, defects, loose } = walk;
  const parent = stack.at(-1);
  const block = readHeader(window, at, walk.open, part !== "");
  const header = partHeader(block, parent?.digest ?? false);
  const { type } = header;
  for (const range of block.junk) loose.push(range);
  if (block.end === "missing") defects.push({ kind: "header-not-ended", part });
  walk.plain &&= header.plain && block.end === "blank" && block.junk.length === 0;
  if (type === "multipart/alternative") walk.alternatives += 1;
  const alternative = type === "multipart/alternative" ? walk.alternatives : parent?.alternative;
  const inEncrypted = parent?.encrypted ?? false;
  const encrypted = inEncrypted || type === "multipart/encrypted";
  if (type === "multipart/encrypted" && !inEncrypted) walk.encrypted.push(part);
  const stated = header.parameters.get("boundary")?.trimEnd() ?? "";
  walk.start = block.next;
  const hidden = stated !== "" && type.startsWith("text/") && occursNear(window, block.next, `${stated}\n`, `${stated}\r\n`);
  if (hidden) defects.push({ kind: "not-multipart", part });
  if (hidden || type.startsWith("multipart/"))
    openMultipart(walk, { part, digest: type === "multipart/digest", alternative, encrypted }, stated);
  else walk.leaf = { part: part === "" ? "1" : part, header, alternative, encrypted };
  return header;
}

/** Opens a multipart whose content begins at `walk.start`, under the boundary it states or the one it really has. */
function openMultipart(
  walk: Walk,
  shape: Pick<Multipart, "part" | "digest" | "alternative" | "encrypted">,
  stated: string,
): void {
  const { window, stack, open, defects, start } = walk;
  const { part, digest, alternative, encrypted } = shape;
  const seen = stated !== "" && (beginsWith(window, start, stated) || occursNear(window, start, stated));
  // Each search looks through the same bytes again: a message of nothing but broken multiparts must stay cheap.
  if (!seen) walk.searches += 1;
  const guess =
    !seen && walk.searches <= MAX_SEARCHES ? guessBoundary(window, start, (boundary) => isOpen(boundary, open)) : undefined;
  if (guess !== undefined || stated === "") defects.push({ kind: stated === "" ? "no-boundary" : "boundary-unused", part });
  walk.plain &&= guess === undefined && /^[ -~]+$/.test(stated);
  const boundary = guess ?? stated;
  walk.leaf = undefined;
  if (boundary === "") return;
  const owners = open.get(boundary);
  if (owners === undefined) open.set(boundary, [stack.length]);
  else owners.push(stack.length);
  stack.push({ boundary, part, digest, alternative, encrypted, children: 0, used: guess !== undefined, closed: false });
}

/** Does a delimiter of this boundary stand at `offset`, where it stands in nearly every message? */
function beginsWith(window: Window, offset: number, boundary: string): boolean {
  const to = window.reach(offset, offset + 2 + boundary.length);
  const { bytes } = window;
  const at = offset - window.base;
  if (to - at < 2 + boundary.length || bytes[at] !== DASH || bytes[at + 1] !== DASH) return false;
  for (let index = 0; index < boundary.length; index += 1) if (bytes[at + 2 + index] !== boundary.charCodeAt(index)) return false;
  return true;
}

interface Delimiter {
  readonly lineStart: number;
  readonly next: number;
  readonly text: string;
}

/** The next line that is a delimiter of an open multipart. `from` is the start of a line. */
function nextDelimiter(window: Window, from: number, open: Boundaries): Delimiter | undefined {
  // Two dashes are rare in a text and never stand in base64: they are found sooner than the ends of lines are.
  for (let at = window.find(DASHES, from); at >= 0; at = window.find(DASHES, at)) {
    const to = window.reach(at === from ? at : at - 1, at + MAX_DELIMITER_BYTES);
    const { bytes, base } = window;
    const line = at - base;
    if (at === from || bytes[line - 1] === LF) {
      const newline = bytes.indexOf(LF, line);
      const ended = newline >= 0 && newline < to;
      if (ended || base + to >= window.size) {
        const end = ended ? newline : to;
        const text = bytes.toString("latin1", line + 2, end).trimEnd();
        if (isOpen(text, open)) return { lineStart: at, next: base + (ended ? newline + 1 : to), text };
      }
    }
    // A rule of dashes is passed at once.
    let next = line + 2;
    while (next < to && bytes[next] === DASH) next += 1;
    at = base + next;
  }
  return undefined;
}

/** The multipart a delimiter belongs to: the innermost of this boundary that is not closed yet, else the innermost. */
function matching({ text }: Delimiter, open: Boundaries, stack: readonly Multipart[]): { index: number; closes: boolean } {
  const exact = open.get(text) ?? [];
  const closes = exact.length === 0;
  const owners = closes ? (open.get(text.slice(0, -2)) ?? []) : exact;
  return { index: owners.findLast((index) => stack[index]?.closed === false) ?? owners.at(-1) ?? 0, closes };
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function contentEnd(window: Window, lineStart: number, regionStart: number): number {
  window.reach(Math.max(regionStart, lineStart - 2), lineStart);
  const { bytes, base } = window;
  if (lineStart <= regionStart || bytes[lineStart - 1 - base] !== LF) return lineStart;
  return lineStart - 2 >= regionStart && bytes[lineStart - 2 - base] === CR ? lineStart - 2 : lineStart - 1;
}
