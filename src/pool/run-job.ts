import type { ByteSource } from "../model/bytes.ts";
import type { Document } from "../model/document.ts";
import type { GapReason } from "../model/gap.ts";
import { memorySource } from "../bytes/memory.ts";
import { slice } from "../bytes/slice.ts";
import type { Discloser } from "../engine/disclose.ts";
import type { Place } from "../engine/gather.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import { scanDocument, type Engine } from "../engine/unfold.ts";
import { nextEnvelope } from "../formats/mail/envelope.ts";
import { mbox } from "../formats/mail/mbox.ts";
import { errorCode } from "../sources/errors.ts";
import { openFile, type OpenFile } from "../sources/file-source.ts";
import { changedSince, sha256OfBytes, sha256OfFile } from "../sources/fingerprint.ts";
import type { FileRef, Unit } from "../sources/plan.ts";
import type { Job } from "./protocol.ts";
import { tell, type Through, type Told } from "./tell.ts";
import { STOPPED, trackedMailbox, type Track } from "./tracked-mailbox.ts";

/** Files up to this size are read once, into memory, and hashed there. */
const WHOLE_BYTES = 8 * 1024 ** 2;

/** In `Job.skip`: the whole file of the unit cost a worker. */
export const WHOLE_FILE = -1;

/** What running a job needs besides the job. */
export interface Runner {
  readonly engine: Engine;
  readonly discloser: Discloser;
  /** Called when the document at this position of the unit begins, with the bytes of the unit that are done. */
  readonly begin: (position: number, bytes: number) => void;
}

type Outputs = AsyncGenerator<UnitOutput | Through>;

/** Runs one job to its end. What goes wrong is told as a gap of the file it went wrong in. */
export async function* runJob(job: Job, runner: Runner): Outputs {
  const { unit } = job;
  switch (unit.kind) {
    case "gap": {
      const { reason, examined, detail } = unit.gap;
      yield { kind: "gap", gap: runner.discloser.gap({ location: placeOf(unit.gap), reason, examined, detail }), loose: true };
      return;
    }
    case "batch":
      yield* runBatch(unit.files, job, runner);
      return;
    case "file":
      yield* runFile(unit.file, job, runner);
      return;
    case "range":
      yield* runRange(unit, job, runner);
      return;
    case "hash":
      yield* closeMailbox(unit.file, runner);
      return;
    case "memory":
      yield* runMemory(unit, job, runner);
      return;
  }
}

/** The positions of a batch are its files; messages inside them are not. */
async function* runBatch(files: readonly FileRef[], job: Job, runner: Runner): Outputs {
  let bytes = 0;
  const inner: Runner = { ...runner, begin: () => {} };
  for (const [index, file] of files.entries()) {
    if (index >= job.resume) {
      runner.begin(index, bytes);
      const skip = job.skip.includes(index) ? [WHOLE_FILE] : [];
      for await (const output of runFile(file, { ...job, resume: 0, messages: 0, skip }, inner))
        if (output.kind !== "through") yield output;
      yield { kind: "through", position: index + 1 };
    }
    bytes += file.size;
  }
}

/** One file from its beginning, or, for a mailbox whose reader was lost, from a message on. */
async function* runFile(file: FileRef, job: Job, runner: Runner): Outputs {
  const { discloser } = runner;
  const place = placeOf(file);
  const told: Told = { format: "unknown", unexamined: false };
  const close = (bytes: number, sha256?: string): UnitOutput => closed(place, told, bytes, sha256, discloser);
  let open: OpenFile | undefined;
  try {
    open = openFile(file.path);
    const whole = open.size <= WHOLE_BYTES ? readWhole(open) : undefined;
    const sha256 = whole === undefined ? sha256OfFile(file.path, runner.engine.alive).sha256 : sha256OfBytes(whole);
    // A file that states a size of 0 and has content would else count as examined.
    const more = open.holdsMore();
    if (job.skip.includes(WHOLE_FILE)) {
      told.unexamined = true;
      yield gapAt(place, "work-limit", STOPPED, "none", discloser);
    } else {
      const bytes = whole === undefined ? open.source : memorySource(whole);
      yield* scanSource(bytes, file.file, place, told, job, runner);
    }
    if (more || changedSince(file.path, file.size, file.mtimeMs))
      yield gapAt(place, "changed", "it changed while it was scanned", "partly", discloser);
    yield close(open.size, sha256);
  } catch (error) {
    told.unexamined = told.format === "unknown";
    yield gapAt(place, "unreadable", `it cannot be read (${errorCode(error)})`, told.unexamined ? "none" : "partly", discloser);
    yield close(open?.size ?? file.size);
  } finally {
    open?.close();
  }
}

/** Scans a whole source; a mailbox may be taken up again at `job.resume`. */
async function* scanSource(bytes: ByteSource, name: string, place: Place, told: Told, job: Job, runner: Runner): Outputs {
  const base = job.resume === 0 ? 0 : nextEnvelope(bytes, job.resume);
  const track = startTrack(base, false, job, runner);
  const document: Document = {
    kind: "document",
    steps: [],
    name: base === 0 ? name : "",
    declaredType: "",
    bytes: base === 0 ? bytes : slice(bytes, base, bytes.size),
  };
  yield* tell(scanDocument(document, place, withMailbox(runner.engine, track)), runner.discloser, told, () => track.position);
}

/** The messages that begin in a range of a large mailbox. */
async function* runRange(unit: Extract<Unit, { kind: "range" }>, job: Job, runner: Runner): Outputs {
  const { file, start, end, first, last } = unit;
  const { discloser } = runner;
  const place = placeOf(file);
  let open: OpenFile | undefined;
  try {
    open = openFile(file.path);
    const from = job.resume > start ? nextEnvelope(open.source, job.resume) : first ? 0 : nextEnvelope(open.source, start);
    const to = last ? open.size : nextEnvelope(open.source, end);
    if (from >= to) return;
    const track = startTrack(from, to < open.size, job, runner);
    const document: Document = {
      kind: "document",
      steps: [],
      name: from === 0 ? file.file : "",
      declaredType: "",
      bytes: slice(open.source, from, to),
    };
    const told: Told = { format: "unknown", unexamined: false };
    yield* tell(scanDocument(document, place, withMailbox(runner.engine, track)), discloser, told, () => track.position);
  } catch (error) {
    yield gapAt(place, "unreadable", `bytes ${start} to ${end} cannot be read (${errorCode(error)})`, "partly", discloser);
  } finally {
    open?.close();
  }
}

/** The fingerprint of a mailbox that was read in ranges closes its file. */
async function* closeMailbox(file: FileRef, { discloser, engine }: Runner): Outputs {
  const place = placeOf(file);
  const told: Told = { format: mbox.id, unexamined: false };
  try {
    const { sha256, bytes } = sha256OfFile(file.path, engine.alive);
    const changed = bytes !== file.size || changedSince(file.path, file.size, file.mtimeMs);
    if (changed) yield gapAt(place, "changed", "it changed while it was scanned", "partly", discloser);
    yield closed(place, told, file.size, sha256, discloser);
  } catch (error) {
    yield gapAt(place, "unreadable", `it cannot be read (${errorCode(error)})`, "partly", discloser);
    yield closed(place, told, file.size, undefined, discloser);
  }
}

/** Standard input. */
async function* runMemory(unit: Extract<Unit, { kind: "memory" }>, job: Job, runner: Runner): Outputs {
  const place = placeOf(unit.file);
  const told: Told = { format: "unknown", unexamined: false };
  if (job.skip.includes(WHOLE_FILE)) {
    told.unexamined = true;
    yield gapAt(place, "work-limit", STOPPED, "none", runner.discloser);
  } else {
    yield* scanSource(memorySource(unit.bytes), unit.file.file, place, told, job, runner);
  }
  if (unit.error !== undefined) {
    yield gapAt(place, "unreadable", `standard input failed (${unit.error})`, "partly", runner.discloser);
  } else if (unit.truncated) {
    yield gapAt(place, "size-limit", `only the first ${unit.bytes.length} bytes were read`, "partly", runner.discloser);
  }
  yield closed(place, told, unit.bytes.length, sha256OfBytes(unit.bytes), runner.discloser);
}

function startTrack(base: number, goesOn: boolean, job: Job, runner: Runner): Track {
  runner.begin(base === 0 ? WHOLE_FILE : base, 0);
  return {
    base,
    messages: job.messages,
    skip: job.skip,
    goesOn,
    position: base,
    begin: (position) => runner.begin(position, position - base),
  };
}

function withMailbox(engine: Engine, track: Track): Engine {
  const tracked = trackedMailbox(track);
  return { ...engine, extractors: engine.extractors.map((one) => (one.id === mbox.id ? tracked : one)) };
}

function placeOf(file: { readonly input?: number; readonly file: string }): Place {
  return { ...(file.input === undefined ? {} : { input: file.input }), file: file.file, steps: [] };
}

function readWhole(open: OpenFile): Uint8Array {
  return open.source.read(0, open.size).slice();
}

function gapAt(place: Place, reason: GapReason, detail: string, examined: "none" | "partly", discloser: Discloser): UnitOutput {
  return { kind: "gap", gap: discloser.gap({ location: place, reason, examined, detail }) };
}

function closed(place: Place, told: Told, bytes: number, sha256: string | undefined, discloser: Discloser): UnitOutput {
  return {
    kind: "file",
    file: {
      ...(place.input === undefined ? {} : { input: place.input }),
      path: discloser.name(place.file),
      format: told.format,
      bytes,
      ...(sha256 === undefined ? {} : { sha256 }),
      unexamined: told.unexamined,
    },
  };
}
