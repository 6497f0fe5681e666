import { DETECTORS } from "../detectors/index.ts";
import { reaches } from "../config/options.ts";
import { createDiscloser } from "../engine/disclose.ts";
import { createDispatch } from "../engine/dispatch.ts";
import { createKeys } from "../engine/keys.ts";
import { EXTRACTORS } from "../formats/index.ts";
import { typescriptKernel } from "../kernel/index.ts";
import type { WorkerSettings } from "./protocol.ts";
import type { Runner } from "./run-job.ts";

/** Hands the lists to the engine: the one place where detectors, formats and engine meet. */
export function createRunner(settings: WorkerSettings, begin: Runner["begin"], alive: () => void): Runner {
  const dispatch = createDispatch(DETECTORS);
  const kernel = typescriptKernel;
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
