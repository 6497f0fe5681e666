import { readTruth } from "../make/truth.mjs";
import { readLines } from "./lines.mjs";

/**
 * Of distinct values, not of places: a value that stands in forty answers counts once.
 *
 * @typedef {object} Accuracy
 * @property {number} planted
 * @property {number} found of those planted
 * @property {number} wrong reported and neither planted nor incidental
 * @property {Readonly<Record<string, { planted: number, found: number, wrong: number }>>} byType
 */

/**
 * The distinct values of an NDJSON report with raw values, as `type value`. Addresses of senders are no findings.
 *
 * @param {string} report
 * @returns {Set<string>}
 */
export function reportedValues(report) {
  /** @type {Set<string>} */
  const values = new Set();
  for (const line of readLines(report)) {
    if (!line.startsWith('{"event":"finding"')) continue;
    const { type, value } = JSON.parse(line);
    values.add(`${type} ${value}`);
  }
  return values;
}

/**
 * @param {string} truthFile
 * @param {ReadonlySet<string>} reported
 * @returns {Accuracy}
 */
export function compareWithTruth(truthFile, reported) {
  /** @type {Record<string, { planted: number, found: number, wrong: number }>} */
  const byType = {};
  const row = (/** @type {string} */ type) => (byType[type] ??= { planted: 0, found: 0, wrong: 0 });
  /** @type {Set<string>} */
  const known = new Set();
  for (const { type, value, incidental } of readTruth(truthFile)) {
    const name = `${type} ${value}`;
    known.add(name);
    if (incidental === true) continue;
    row(type).planted += 1;
    if (reported.has(name)) row(type).found += 1;
  }
  for (const name of reported) if (!known.has(name)) row(name.slice(0, name.indexOf(" "))).wrong += 1;
  const rows = Object.values(byType);
  const sum = (/** @type {"planted" | "found" | "wrong"} */ key) => rows.reduce((total, counts) => total + counts[key], 0);
  return { planted: sum("planted"), found: sum("found"), wrong: sum("wrong"), byType };
}

/** Share of what was planted that was found. @param {Accuracy} accuracy */
export function recall({ planted, found }) {
  return planted === 0 ? 1 : found / planted;
}

/** Share of what was reported that was planted. @param {Accuracy} accuracy */
export function precision({ found, wrong }) {
  return found + wrong === 0 ? 1 : found / (found + wrong);
}
