import { UsageError } from "../config/errors.ts";
import { reportedTypes, type ScanOptions } from "../config/options.ts";
import { FINDING_TYPES, type FindingType } from "../model/finding.ts";
import { chooseDetectors } from "../detectors/choose.ts";
import { DETECTORS } from "../detectors/index.ts";
import type { Detector } from "../model/detector.ts";
import type { RawFlags } from "./flags.ts";
import { nearest } from "./nearest.ts";

/** Types that one of the detectors finds, in the order of the model. */
function detected(detectors: readonly Detector[]): readonly FindingType[] {
  const found = new Set(detectors.flatMap((detector) => detector.types));
  return FINDING_TYPES.filter((type) => found.has(type));
}

/**
 * Refuses unknown types, and in `--only` those that no detector of any pack finds: a scan for one would say
 * "clean" of everything. Throws UsageError that lists the known types.
 */
export function checkTypes(flags: RawFlags): void {
  const known = detected(DETECTORS);
  for (const flag of ["only", "except"]) {
    const given: readonly unknown[] = Array.isArray(flags[flag]) ? flags[flag] : [];
    for (const type of given.map(String)) {
      const listed = FINDING_TYPES.some((one) => one === type);
      if (known.some((one) => one === type) || (listed && flag === "except")) continue;
      const meant = listed ? undefined : nearest(type, known);
      const what = listed ? `the type ${type} is not built yet` : `unknown type ${JSON.stringify(type)}`;
      throw new UsageError(
        `--${flag}: ${what}${meant === undefined ? "" : ` (did you mean ${meant}?)`}; known: ${known.join(", ")}`,
      );
    }
  }
}

/** Refuses options that leave nothing to look for. */
export function requireTypes(options: Pick<ScanOptions, "detectors" | "only" | "except">): void {
  const left = reportedTypes(options);
  const running = chooseDetectors(options.detectors, options.only);
  if (!detected(running).some((type) => left.includes(type)))
    throw new UsageError("--only and --except leave no type to look for");
}
