import { EventEmitter } from "node:events";
import { memorySource } from "../../src/bytes/memory.ts";
import { knownFailure } from "../../src/engine/failure.ts";
import { createLedger } from "../../src/engine/ledger.ts";
import { STOPPED } from "../../src/engine/trace.ts";
import type { Document, TextPart, Unfolded } from "../../src/model/document.ts";
import type { Event } from "../../src/model/events.ts";
import type { Extractor } from "../../src/model/extractor.ts";
import { createCrew } from "../../src/pool/crew.ts";
import { createRunner } from "../../src/pool/create-runner.ts";
import type { Outbox } from "../../src/pool/outbox.ts";
import { pack } from "../../src/pool/packed.ts";
import { PROGRESS, type Job, type ToWorker, type WorkerSettings } from "../../src/pool/protocol.ts";
import { runJob } from "../../src/pool/run-job.ts";
import { sequence } from "../../src/pool/sequence.ts";
import type { CrewWorker, StartWorker } from "../../src/pool/thread.ts";
import type { Tracer } from "../../src/pool/tracer.ts";
import type { Unit } from "../../src/sources/plan.ts";

export type End = "dies" | "hangs";

/** A place in a job. */
export interface At {
  readonly position: number;
  readonly ordinal: number;
  readonly given: number;
}

export interface Fate {
  /** Readers before those of the list; one that calls `die` ends its worker. */
  readonly readers?: (die: () => never) => readonly Extractor[];
  /** Ends the worker where it comes to; `always`: also where it is to give up. */
  readonly kills?: (at: At) => boolean;
  readonly always?: true;
  /** Ends the worker behind an output. */
  readonly dieAfter?: () => boolean;
  /** Outputs that are sent at once; Infinity as usual. */
  readonly every?: number;
}

const noTraps = (): readonly Extractor[] => [];
const nobody = (): boolean => false;

/**
 * Runs jobs in this thread as worker.ts does, but ends as `fate` says. What a dead worker still does in this
 * thread reaches nobody.
 */
export function mortalWorker(settings: WorkerSettings, how: End, fate: Fate): StartWorker {
  const { readers = noTraps, kills = nobody, dieAfter = nobody, every = 1, always = false } = fate;
  return ({ shared }): CrewWorker => {
    const events = new EventEmitter();
    let dead = false;
    let ended = false;
    const die = (): never => {
      dead = true;
      throw new Error("dead");
    };
    const run = async ({ job }: ToWorker): Promise<void> => {
      const runner = createRunner(settings, new Float64Array(shared), (outputs, through, ahead) => {
        if (!dead)
          events.emit("message", { type: "outputs", id: job.id, outputs: structuredClone(pack(outputs)), through, ahead });
      });
      const tracer = watched(
        runner.tracer,
        () => dead,
        (at) => (dead ||= kills(at) && (always || !isStop(job, at))),
      );
      const engine = { ...runner.engine, trace: tracer, extractors: [...readers(die), ...runner.engine.extractors] };
      const alive = (): void => {
        if (!dead) engine.alive();
      };
      const work = runJob(job, {
        ...runner,
        tracer,
        engine: { ...engine, alive },
        outbox: eager(runner.outbox, every, () => (dead ||= dieAfter())),
      });
      for (let step = work.next(); step.done !== true; step = work.next(await step.value)) if (dead) break;
      if (!dead) events.emit("message", { type: "done", id: job.id });
      else if (how === "dies" && !ended) events.emit("error");
    };
    return {
      on: (event: string, listener: (message: never) => void) => events.on(event, listener as (message: unknown) => void),
      postMessage: (job: ToWorker) => {
        setImmediate(() => void run(job));
      },
      terminate: () => {
        dead = true;
        ended = true;
        return Promise.resolve();
      },
    };
  };
}

/** The next worker gives up there before it asks for more. */
function isStop(job: Job, at: At): boolean {
  return job.skips.some((one) => one.position === at.position && one.ordinal === at.ordinal && one.given <= at.given);
}

/** A dead worker writes nothing, and dies where it is told to. */
function watched(tracer: Tracer, isDead: () => boolean, reached: (at: At) => void): Tracer {
  return {
    ...tracer,
    begin: (position, bytes) => {
      if (!isDead()) tracer.begin(position, bytes);
    },
    open: () => {
      if (isDead()) return { position: 0, ordinal: 0, stop: undefined };
      const mark = tracer.open();
      reached({ position: mark.position, ordinal: mark.ordinal, given: -1 });
      return mark;
    },
    at: (mark, given) => {
      if (isDead()) return;
      tracer.at(mark, given);
      reached({ position: mark.position, ordinal: mark.ordinal, given });
    },
  };
}

/** Sends often, so that what is told and what is lost lie close together. */
function eager(outbox: Outbox, every: number, told: () => void): Outbox {
  let added = 0;
  return {
    ...outbox,
    add(output) {
      outbox.add(output);
      added += 1;
      if (output.kind !== "file" && added % every === 0) outbox.flush();
      told();
    },
    through(position) {
      outbox.through(position);
      if (Number.isFinite(every)) outbox.flush();
    },
  };
}

/** Everything that units come to in a crew. Values are revealed, so that findings can be told. */
export async function toldBy(units: readonly Unit[], settings: WorkerSettings, start: StartWorker, first?: Job) {
  const { discloser } = createRunner(settings, new Float64Array(PROGRESS.length), () => {});
  let started = 0;
  const counting: StartWorker = (...given) => {
    started += 1;
    return start(...given);
  };
  const crew = createCrew({ units, files: 1, bytes: 1 }, settings, 2, discloser, counting, first);
  const ledger = createLedger();
  const events: Event[] = [];
  const correspondents = new Set<string>();
  for await (const batch of sequence(units, (_, id) => crew.outputsOf(id, () => false), discloser, undefined))
    for (const output of batch)
      if (output.kind === "unit") ledger.beginUnit();
      else if (output.kind === "correspondents") for (const key of output.keys) correspondents.add(key);
      else events.push(...ledger.enter(output));
  await crew.close();
  return { events, correspondents: [...correspondents].toSorted(), coverage: ledger.coverage(), started };
}

const TRAP = "TRAP ";
const STORE = "STORE\n";

/** A file that gives one text for each line and then costs its worker; `head` lines are given first. */
export const trap = (...lines: readonly string[]): Buffer => Buffer.from([TRAP, ...lines].join("\n"));

/** A mail store; an item that is a trap has `dies`. */
export const store = (items: readonly Item[]): Buffer => Buffer.from(STORE + JSON.stringify(items));

export interface Item {
  readonly lines: readonly string[];
  readonly dies?: boolean;
  readonly attached?: readonly (readonly [name: string, content: string])[];
}

/** The readers of traps and stores; with `die` undefined a trap ends in the gap that it is to end in. */
export function trapReaders(die: (() => never) | undefined): readonly Extractor[] {
  const end = (): never => {
    if (die !== undefined) return die();
    throw knownFailure("work-limit", STOPPED);
  };
  return [
    {
      ...NAMELESS,
      id: "trap",
      accepts: ({ head }) => Buffer.from(head.subarray(0, TRAP.length)).toString() === TRAP,
      *extract(document) {
        for (const line of contentOf(document).split("\n").slice(1)) yield textOf(line);
        end();
      },
    },
    {
      ...NAMELESS,
      id: "store",
      accepts: ({ head }) => Buffer.from(head.subarray(0, STORE.length)).toString() === STORE,
      *extract(document) {
        const items = JSON.parse(contentOf(document).slice(STORE.length)) as Item[];
        yield { kind: "expected", count: items.length };
        for (const [index, item] of items.entries()) yield itemOf(item, index, end);
      },
    },
  ];
}

const NAMELESS = { description: "", reads: "", extensions: [] };

function contentOf({ bytes }: Document): string {
  return Buffer.from(bytes.read(0, bytes.size)).toString();
}

function itemOf({ lines, dies = false, attached = [] }: Item, index: number, end: () => never): Document {
  const reader = function* (): Generator<Unfolded> {
    for (const [name, content] of attached) yield documentOf(name, content);
    for (const line of lines) yield textOf(line);
    if (dies) end();
  };
  const steps: Document["steps"] = [
    { kind: "folder", name: "Inbox" },
    { kind: "message", index },
  ];
  return { kind: "document", steps, name: "", declaredType: "", bytes: memorySource(new Uint8Array(8)), reader };
}

function documentOf(name: string, content: string): Document {
  const bytes = memorySource(Buffer.from(content));
  return { kind: "document", steps: [{ kind: "entry", name }], name, declaredType: "", bytes };
}

function textOf(line: string): TextPart {
  const bytes = Buffer.from(line);
  const core = { start: 0, end: bytes.length };
  return { kind: "text", steps: [], role: "body", record: "line", section: 0, bytes, core, origin: { line: 1, column: 1 } };
}
