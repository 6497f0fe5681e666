import { readFileSync, writeFileSync } from "node:fs";

/** A value in the form in which findings are compared. `incidental`: it is in there and nobody's; finding it is neither asked for nor wrong. @typedef {{ type: string, value: string, incidental?: true }} Planted */

/**
 * What was planted in a corpus, each value once.
 *
 * @typedef {object} Truth
 * @property {(type: string, value: string) => void} plant
 * @property {(type: string, value: string) => void} plantIncidental
 * @property {() => Planted[]} list sorted
 */

/** @returns {Truth} */
export function createTruth() {
  /** @type {Map<string, Planted>} */
  const planted = new Map();
  return {
    plant: (type, value) => planted.set(`${type} ${value}`, { type, value }),
    plantIncidental(type, value) {
      if (!planted.has(`${type} ${value}`)) planted.set(`${type} ${value}`, { type, value, incidental: true });
    },
    list: () => [...planted].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry),
  };
}

/**
 * One JSON object a line.
 *
 * @param {string} path
 * @param {readonly Planted[]} planted
 */
export function writeTruth(path, planted) {
  writeFileSync(path, planted.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
}

/**
 * @param {string} path
 * @returns {Planted[]}
 */
export function readTruth(path) {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}
