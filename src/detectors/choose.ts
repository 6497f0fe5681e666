import { PACKS, type Detector, type Pack } from "../model/detector.ts";
import type { FindingType } from "../model/finding.ts";
import { DETECTORS } from "./index.ts";

/** The same choice is the same list: what is made of a list of detectors is made once a thread. */
const CHOSEN = new Map<string, readonly Detector[]>();

/**
 * The detectors of a pack and of those before it, and those that find a type which was asked for
 * by name; in the order of their precedence. Never fewer than those of the first pack.
 */
export function chooseDetectors(pack: Pack, only: readonly FindingType[] = []): readonly Detector[] {
  const widest = PACKS.indexOf(pack);
  const runs = (one: Detector): boolean => PACKS.indexOf(one.pack) <= widest || one.types.some((type) => only.includes(type));
  return detectorsNamed(DETECTORS.filter(runs).map(({ id }) => id));
}

/** The detectors with these ids, in the order of their precedence. */
export function detectorsNamed(ids: readonly string[]): readonly Detector[] {
  const name = ids.join(" ");
  let chosen = CHOSEN.get(name);
  if (chosen === undefined) {
    chosen = DETECTORS.filter(({ id }) => ids.includes(id));
    CHOSEN.set(name, chosen);
  }
  return chosen;
}
