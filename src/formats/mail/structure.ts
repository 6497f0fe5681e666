import { guessBoundary, occursNear, readHeader } from "./header-block.ts";
import { partHeader, type PartHeader } from "./part.ts";
import type { Defect, Leaf, Range, Structure } from "./types.ts";
import type { Window } from "./window.ts";

/** Parts of one message that are told apart; what comes behind them is read as text. */
const MAX_PARTS = 100_000;
const MAX_SEARCHES = 32;
const MAX_DELIMITER_BYTES = 1_300;
const DASHES = Buffer.from("\n--");

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

/**
 * Where the parts of a message lie (RFC 2045, RFC 2046), and what is broken in their structure:
 * one pass over the bytes, without decoding. Delimiters of every open multipart count, not only the innermost's.
 */
export function readStructure(window: Window, start = 0): Structure {
  const { size } = window;
  const leaves: Leaf[] = [];
  const loose: Range[] = [];
  const defects: Defect[] = [];
  const encrypted: string[] = [];
  const stack: Multipart[] = [];
  const open = new Map<string, number[]>();
  let plain = true;
  let alternatives = 0;
  let parts = 0;
  let searches = 0;
  let region: { readonly start: number; readonly leaf?: Omit<Leaf, "start" | "end"> } = { start };

  const finish = (end: number): void => {
    if (region.leaf !== undefined) leaves.push({ ...region.leaf, start: region.start, end: Math.max(region.start, end) });
    else if (end > region.start) loose.push({ start: region.start, end });
  };
  const pop = (): void => {
    const top = stack.pop();
    if (top === undefined) return;
    open.get(top.boundary)?.pop();
    if (top.children === 0 && !top.used) defects.push({ kind: "boundary-unused", part: top.part });
    else if (!top.closed) defects.push({ kind: "not-closed", part: top.part });
  };
  /** Reads a header at `at` and opens what it announces; returns where its content begins. */
  const enter = (at: number, part: string): { header: PartHeader; next: number } => {
    const parent = stack.at(-1);
    const block = readHeader(window, at, (line) => isDelimiter(line, open));
    const header = partHeader(block.fields, parent?.digest ?? false);
    for (const range of block.junk) loose.push(range);
    if (block.end === "missing") defects.push({ kind: "header-not-ended", part });
    plain &&= header.plain && block.end === "blank" && block.junk.length === 0;
    const alternative = header.type === "multipart/alternative" ? (alternatives += 1) : parent?.alternative;
    const inEncrypted = parent?.encrypted ?? false;
    const locked = inEncrypted || header.type === "multipart/encrypted";
    if (header.type === "multipart/encrypted" && !inEncrypted) encrypted.push(part);
    const stated = header.parameters.get("boundary")?.trimEnd() ?? "";
    const hidden =
      header.type.startsWith("text/") && stated !== "" && occursNear(window, block.next, `${stated}\n`, `${stated}\r\n`);
    if (hidden) defects.push({ kind: "not-multipart", part });
    if (!hidden && !header.type.startsWith("multipart/")) {
      const leaf = { part: part === "" ? "1" : part, header, encrypted: locked };
      region = { start: block.next, leaf: alternative === undefined ? leaf : { ...leaf, alternative } };
      return { header, next: block.next };
    }
    const seen = stated !== "" && occursNear(window, block.next, stated);
    // Each search looks through the same bytes again: a message of nothing but broken multiparts must stay cheap.
    const search = !seen && (searches += 1) <= MAX_SEARCHES;
    const guess = search ? guessBoundary(window, block.next, (boundary) => isOpen(boundary, open)) : undefined;
    if (guess !== undefined || stated === "") defects.push({ kind: stated === "" ? "no-boundary" : "boundary-unused", part });
    plain &&= guess === undefined && /^[ -~]+$/.test(stated);
    const boundary = guess ?? stated;
    region = { start: block.next };
    if (boundary === "") return { header, next: block.next };
    const digest = header.type === "multipart/digest";
    const owners = open.get(boundary);
    if (owners === undefined) open.set(boundary, [stack.length]);
    else owners.push(stack.length);
    stack.push({ boundary, part, digest, alternative, encrypted: locked, children: 0, used: guess !== undefined, closed: false });
    return { header, next: block.next };
  };

  const root = enter(start, "");
  for (let found = nextDelimiter(window, root.next, open); found !== undefined;) {
    const { index, closes } = matching(found, open, stack);
    finish(contentEnd(window, found.lineStart, region.start));
    while (stack.length > index + 1) pop();
    const owner = stack[index] as Multipart;
    // A part behind the closing delimiter: some readers show it, others do not.
    if (owner.closed) plain = false;
    owner.used = true;
    owner.closed = closes;
    if (closes) {
      region = { start: found.next };
    } else if ((parts += 1) > MAX_PARTS) {
      defects.push({ kind: "too-many-parts", part: "" });
      region = { start: found.next };
      break;
    } else {
      owner.children += 1;
      found = {
        ...found,
        next: enter(found.next, owner.part === "" ? `${owner.children}` : `${owner.part}.${owner.children}`).next,
      };
    }
    found = nextDelimiter(window, found.next, open);
  }
  finish(size);
  while (stack.length > 0) pop();
  return { header: root.header, leaves, loose, defects, encrypted, plain: plain && defects.length === 0 };
}

interface Delimiter {
  readonly lineStart: number;
  readonly next: number;
  readonly text: string;
}

/** The next line that is a delimiter of an open multipart. `from` is the start of a line. */
function nextDelimiter(window: Window, from: number, open: ReadonlyMap<string, readonly number[]>): Delimiter | undefined {
  if (open.size === 0) return undefined;
  for (let lineStart = from; lineStart >= 0;) {
    const line = window.slice(lineStart, lineStart + MAX_DELIMITER_BYTES);
    if (line[0] === 0x2d && line[1] === 0x2d) {
      const newline = line.indexOf(10);
      if (newline >= 0 || lineStart + line.length >= window.size) {
        const end = newline < 0 ? line.length : newline;
        const text = line.toString("latin1", 2, end).trimEnd();
        if (isOpen(text, open)) return { lineStart, next: lineStart + Math.min(line.length, end + 1), text };
      }
    }
    const found = window.find(DASHES, lineStart);
    lineStart = found < 0 ? -1 : found + 1;
  }
  return undefined;
}

function isDelimiter(line: string, open: ReadonlyMap<string, readonly number[]>): boolean {
  return line.startsWith("--") && isOpen(line.slice(2).trimEnd(), open);
}

function isOpen(text: string, open: ReadonlyMap<string, readonly number[]>): boolean {
  if ((open.get(text)?.length ?? 0) > 0) return true;
  return text.endsWith("--") && (open.get(text.slice(0, -2))?.length ?? 0) > 0;
}

/** The multipart a delimiter belongs to: the innermost of this boundary that is not closed yet, else the innermost. */
function matching(
  { text }: Delimiter,
  open: ReadonlyMap<string, readonly number[]>,
  stack: readonly Multipart[],
): { index: number; closes: boolean } {
  const exact = open.get(text) ?? [];
  const closes = exact.length === 0;
  const owners = closes ? (open.get(text.slice(0, -2)) ?? []) : exact;
  return { index: owners.findLast((index) => stack[index]?.closed === false) ?? owners.at(-1) ?? 0, closes };
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function contentEnd(window: Window, lineStart: number, regionStart: number): number {
  const before = window.slice(Math.max(regionStart, lineStart - 2), lineStart);
  if (before.at(-1) !== 10) return lineStart;
  return before.at(-2) === 13 ? lineStart - 2 : lineStart - 1;
}
