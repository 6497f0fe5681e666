import type { ByteSource } from "../../model/bytes.ts";
import { envelopeForm } from "./envelope-line.ts";
import { endOfMessage, envelopesBefore, findEnvelope, peekHeader, skipByteOrderMark, type Envelope } from "./split.ts";
import { openWindow, type Window } from "./window.ts";

/** How far back, in envelope lines and bytes, a message is looked for whose Content-Length covers a place. */
const LOOK_BACK_LINES = 8;
const LOOK_BACK_BYTES = 32 * 1024 ** 2;

/**
 * Is this line the envelope line of a message in a mailbox (RFC 4155 section 2; Thunderbird's
 * `From - date` and bare `From `, Gmail's `From 123@xxx`)? `afterBlank` tells whether the line
 * before it is empty or there is none; a line with a date and a time of day needs none.
 */
export function isEnvelopeLine(line: Uint8Array, afterBlank: boolean): boolean {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const form = envelopeForm(bytes.toString("latin1").replace(/\r?\n$/, ""));
  return form === "timed" || (form !== undefined && afterBlank);
}

/**
 * Offset of the first envelope line at or after `from` that begins a message; `source.size` when
 * there is none. A mailbox that is cut at such offsets gives the same messages in pieces as whole:
 * lines inside a message whose Content-Length can be believed are no borders.
 */
export function nextEnvelope(source: ByteSource, from: number): number {
  const window = openWindow(source);
  if (from <= 0) return findEnvelope(window, 0)?.offset ?? source.size;
  let envelope = syncPoint(window, from);
  while (envelope !== undefined && envelope.offset < from) envelope = following(window, envelope);
  return envelope?.offset ?? source.size;
}

/** An envelope line before `from` from which a splitter, going forward, is in step with one that began at 0. */
function syncPoint(window: Window, from: number): Envelope | undefined {
  let earliest: Envelope | undefined;
  let lines = 0;
  for (const candidate of envelopesBefore(window, from, Math.max(0, from - LOOK_BACK_BYTES))) {
    earliest = candidate;
    if (peekHeader(window, candidate).trustedEnd !== undefined || ++lines === LOOK_BACK_LINES) return candidate;
  }
  if (earliest === undefined) return findEnvelope(window, from > LOOK_BACK_BYTES ? from : skipByteOrderMark(window));
  return from > LOOK_BACK_BYTES ? earliest : (findEnvelope(window, 0) ?? earliest);
}

function following(window: Window, envelope: Envelope): Envelope | undefined {
  const end = endOfMessage(window, envelope, peekHeader(window, envelope));
  return end >= window.size ? undefined : findEnvelope(window, end);
}
