import { ONE_JOB } from "./measure-corpus.mjs";
import { typical } from "./measure/rounds.mjs";

/** @typedef {import("./gate.mjs").Check} Check */
/** @typedef {import("./measure-corpus.mjs").Measured} Measured */

/**
 * What the product shall reach with the corpora of formats, one job: units a second, and peak memory in MB.
 *
 * @type {readonly { corpus: import("./make/corpora.mjs").CorpusId, least?: number, peak?: number }[]}
 */
const BARS = [
  { corpus: "xlsx", least: 60_000, peak: 300 },
  { corpus: "pdf", least: 100 },
];

/**
 * Absolute figures: they hold on the machine of the page, and nothing is gated by them.
 *
 * @param {readonly Measured[]} all
 * @returns {Check[]}
 */
export function checkBars(all) {
  return BARS.flatMap(({ corpus: id, least, peak }) => {
    const measured = all.find(({ corpus }) => corpus.id === id);
    const units = measured?.corpus.units;
    if (measured === undefined || units === undefined) return [];
    const { title } = measured.corpus;
    const result = measured.rows.find((row) => row.id === ONE_JOB)?.result;
    const rate = units.count / typical(result, "wall");
    const most = typical(result, "peak") / 1e6;
    return [
      ...(least === undefined
        ? []
        : [
            {
              name: `${title}: at least ${least} ${units.name}/s`,
              holds: rate >= least,
              seen: `${Math.round(rate)} ${units.name}/s`,
            },
          ]),
      ...(peak === undefined
        ? []
        : [{ name: `${title}: peak under ${peak} MB`, holds: most < peak, seen: `${Math.round(most)} MB` }]),
    ];
  });
}
