import { measure } from "./process.mjs";

/** @typedef {import("./process.mjs").Command} Command */
/** @typedef {import("./process.mjs").Usage} Usage */

/** One of those that are compared; `before` is run ahead of each run and not measured. @typedef {{ id: string, command: Command, before?: () => void }} Contestant */
/** The runs of one contestant in order, or why there are none. @typedef {{ id: string, runs: Usage[], failed?: string }} Result */

/**
 * Runs them in turn, A B C A B C, so that whatever else the machine does hits all of them. A round that has begun is
 * ended; none begins after `seconds`. Whoever fails is left out from then on.
 *
 * @param {readonly Contestant[]} contestants
 * @param {{ rounds: number, seconds: number, scratch: string }} how
 * @returns {Promise<Map<string, Result>>} by id
 */
export async function compare(contestants, { rounds, seconds, scratch }) {
  /** @type {Map<string, Result>} */
  const results = new Map(contestants.map(({ id }) => [id, { id, runs: [] }]));
  const end = Date.now() + seconds * 1000;
  for (let round = 0; round < rounds && (round === 0 || Date.now() < end); round += 1) {
    for (const { id, command, before } of contestants) {
      const result = results.get(id);
      if (result === undefined || result.failed !== undefined) continue;
      try {
        before?.();
        result.runs.push(await measure(command, scratch));
      } catch (error) {
        result.failed = error instanceof Error ? error.message : String(error);
        result.runs = [];
      }
    }
  }
  return results;
}

/** @param {readonly number[]} numbers @returns {number} NaN of none */
export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Median of what one run took, of those that could be measured.
 *
 * @param {Result | undefined} result
 * @param {keyof Usage} figure
 */
export function typical(result, figure) {
  return median((result?.runs ?? []).map((run) => run[figure]).filter((value) => value !== undefined));
}

/**
 * How many times as long `slow` takes as `fast`: the median of the ratios of each round, in which both ran side by side.
 *
 * @param {Result | undefined} slow
 * @param {Result | undefined} fast
 */
export function timesAsLong(slow, fast) {
  const pairs = Math.min(slow?.runs.length ?? 0, fast?.runs.length ?? 0);
  return median(Array.from({ length: pairs }, (_, round) => (slow?.runs[round]?.wall ?? 0) / (fast?.runs[round]?.wall ?? 0)));
}
