/**
 * Holds what was found against what is there. Within one text equal values of one type are one:
 * it is asked whether a number was found, not how often it was printed.
 *
 * @typedef {import("./score-files.mjs").Row} Row
 * @typedef {import("./score-files.mjs").Found} Found
 */

/** @typedef {{ found: number, missed: number, false: number }} Tally */
/** @typedef {{ id: string, kind: "missed" | "false", type: string, value: string, confidence: string, text: string }} Slip */

/** @param {string} text */
const squeezed = (text) => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
/** @param {string} text an amount, with or without its currency and cents */
const cents = (text) => Math.round(Number(text.replaceAll(/[^0-9.]/g, "").replace(/\.(?=.*\.)/g, "")) * 100);

/**
 * @param {string} type
 * @param {string} wanted
 * @param {string} given
 */
export function isSame(type, wanted, given) {
  if (wanted === given) return true;
  // What a mask leaves: four digits say which card, whatever else of it stands there.
  if (type === "payment-card-partial") return wanted.slice(-4) === given.slice(-4);
  // A condition has the reporter's own word, an amount its own spelling.
  if (type === "fact-health" || type === "fact-family") return true;
  if (type.startsWith("fact-")) return cents(wanted) === cents(given);
  if (type === "credential") return false;
  return squeezed(wanted) === squeezed(given);
}

const RANKS = ["low", "medium", "high"];

/**
 * @param {readonly Row[]} rows
 * @param {ReadonlyMap<string, readonly Found[]>} found
 * @param {string} least confidence from which on a finding counts
 * @returns {{ tallies: Map<string, Tally>, slips: Slip[] }}
 */
export function judge(rows, found, least) {
  /** @type {Map<string, Tally>} */
  const tallies = new Map();
  /** @type {Slip[]} */
  const slips = [];
  const of = (/** @type {string} */ type) => {
    const tally = tallies.get(type) ?? { found: 0, missed: 0, false: 0 };
    tallies.set(type, tally);
    return tally;
  };
  for (const { id, text, labels } of rows) {
    const given = (found.get(id) ?? []).filter(({ confidence }) => RANKS.indexOf(confidence) >= RANKS.indexOf(least));
    const said = new Set();
    for (const { type, value, optional } of labels) {
      const key = `${type} ${value}`;
      if (optional === true || said.has(key)) continue;
      said.add(key);
      if (given.some((one) => one.type === type && isSame(type, value, one.value))) of(type).found += 1;
      else {
        of(type).missed += 1;
        slips.push({ id, kind: "missed", type, value, confidence: "", text });
      }
    }
    const reported = new Set();
    for (const { type, value, confidence } of given) {
      const key = `${type} ${value}`;
      if (reported.has(key) || labels.some((label) => label.type === type && isSame(type, label.value, value))) continue;
      reported.add(key);
      of(type).false += 1;
      slips.push({ id, kind: "false", type, value, confidence, text });
    }
  }
  return { tallies, slips };
}

/**
 * @param {Tally | undefined} tally
 * @returns {{ precision: number, recall: number, f: number }} in [0, 1]; the precision of nothing is 1
 */
export function rates(tally) {
  if (tally === undefined) return { precision: 1, recall: 0, f: 0 };
  const precision = tally.found + tally.false === 0 ? 1 : tally.found / (tally.found + tally.false);
  const recall = tally.found + tally.missed === 0 ? 1 : tally.found / (tally.found + tally.missed);
  return { precision, recall, f: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
