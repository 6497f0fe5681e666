import { DETECTORS } from "../detectors/index.ts";
import { UsageError } from "../config/errors.ts";
import { reaches } from "../config/options.ts";
import { createDiscloser } from "../engine/disclose.ts";
import { createDispatch } from "../engine/dispatch.ts";
import { createKeys } from "../engine/keys.ts";
import { EXTRACTORS } from "../formats/index.ts";
import { createWasmKernel, typescriptKernel, type Kernel } from "../kernel/index.ts";
import type { WorkerSettings } from "./protocol.ts";
import type { Runner } from "./run-job.ts";

/** Hands the lists to the engine: the one place where detectors, formats and engine meet. */
export function createRunner(settings: WorkerSettings, begin: Runner["begin"], alive: () => void): Runner {
  const dispatch = createDispatch(DETECTORS);
  const kernel = threadKernel();
  const types = new Set(settings.types);
  return {
    begin,
    engine: {
      extractors: EXTRACTORS,
      dispatch,
      kernel,
      limits: settings.limits,
      // All detectors run whatever was asked for: another reading of the same digits must be able to win.
      wanted: ({ candidate }) => types.has(candidate.type) && reaches(candidate.confidence, settings.minConfidence),
      alive,
    },
    discloser: createDiscloser({
      keys: createKeys(settings.caseKey),
      mask: settings.mask,
      reveal: settings.reveal,
      dispatch,
      kernel,
    }),
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
