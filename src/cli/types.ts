import { UsageError } from "../config/errors.ts";
import { reportedTypes, type ScanOptions } from "../config/options.ts";
import { FINDING_TYPES, type FindingType } from "../model/finding.ts";
import { DETECTORS } from "../detectors/index.ts";
import type { RawFlags } from "./flags.ts";
import { nearest } from "./nearest.ts";

/** Types that a detector finds, in the order of the model. */
function detected(): readonly FindingType[] {
  const found = new Set(DETECTORS.flatMap((detector) => detector.types));
  return FINDING_TYPES.filter((type) => found.has(type));
}

/**
 * Refuses unknown types, and in `--only` those that no detector finds: a scan for one would say
 * "clean" of everything. Throws UsageError that lists the known types.
 */
export function checkTypes(flags: RawFlags): void {
  const known = detected();
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
export function requireTypes(options: Pick<ScanOptions, "only" | "except">): void {
  const left = reportedTypes(options);
  if (!detected().some((type) => left.includes(type))) throw new UsageError("--only and --except leave no type to look for");
}
