import { DEFAULT_LIMITS } from "../../limits/limits.ts";
import type { TextPart, Unfolded } from "../../model/document.ts";
import type { ByteSource } from "../../model/bytes.ts";
import { decodeText } from "../../text/charset.ts";
import { htmlToText } from "../../text/html.ts";
import { looksLikeText } from "../sniff.ts";
import { heldSource } from "./held.ts";
import type { Mail } from "./mail.ts";

/** Messages up to this size are read twice: the second reader holds texts in memory, and one above 512 MiB would end the process. */
export const SECOND_READ_BYTES = DEFAULT_LIMITS.secondReadBytes;
/** The second reader makes several objects of each part. */
const MOST_PARTS = 10_000;
/** Shown around lines that only the second reader found, so that labels are seen. */
const CONTEXT_BYTES = 512;
/** First bytes by which a file is told from others. */
const FILE_HEAD_BYTES = 48;

/** What the first reader showed of a message. */
export interface Witness {
  note(item: Unfolded): void;
  hasLine(line: Uint8Array): boolean;
  hasFile(head: Uint8Array): boolean;
}

/** Remembers lines and files by what they begin with and a hash, not by their words. */
export function witness(): Witness {
  const lines = new Set<number>();
  const files = new Set<string>();
  const noteLines = (bytes: Uint8Array): void => {
    for (const { start, end } of linesOf(bytes)) lines.add(keyOf(bytes, start, end));
  };
  return {
    note(item) {
      if (item.kind === "text") {
        noteLines(item.bytes.subarray(item.core.start, item.core.end));
      } else if (item.kind === "document" && item.bytes.size <= SECOND_READ_BYTES) {
        files.add(headKey(item.bytes.read(0, Math.min(FILE_HEAD_BYTES, item.bytes.size))));
        const text = textOf(item.bytes);
        if (text !== undefined) noteLines(text);
      }
    },
    hasLine: (line) => lines.has(keyOf(line, 0, line.length)),
    hasFile: (head) => files.has(headKey(head)),
  };
}

/** What mailparser finds in a message and the first reader did not show: lines with their neighbours, whole files. */
export async function* readAgain(mail: Mail, seen: Witness): AsyncGenerator<Unfolded> {
  const { source, start } = mail;
  const doubtful = new Set(mail.defects.map(({ part }) => part));
  if (source.size - start > SECOND_READ_BYTES || mail.structure.leaves.length > MOST_PARTS) return;
  try {
    // Loaded when the first damaged message is met: most evidence never needs it.
    const { parseMail } = await import("./parser.ts");
    for await (const item of parseMail(source, start, SECOND_READ_BYTES)) {
      if (item.kind === "text") {
        if (item.plain !== undefined) yield* unseen(Buffer.from(item.plain), seen);
        if (item.html !== undefined) yield* unseenPage(item.html, seen);
      } else if (item.content !== undefined && item.content.length > 0) {
        yield* unseenFile(item.part, item.content, seen, doubtful.has(item.part));
      }
    }
  } catch {
    // The library's message may quote the evidence. What the first reader found is told already.
    const detail = "the second mail reader gave up on this message; it was read by one";
    yield { kind: "gap", steps: [], reason: "malformed", examined: "partly", detail };
  }
}

function* unseenPage(html: string, seen: Witness): Generator<Unfolded> {
  const { text, attributes } = htmlToText(html);
  yield* unseen(Buffer.from(text), seen);
  yield* unseen(Buffer.from(attributes), seen);
}

/** Two readers make two files of what is no base64; the second one tells nobody anything. */
function* unseenFile(part: string, content: Uint8Array, seen: Witness, doubtful: boolean): Generator<Unfolded> {
  const text = textOf(heldSource(content));
  if (text !== undefined) yield* unseen(text, seen);
  else if (!doubtful && !seen.hasFile(content.subarray(0, FILE_HEAD_BYTES))) {
    const found: Unfolded = {
      kind: "document",
      steps: [{ kind: "mime", part }],
      name: "",
      declaredType: "",
      bytes: heldSource(content),
    };
    seen.note(found);
    yield found;
  }
}

/** The runs of lines that were not shown yet, as texts whose core they are. */
function* unseen(bytes: Uint8Array, seen: Witness): Generator<TextPart> {
  let core: { start: number; end: number } | undefined;
  let line = 0;
  let coreLine = 1;
  for (const { start, end, next } of linesOf(bytes)) {
    line += 1;
    if (hasWord(bytes, start, end) && !seen.hasLine(bytes.subarray(start, end))) {
      if (core === undefined) coreLine = line;
      core = { start: core?.start ?? start, end: next };
    } else if (core !== undefined && hasWord(bytes, start, end)) {
      yield shown(bytes, core, coreLine, seen);
      core = undefined;
    }
  }
  if (core !== undefined) yield shown(bytes, core, coreLine, seen);
}

/** What is shown once is not shown again: the readers give many texts twice, as words and as a page. */
function shown(bytes: Uint8Array, core: { start: number; end: number }, line: number, seen: Witness): TextPart {
  const part = around(bytes, core, line);
  seen.note(part);
  return part;
}

function around(bytes: Uint8Array, core: { start: number; end: number }, line: number): TextPart {
  const from = lineStart(bytes, Math.max(0, core.start - CONTEXT_BYTES), core.start);
  const to = Math.min(bytes.length, core.end + CONTEXT_BYTES);
  let before = 0;
  for (let at = bytes.indexOf(10, from); at >= 0 && at < core.start; at = bytes.indexOf(10, at + 1)) before += 1;
  return {
    kind: "text",
    steps: [],
    role: "body",
    record: "text",
    section: 0,
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from),
    core: { start: core.start - from, end: core.end - from },
    origin: { line: line - before, column: 1 },
  };
}

function lineStart(bytes: Uint8Array, from: number, to: number): number {
  if (from === 0) return 0;
  const newline = bytes.indexOf(10, from);
  return newline < 0 || newline >= to ? to : newline + 1;
}

/** A file as text, when it is one; its charset as its bytes tell. */
function textOf(source: ByteSource): Uint8Array | undefined {
  const bytes = source.read(0, Math.min(source.size, SECOND_READ_BYTES));
  return looksLikeText(bytes.subarray(0, 65_536)) ? Buffer.from(decodeText(bytes).text) : undefined;
}

function* linesOf(bytes: Uint8Array): Generator<{ start: number; end: number; next: number }> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const next = newline < 0 ? bytes.length : newline + 1;
    yield { start, end: newline < 0 ? next : newline, next };
    start = next;
  }
}

/** A letter or a digit: lines of marks alone carry nothing. */
function hasWord(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)) return true;
  }
  return false;
}

/** A hash of 52 bits (two FNV-1a) of a line's visible bytes: blanks differ between readers. */
function keyOf(bytes: Uint8Array, start: number, end: number): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte <= 0x20) continue;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x85ebca6b) ^ (high >>> 15);
  }
  return (high >>> 12) * 4294967296 + (low >>> 0);
}

function headKey(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(FILE_HEAD_BYTES, head.byteLength)).toString("latin1");
}
