import { readLines } from "./lines.mjs";

/** @typedef {import("../gate.mjs").Check} Check */

/**
 * What a report tells of the evidence as a whole.
 *
 * @typedef {object} Counts
 * @property {{ expected: number, read: number, partly: number, failed: number }} messages
 * @property {Readonly<Record<string, number>>} gaps by their reason
 */

/**
 * @param {string} report NDJSON
 * @returns {Counts}
 */
export function readCounts(report) {
  let summary = "";
  for (const line of readLines(report)) if (line.startsWith('{"event":"summary"')) summary = line;
  const { coverage } = JSON.parse(summary);
  return { messages: coverage.messages, gaps: coverage.gaps.byReason };
}

/** A picture that nobody asked to be read is not lost. */
const NOT_ASKED = "image-not-read";

/**
 * All messages that were written were told, each of them read; and in documents of other programs nothing was left out.
 *
 * @param {import("../make/corpora.mjs").Corpus} corpus
 * @param {Counts} counts
 * @returns {Check[]}
 */
export function checkCounts({ title, units }, { messages, gaps }) {
  if (units === undefined) return [];
  const left = Object.entries(gaps).filter(([reason]) => reason !== NOT_ASKED);
  /** @type {Check[]} */
  const checks = [
    {
      name: `${title}: nothing is left out`,
      holds: left.length === 0,
      seen: left.length === 0 ? "no gap" : left.map(([reason, count]) => `${count} ${reason}`).join(", "),
    },
  ];
  if (units.name !== "messages") return checks;
  const { expected, read, partly, failed } = messages;
  const holds = expected === units.count && read === units.count;
  const seen = `${units.count} written, ${expected} expected, ${read} read, ${partly + failed} not wholly`;
  return [...checks, { name: `${title}: messages written, expected and read are equal`, holds, seen }];
}
