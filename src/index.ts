import { availableParallelism } from "node:os";
import { loadCaseKey } from "./config/case-key.ts";
import { UsageError } from "./config/errors.ts";
import { DEFAULT_OPTIONS, reportedTypes, requirePack, type ScanOptions } from "./config/options.ts";
import { chooseDetectors } from "./detectors/choose.ts";
import { createDiscloser } from "./engine/disclose.ts";
import { createDispatch } from "./engine/dispatch.ts";
import { createKeys, personId } from "./engine/keys.ts";
import { createLedger } from "./engine/ledger.ts";
import { summarise } from "./engine/summary.ts";
import { createResolver } from "./individuals/resolve.ts";
import { threadKernel } from "./pool/create-runner.ts";
import { SCHEMA_ID, type Event, type ScanEvent } from "./model/events.ts";
import { runInline } from "./pool/inline.ts";
import { runSmall } from "./pool/small.ts";
import type { UnitRun, UnitRunner } from "./pool/unit-run.ts";
import type { WorkerSettings } from "./pool/protocol.ts";
import { planEvidence } from "./pool/plan-evidence.ts";
import { TOOL_NAME, TOOL_VERSION } from "./version.ts";

export type * from "./model/events.ts";
export type { Progress } from "./pool/unit-run.ts";
export type { ScanOptions } from "./config/options.ts";
export { UsageError };

/** Evidence up to this size is scanned in the calling thread unless `inline` says otherwise. */
const INLINE_BYTES = 256 * 1024;
const INLINE_FILES = 50;

/** A scan under way. */
export interface Scan {
  /** The events in the order of the input; the first is `scan`, the last is `summary`. Iterate once. */
  readonly events: AsyncIterable<Event>;
  /** How far it is; may be asked at any time. */
  progress(): ReturnType<UnitRun["progress"]>;
}

export interface ScanControl {
  /** Aborting ends the scan with a valid, partial summary; a reason of 143 stands for SIGTERM, else the status is 130. */
  readonly signal?: AbortSignal;
  /**
   * Scan in this thread (where a library that hangs cannot be stopped), or in workers; by default in this thread
   * where there is little, and in workers from the first document on that a foreign library reads. The events
   * are the same byte for byte.
   */
  readonly inline?: boolean;
}

/**
 * Scans files, folders and mailbox exports (`-` is standard input). Throws `UsageError` for
 * wrong use (a missing input) before the first event; what cannot be read is a gap, never a throw.
 */
export function scan(
  paths: readonly string[],
  options: Partial<ScanOptions> = {},
  control: ScanControl = {},
): AsyncIterable<Event> {
  return startScan(paths, options, control).events;
}

/** As `scan`, with progress. */
export function startScan(paths: readonly string[], options: Partial<ScanOptions> = {}, control: ScanControl = {}): Scan {
  const full: ScanOptions = {
    ...DEFAULT_OPTIONS,
    caseKey: options.caseKey ?? loadCaseKey(undefined),
    jobs: options.jobs ?? availableParallelism(),
    ...options,
  };
  let run: UnitRun | undefined;
  return {
    events: events(paths, full, control, (started) => {
      run = started;
    }),
    progress: () => run?.progress() ?? { bytes: 0, totalBytes: 0, files: 0, totalFiles: 0, findings: 0, gaps: 0 },
  };
}

async function* events(
  paths: readonly string[],
  options: ScanOptions,
  control: ScanControl,
  started: (run: UnitRun) => void,
): AsyncGenerator<Event> {
  const startedAt = new Date();
  if (options.ocr) await requireOcr();
  const detectors = chooseDetectors(requirePack(options.detectors), options.only);
  const plan = await planEvidence(paths, options);
  const types = reportedTypes(options);
  const keys = createKeys(options.caseKey);
  const discloser = createDiscloser({
    keys,
    mask: options.mask,
    reveal: false,
    dispatch: createDispatch(detectors),
    kernel: threadKernel(),
  });
  const settings: WorkerSettings = {
    caseKey: options.caseKey,
    mask: options.mask,
    reveal: options.reveal,
    minConfidence: options.minConfidence,
    detectors: detectors.map(({ id }) => id),
    types,
    limits: options.limits,
    verifyMail: options.verifyMail,
    ocr: options.ocr,
  };
  yield scanEvent(paths, options, settings.detectors, startedAt, keys.keyId, discloser.name);

  // Below this a thread takes longer to start than the scan takes.
  const small = plan.bytes <= INLINE_BYTES && plan.files <= INLINE_FILES && !options.ocr;
  const inline = control.inline === undefined && small ? runSmall : runInline;
  const runner: UnitRunner = (control.inline ?? small) ? inline : (await import("./pool/pool.ts")).runInPool;
  const run = runner(plan, settings, discloser, options.jobs, control.signal);
  started(run);
  const ledger = createLedger();
  const people = createResolver();
  for await (const batch of run.outputs) {
    for (const output of batch) {
      if (output.kind === "unit") ledger.beginUnit();
      else if (output.kind === "correspondents") for (const key of output.keys) people.addCorrespondent(key);
      else
        for (const event of ledger.enter(output)) {
          if (event.event === "finding") people.add(event);
          yield event;
        }
    }
  }
  const interrupted = control.signal?.aborted === true;

  const resolution = people.resolve(personId);
  for (const individual of resolution.individuals) yield { event: "individual", ...individual };

  const { failOn, exitCode, allowIncomplete } = options;
  const status = interrupted ? (control.signal?.reason === 143 ? 143 : 130) : 0;
  const ending = { failOn, exitCode, allowIncomplete, interrupted: status, partial: interrupted };
  yield summarise(ledger, resolution, { ...ending, startedAt, endedAt: new Date() });
}

async function requireOcr(): Promise<void> {
  const { canReadPictures, OCR_INSTALL } = await import("./ocr/core.ts");
  if (!canReadPictures()) throw new UsageError(`--ocr needs packages that are not installed: ${OCR_INSTALL}`);
}

function scanEvent(
  paths: readonly string[],
  options: ScanOptions,
  detectors: readonly string[],
  startedAt: Date,
  keyId: string,
  nameOf: (name: string) => string,
): ScanEvent {
  const { only, except, include, exclude } = options;
  return {
    event: "scan",
    schema: SCHEMA_ID,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    startedAt: startedAt.toISOString(),
    inputs: paths.map(nameOf),
    settings: {
      detectors,
      ...(only.length + except.length === 0
        ? {}
        : { types: { ...(only.length === 0 ? {} : { only }), ...(except.length === 0 ? {} : { except }) } }),
      ...(include.length === 0 ? {} : { include: include.map(nameOf) }),
      ...(exclude.length === 0 ? {} : { exclude: exclude.map(nameOf) }),
      minConfidence: options.minConfidence,
      mask: options.mask,
      revealed: options.reveal,
      ...(options.verifyMail === 0 ? {} : { verifyMail: options.verifyMail }),
      ...(options.ocr ? { ocr: true } : {}),
    },
    keyId,
  };
}
