import { scanDocument, type Engine } from "../engine/unfold.ts";
import type { Discloser } from "../engine/disclose.ts";
import type { Work } from "../engine/work.ts";
import type { ByteSource } from "../model/bytes.ts";
import { memorySource } from "../bytes/memory.ts";
import { slice } from "../bytes/slice.ts";
import type { Place } from "../engine/gather.ts";
import { heldSource } from "../formats/mail/held.ts";
import { nextEnvelope } from "../formats/mail/envelope.ts";
import { errorCode } from "../sources/errors.ts";
import { openFile, type OpenFile } from "../sources/file-source.ts";
import { changedSince, sha256OfBytes, sha256OfFile } from "../sources/fingerprint.ts";
import type { FileRef, Unit } from "../sources/plan.ts";
import { changed, closed, gapAt, mailboxEnd, placeOf } from "./closing.ts";
import type { Outbox } from "./outbox.ts";
import { MAILBOX, WHOLE_FILE, type Job } from "./protocol.ts";
import { teller, type Told } from "./tell.ts";
import type { Tracer } from "./tracer.ts";
import type { Track, Tracked } from "./tracked-mailbox.ts";

/** Files of a batch up to this size are read once, into memory, and hashed there. */
export const WHOLE_BYTES = 8 * 1024 ** 2;

/** What running a job needs besides the job. Runs one job at a time. */
export interface Runner {
  /** Its mailbox reader follows `tracked`. */
  readonly engine: Engine;
  readonly tracked: Tracked;
  readonly discloser: Discloser;
  /** Takes what the job tells. */
  readonly outbox: Outbox;
  /** Memory for a file of this many bytes, which the next file gets again. */
  readonly room: (size: number) => Uint8Array;
  /** Its engine tells it what is opened. */
  readonly tracer: Tracer;
}

/** Where in a unit a file is taken up, and whether its messages are positions of the unit. */
interface Part extends Pick<Job, "resume" | "messages"> {
  readonly positions: boolean;
  /** See `Track.readAll`. */
  readonly readAll: boolean;
}

/** Runs one job to its end. What goes wrong is told as a gap of the file it went wrong in. */
export function* runJob(job: Job, runner: Runner): Work {
  runner.outbox.open(job.resume, job.ahead);
  runner.tracer.reset(job.skips);
  yield* runUnit(job, runner);
  runner.outbox.close();
}

function* runUnit(job: Job, runner: Runner): Work {
  const { unit, resume, messages, skips } = job;
  const { discloser, outbox } = runner;
  const part: Part = { resume, messages, positions: true, readAll: skips.some(({ position }) => position === MAILBOX) };
  switch (unit.kind) {
    case "gap": {
      const { reason, examined, detail } = unit.gap;
      outbox.add({ kind: "gap", gap: discloser.gap({ location: placeOf(unit.gap), reason, examined, detail }), loose: true });
      return;
    }
    case "batch":
      yield* runBatch(unit.files, resume, runner);
      return;
    case "file":
      yield* runFile(unit.file, part, false, runner);
      return;
    case "range":
      yield* runRange(unit, part, runner);
      return;
    case "hash":
      outbox.add(mailboxEnd(unit.file, discloser));
      return;
    case "memory":
      yield* runMemory(unit, part, runner);
      return;
  }
}

/** The positions of a batch are its files; messages inside them are not. */
function* runBatch(files: readonly FileRef[], resume: number, runner: Runner): Work {
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    if (index >= resume) {
      runner.tracer.begin(index, bytes);
      yield* runFile(file, { resume: 0, messages: 0, positions: false, readAll: false }, true, runner);
      runner.outbox.through(index + 1);
    }
    bytes += file.size;
  }
}

/**
 * One file from its beginning, or, for a mailbox whose reader was lost, from a message on. One that
 * is not `small` is closed without its fingerprint: that is made while it is scanned, by whoever
 * runs the unit (`closing.ts`).
 */
function* runFile(file: FileRef, part: Part, small: boolean, runner: Runner): Work {
  const { discloser, outbox } = runner;
  const place = placeOf(file);
  const told: Told = { format: "unknown", unexamined: false };
  let open: OpenFile | undefined;
  try {
    open = openFile(file.path);
    // One that has grown since it was planned is read like a large one.
    const whole = small && open.size <= WHOLE_BYTES ? open.whole(runner.room) : undefined;
    // A file that states a size of 0 and has content would else count as examined.
    const more = small && (whole?.more ?? open.holdsMore());
    const bytes = whole === undefined ? open.source : heldSource(whole.bytes);
    yield* scanSource(bytes, file.file, place, told, part, runner);
    if (!small) {
      outbox.add({ ...closed(place, told, open.size, undefined, discloser), unhashed: true });
      return;
    }
    const sha256 = whole === undefined ? sha256OfFile(file.path, runner.engine.alive).sha256 : sha256OfBytes(whole.bytes);
    if (more || changedSince(file.path, file.size, file.mtimeMs)) outbox.add(changed(place, discloser));
    outbox.add(closed(place, told, open.size, sha256, discloser));
  } catch (error) {
    told.unexamined = told.format === "unknown";
    const examined = told.unexamined ? "none" : "partly";
    outbox.add(gapAt(place, "unreadable", `it cannot be read (${errorCode(error)})`, examined, discloser));
    outbox.add(closed(place, told, open?.size ?? file.size, undefined, discloser));
  } finally {
    open?.close();
  }
}

/** Scans a whole source; a mailbox may be taken up again at `part.resume`. */
function* scanSource(bytes: ByteSource, name: string, place: Place, told: Told, part: Part, runner: Runner): Work {
  const base = part.resume === 0 ? 0 : nextEnvelope(bytes, part.resume);
  const rest = base === 0 ? bytes : slice(bytes, base, bytes.size);
  yield* scanFrom(base, rest, base === 0 ? name : "", false, place, told, part, runner);
}

/** The messages that begin in a range of a large mailbox. */
function* runRange(unit: Extract<Unit, { kind: "range" }>, part: Part, runner: Runner): Work {
  const { file, start, end, first, last } = unit;
  const place = placeOf(file);
  let open: OpenFile | undefined;
  try {
    open = openFile(file.path);
    const from = part.resume > start ? nextEnvelope(open.source, part.resume) : first ? 0 : nextEnvelope(open.source, start);
    const to = last ? open.size : nextEnvelope(open.source, end);
    if (from >= to) return;
    const told: Told = { format: "unknown", unexamined: false };
    const bytes = slice(open.source, from, to);
    yield* scanFrom(from, bytes, from === 0 ? file.file : "", to < open.size, place, told, part, runner);
  } catch (error) {
    const detail = `bytes ${start} to ${end} cannot be read (${errorCode(error)})`;
    runner.outbox.add(gapAt(place, "unreadable", detail, "partly", runner.discloser));
  } finally {
    open?.close();
  }
}

/** Scans bytes that begin at `base` of their file; `goesOn` when the file goes on behind them. */
function* scanFrom(
  base: number,
  bytes: ByteSource,
  name: string,
  goesOn: boolean,
  place: Place,
  told: Told,
  part: Part,
  { engine, tracked, tracer, discloser, outbox }: Runner,
): Work {
  const { messages, positions, readAll } = part;
  const begin = (position: number): void => tracer.begin(position, position - base);
  const track: Track = { base, messages, positions, readAll, goesOn, position: undefined, begin, enter: tracer.intoMailbox };
  tracked.track = track;
  if (positions) tracer.begin(base === 0 ? WHOLE_FILE : MAILBOX, 0);
  const sink = teller(discloser, outbox, told, () => {
    // In a file of another kind a message is a part of the only position.
    if (track.position !== undefined) outbox.through(track.position + 1);
  });
  yield* scanDocument({ kind: "document", steps: [], name, declaredType: "", bytes }, place, engine, sink);
}

/** Standard input. */
function* runMemory(unit: Extract<Unit, { kind: "memory" }>, part: Part, runner: Runner): Work {
  const { discloser, outbox } = runner;
  const place = placeOf(unit.file);
  const told: Told = { format: "unknown", unexamined: false };
  yield* scanSource(memorySource(unit.bytes), unit.file.file, place, told, part, runner);
  if (unit.error !== undefined) {
    outbox.add(gapAt(place, "unreadable", `standard input failed (${unit.error})`, "partly", discloser));
  } else if (unit.truncated) {
    const detail = `only the first ${unit.bytes.length} bytes were read`;
    outbox.add(gapAt(place, "size-limit", detail, "partly", discloser));
  }
  outbox.add(closed(place, told, unit.bytes.length, sha256OfBytes(unit.bytes), discloser));
}
