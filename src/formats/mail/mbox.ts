import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Skimmed, Sniffed } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { readAll } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import { heldSource, heldSlice } from "./held.ts";
import { rawText } from "./raw.ts";
import { envelopeAt, findEnd, findEnvelope, peekHeader, startsHeader, type Envelope, type MessageEnd } from "./split.ts";
import { readStructure } from "./structure.ts";
import { hasEscapes, unescapeFrom } from "./unescape.ts";
import { openWindow, type Window } from "./window.ts";

/** Messages up to this size are handed on as they lie in the window. */
const VIEW_BYTES = 1_048_576;
/** Text before the first envelope line that is looked at for more than blanks. */
const BLANK_BYTES = 4_096;
const ESCAPED = Buffer.from(">From ");

export const mbox: Extractor = {
  id: "mbox",
  description: "mailbox in mbox format",
  reads:
    "every message (mboxo, mboxrd, mboxcl, mboxcl2; Thunderbird, Gmail and Eudora envelope lines), text before the first message; " +
    "folders of mail programs beside it (index files) are not read",
  extensions: [".mbox", ".mbx", ".mboxrd"],
  accepts,
  extract,
};

/** An envelope line first, and a header behind it: a letter that begins "From ..." is no mailbox. */
function accepts(sniffed: Sniffed): boolean {
  // A message may itself begin with an envelope line: it is one message, not a mailbox.
  if (sniffed.declaredType === "message/rfc822") return false;
  if (!mayBegin(sniffed.head)) return false;
  const window = openWindow(heldSource(sniffed.head));
  const envelope = findEnvelope(window, 0);
  if (envelope === undefined || !isBlank(window.slice(0, envelope.offset))) return false;
  const { bodyStart } = envelope;
  // A message without a byte: the next one follows at once, or the mailbox ends.
  if (startsHeader(window, bodyStart) || envelopeAt(window, bodyStart) !== undefined || bodyStart >= sniffed.size) return true;
  // A message without a header begins with the empty line: the file's name, or a second one, says that it is no letter.
  if (!/^\r?\n/.test(window.slice(bodyStart, bodyStart + 2).toString("latin1"))) return false;
  return (
    mbox.extensions.some((ending) => sniffed.name.toLowerCase().endsWith(ending)) || findEnvelope(window, bodyStart) !== undefined
  );
}

/** An envelope line, or what may stand before it: nearly every other file is told by its first bytes. */
function mayBegin(head: Uint8Array): boolean {
  const first = head[0] ?? 0;
  if (first === 0x46) return head[4] === 0x20;
  return first === 0x0a || first === 0x0d || first === 0x20 || first === 0x09 || first === 0xef;
}

/** One more message. */
const EXPECTED: Unfolded = { kind: "expected", count: 1 };

function* extract(document: Document, context: ExtractContext): Generator<Unfolded> {
  const source = document.bytes;
  const window = openWindow(source);
  let envelope = findEnvelope(window, 0);
  yield* leading(window, source, envelope?.offset ?? source.size);
  let index = 0;
  while (envelope !== undefined) {
    const passed: Skimmed | undefined = skim(window, envelope, context);
    if (passed !== undefined) {
      const { messages, correspondents, last } = passed;
      yield { kind: "passed", messages, correspondents, offset: last < 0 ? envelope.offset : last };
      index += messages;
      envelope = { offset: passed.offset, bodyStart: passed.bodyStart };
      // It may be that the window ended, and not what can be passed over.
      if (isNearEnd(window, envelope)) continue;
    }
    const { offset, bodyStart }: Envelope = envelope;
    window.keepFrom(offset);
    const { messageId, trustedEnd } = peekHeader(window, envelope);
    const { next, mayHoldEscapes }: MessageEnd =
      trustedEnd === undefined ? findEnd(window, bodyStart) : { next: undefined, mayHoldEscapes: true };
    const end = trustedEnd ?? next?.offset ?? source.size;
    const step: Step =
      messageId === undefined ? { kind: "message", index, offset } : { kind: "message", index, offset, messageId };
    yield EXPECTED;
    const bytes = mayHoldEscapes
      ? messageBytes(window, source, bodyStart, end, context.budget.maxDocumentBytes)
      : asItLies(window, source, bodyStart, end);
    const last = end >= source.size;
    const message: Document = { kind: "document", steps: [step], name: "", declaredType: "message/rfc822", bytes };
    yield last && endsInside(window, bodyStart, bytes) ? { ...message, defect: CUT_OFF } : message;
    if (last) return;
    envelope = next ?? findEnvelope(window, end);
    index += 1;
  }
}

/** So much of a mailbox lies in the window that a usual message is whole. */
const USUAL_BYTES = 65_536;

function isNearEnd({ base, bytes, size }: Window, { bodyStart }: Envelope): boolean {
  const end = base + bytes.length;
  return end < size && end - bodyStart < USUAL_BYTES;
}

/** Passes over messages that hold nothing; offsets are those of the mailbox, `last` -1 for the first message. */
function skim(window: Window, { offset, bodyStart }: Envelope, { skim: pass }: ExtractContext): Skimmed | undefined {
  if (pass === undefined) return undefined;
  window.keepFrom(offset);
  window.reach(offset, bodyStart + USUAL_BYTES);
  const { bytes, base } = window;
  const passed = pass(bytes, bodyStart - base);
  if (passed === undefined) return undefined;
  const { messages, correspondents, last } = passed;
  const next = { offset: passed.offset + base, bodyStart: passed.bodyStart + base };
  return { messages, correspondents, last: last < 0 ? -1 : last + base, ...next };
}

/** Long messages are left where they are. */
function asItLies(window: Window, source: ByteSource, start: number, end: number): ByteSource {
  return end - start <= VIEW_BYTES ? heldSource(window.slice(start, end)) : heldSlice(source, start, end);
}

function messageBytes(window: Window, source: ByteSource, start: number, end: number, memoryBytes: number): ByteSource {
  if (end - start <= VIEW_BYTES) {
    const view = window.slice(start, end);
    return heldSource(hasEscapes(view) ? unescapeFrom(view) : view);
  }
  const range = heldSlice(source, start, end);
  if (end - start > memoryBytes || window.find(ESCAPED, start, end) < 0) return range;
  return heldSource(unescapeFrom(readAll(range)));
}

/** What stands before the first envelope line belongs to no message, and is scanned all the same. */
function* leading(window: Window, source: ByteSource, end: number): Generator<Unfolded> {
  if (end <= BLANK_BYTES && isBlank(window.slice(0, end))) return;
  yield* rawText(slice(source, 0, end), { steps: [], role: "body", section: 0 });
  const detail = end >= source.size ? "mailbox without an envelope line" : "text before the first message of the mailbox";
  yield { kind: "gap", steps: [], reason: "malformed", examined: "partly", detail };
}

const CUT_OFF: NonNullable<Document["defect"]> = {
  reason: "malformed",
  examined: "partly",
  detail: "mailbox ends inside a message",
};

/**
 * A mailbox ends with a line end, behind a whole message: every program that writes one ends each
 * message with it. A part boundary that is missing at the very end of a line is told by the
 * message itself; here it counts only where no empty line closes the mailbox.
 */
function endsInside(window: Window, bodyStart: number, message: ByteSource): boolean {
  const { size } = window;
  const tail = window.slice(Math.max(0, size - 3), size).toString("latin1");
  if (!tail.endsWith("\n") || bodyStart >= size) return true;
  if (tail.endsWith("\n\n") || tail.endsWith("\n\r\n")) return false;
  return readStructure(openWindow(message)).defects.some(({ kind }) => kind === "header-not-ended" || kind === "not-closed");
}

function isBlank(bytes: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?[ \t\r\n]*$/.test(bytes.toString("latin1"));
}
