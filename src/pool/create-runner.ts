import { detectorsNamed } from "../detectors/choose.ts";
import { UsageError } from "../config/errors.ts";
import { reaches } from "../config/options.ts";
import { askersOf } from "../engine/named.ts";
import { isFact } from "../engine/beside-person.ts";
import { createDiscloser } from "../engine/disclose.ts";
import { createDispatch } from "../engine/dispatch.ts";
import { createGlance } from "../engine/glance.ts";
import { createKeys } from "../engine/keys.ts";
import type { Engine } from "../engine/unfold.ts";
import { EXTRACTORS } from "../formats/index.ts";
import { createWasmKernel, typescriptKernel, type Kernel } from "../kernel/index.ts";
import { createMailLook } from "../formats/mail/first-look.ts";
import { NAMED } from "../formats/mail/headers.ts";
import { mbox } from "../formats/mail/mbox.ts";
import { message } from "../formats/mail/message.ts";
import { verifiedMessage } from "../formats/mail/verified.ts";
import { createPictureReader } from "../ocr/picture-reader.ts";
import { createOutbox, type Send } from "./outbox.ts";
import { PROGRESS, type WorkerSettings } from "./protocol.ts";
import { WHOLE_BYTES, type Runner } from "./run-job.ts";
import { createTracer } from "./tracer.ts";
import { trackedMailbox, type Tracked } from "./tracked-mailbox.ts";

const NOTHING_READ: Tracked["track"] = {
  base: 0,
  messages: 0,
  positions: false,
  readAll: false,
  goesOn: false,
  position: undefined,
  begin: () => {},
  enter: () => {},
};

/**
 * Hands the lists to the engine: the one place where detectors, formats and engine meet. `send` takes what its
 * jobs tell, `progress` (see `PROGRESS`) how far they are.
 */
export function createRunner(settings: WorkerSettings, progress: Float64Array, send: Send): Runner {
  const dispatch = createDispatch(detectorsNamed(settings.detectors), settings.minConfidence);
  const kernel = threadKernel();
  const types = new Set(settings.types);
  const tracked: Tracked = { track: NOTHING_READ };
  const mailbox = trackedMailbox(tracked);
  const discloser = createDiscloser({
    keys: createKeys(settings.caseKey),
    mask: settings.mask,
    reveal: settings.reveal,
    // Without a least confidence: a name is masked whatever was asked for. The tables are the same
    // objects: names are shown between texts, and the kernel would else load others for each.
    dispatch: { ...dispatch, least: "low" },
    kernel,
  });
  const outbox = createOutbox(discloser, send);
  const tracer = createTracer(progress, outbox.state);
  // All detectors that were chosen run, whatever types are to be reported: another reading of the same digits must be able to win.
  const wanted: Engine["wanted"] = ({ candidate }) =>
    types.has(candidate.type) && reaches(candidate.confidence, settings.minConfidence);
  // The oracle of the first look reads every message, and so do two readers that are held against each other.
  // A detector that asks about header fields by their name may find what has neither digit, `@` nor word.
  const looks =
    kernel.id === "wasm" && settings.verifyMail === 0 && NAMED.every((field) => askersOf(dispatch.named, field).length === 0);
  const compared = (agrees: boolean): void => {
    outbox.count("verified", 1);
    if (!agrees) outbox.count("disagreed", 1);
  };
  return {
    tracer,
    tracked,
    discloser,
    outbox,
    room: createRoom(),
    engine: {
      extractors: EXTRACTORS.map((one) => {
        if (one.id === mbox.id) return mailbox;
        return one.id === message.id && settings.verifyMail > 0 ? verifiedMessage(settings.verifyMail, compared) : one;
      }),
      dispatch,
      kernel,
      limits: settings.limits,
      pictures: settings.ocr ? createPictureReader() : undefined,
      wanted,
      untied: untiedFacts(settings),
      glance: looks ? createGlance(() => createMailLook(dispatch.quiet.filter), dispatch, kernel, wanted) : undefined,
      alive() {
        progress[PROGRESS.beat] = (progress[PROGRESS.beat] as number) + 1;
      },
      trace: tracer,
    },
  };
}

/** Who asks for facts alone, or for everything, sees those that are nobody's. */
function untiedFacts({ types, minConfidence }: WorkerSettings): Engine["untied"] {
  if (types.every(isFact)) return "keep";
  return minConfidence === "low" ? "low" : "out";
}

/** Memory that is used again: fresh memory for each file costs more than reading it. */
function createRoom(): Runner["room"] {
  let memory = new Uint8Array(0);
  return (size) => {
    if (memory.length < size) memory = new Uint8Array(Math.max(size, Math.min(WHOLE_BYTES, memory.length * 2)));
    return memory.subarray(0, size);
  };
}

/** Made once per thread: the memory of a kernel is not shared. */
let chosen: Kernel | undefined;

/**
 * The kernel of this thread: WebAssembly where the processor can, else TypeScript; the events
 * are the same. `PII_SCAN_KERNEL` (`ts` or `wasm`) chooses, for tests and doubt; throws
 * `UsageError` for any other value, and for `wasm` where there is none.
 */
export function threadKernel(): Kernel {
  chosen ??= chooseKernel(process.env["PII_SCAN_KERNEL"]);
  return chosen;
}

/** See `threadKernel`. */
export function chooseKernel(name: string | undefined): Kernel {
  if (name === "ts") return typescriptKernel;
  if (name !== undefined && name !== "" && name !== "wasm") throw new UsageError("PII_SCAN_KERNEL must be ts or wasm");
  const kernel = createWasmKernel();
  if (kernel === undefined && name === "wasm") throw new UsageError("PII_SCAN_KERNEL: this computer cannot run the wasm kernel");
  return kernel ?? typescriptKernel;
}
