import { CAT, ONE_JOB } from "../measure-corpus.mjs";
import { precision, recall } from "../measure/accuracy.mjs";
import { timesAsLong, typical } from "../measure/rounds.mjs";
import { BARE } from "../startup.mjs";

/** @typedef {import("../measure-corpus.mjs").Measured} Measured */
/** @typedef {import("../measure/rounds.mjs").Result} Result */

/** @typedef {{ head: readonly string[], rows: readonly (readonly string[])[] }} Table */

/** @param {number} value @param {number} digits */
const number = (value, digits) => (Number.isNaN(value) ? "–" : value.toFixed(digits));
/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`;

/**
 * Medians; `times -j 1` is how long it takes against one job of the product, by pairs of runs.
 *
 * @param {Measured} measured
 * @returns {Table}
 */
export function corpusTable({ corpus, rows }) {
  const ours = rows.find(({ id }) => id === ONE_JOB)?.result;
  return {
    head: [
      "",
      ...(corpus.units === undefined ? [] : [`${corpus.units.name}/s`]),
      "MB/s",
      "wall s",
      "CPU s",
      "peak MB",
      "time against -j 1",
      "recall",
      "precision",
      "runs",
    ],
    rows: rows.map(({ title, result, accuracy }) => [
      title,
      ...(corpus.units === undefined ? [] : [yardstick(title) ? "–" : number(corpus.units.count / typical(result, "wall"), 0)]),
      number(corpus.bytes / 1e6 / typical(result, "wall"), typical(result, "wall") > corpus.bytes / 1e7 ? 2 : 0),
      number(typical(result, "wall"), 2),
      number(typical(result, "cpu"), 2),
      yardstick(title) ? "–" : number(typical(result, "peak") / 1e6, 0),
      number(timesAsLong(result, ours), 2),
      accuracy === undefined ? "–" : percent(recall(accuracy)),
      accuracy === undefined ? "–" : percent(precision(accuracy)),
      result.failed === undefined ? String(result.runs.length) : "failed",
    ]),
  };
}

/** @param {string} title */
function yardstick(title) {
  return title === CAT || title === "wc -l";
}

/** @param {ReadonlyMap<string, Result>} startup @returns {Table} */
export function startupTable(startup) {
  return {
    head: ["", "wall ms", "CPU ms", "peak MB", `times ${BARE}`],
    rows: [...startup.values()].map((result) => [
      result.id,
      number(typical(result, "wall") * 1000, 0),
      number(typical(result, "cpu") * 1000, 0),
      number(typical(result, "peak") / 1e6, 0),
      number(timesAsLong(result, startup.get(BARE)), 2),
    ]),
  };
}

/** @param {Table} table */
export function markdownTable({ head, rows }) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;
  const rule = line(head.map((_, index) => (index === 0 ? "---" : "---:")));
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** In columns, for a terminal. @param {Table} table */
export function plainTable({ head, rows }) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => (cells[column] ?? "").length)));
  const line = (/** @type {readonly string[]} */ cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return [head, ...rows].map(line).join("\n");
}
