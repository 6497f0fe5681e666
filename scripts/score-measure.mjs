import { judge } from "./score-match.mjs";
import { scanTexts } from "./score-files.mjs";

/** @typedef {import("./score-match.mjs").Tally} Tally */

/** Types that belong to no wider pack are measured with the default one, as most users have it. */
const SMALLEST = "sg";

/**
 * Scans the texts once with the default pack and once with all of them, and judges each type by
 * the smallest pack that finds it.
 *
 * @param {typeof import("../src/index.ts").scan} scan
 * @param {readonly import("../src/model/detector.ts").Detector[]} detectors
 * @param {readonly import("./score-files.mjs").Row[]} rows
 * @param {string} folder that holds the texts
 */
export async function measure(scan, detectors, rows, folder) {
  const own = new Set(detectors.filter(({ pack }) => pack === SMALLEST).flatMap(({ types }) => types));
  const [narrow, wide] = [await scanTexts(scan, folder, "sg", "low"), await scanTexts(scan, folder, "all", "low")];
  /** @type {Record<string, Map<string, Tally>>} */
  const measured = {};
  /** @type {Record<string, import("./score-match.mjs").Slip[]>} */
  const slips = {};
  for (const level of ["high", "medium", "low"]) {
    const isOwn = (/** @type {string} */ type) => own.has(/** @type {import("../src/model/finding.ts").FindingType} */ (type));
    const [first, second] = [judge(rows, narrow, level), judge(rows, wide, level)];
    measured[level] = new Map([
      ...[...first.tallies].filter(([type]) => isOwn(type)),
      ...[...second.tallies].filter(([type]) => !isOwn(type)),
    ]);
    slips[level] = [...first.slips.filter(({ type }) => isOwn(type)), ...second.slips.filter(({ type }) => !isOwn(type))];
  }
  return { measured, slips };
}
