import { rates } from "./score-match.mjs";

/** @typedef {import("./score-match.mjs").Tally} Tally */
/** @typedef {Readonly<Record<string, ReadonlyMap<string, Tally>>>} ByConfidence */
/** @typedef {{ name: string, tallies: Readonly<Record<string, Tally>> }} Peer */
/** @typedef {Record<string, { precision: number, recall: number }>} Floor */

export const LEVELS = /** @type {const} */ (["high", "medium", "low"]);

/** @param {number} rate */
const shown = (rate) => (rate === 1 ? "1" : rate.toFixed(3));

/**
 * The types of the corpus, those of which it has most first.
 *
 * @param {ByConfidence} measured
 */
export function typesOf(measured) {
  const size = (/** @type {string} */ type) => {
    const tally = measured["low"]?.get(type);
    return tally === undefined ? 0 : tally.found + tally.missed;
  };
  const all = new Set(Object.values(measured).flatMap((tallies) => [...tallies.keys()]));
  return [...all].sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
}

/**
 * @param {ByConfidence} measured
 * @param {readonly Peer[]} peers
 */
export function accuracyTable(measured, peers) {
  const head = [
    "type",
    "values",
    ...LEVELS.map((level) => `${level}: precision / recall / F`),
    ...peers.map(({ name }) => `${name}: precision / recall`),
  ];
  const body = typesOf(measured).map((type) => {
    const { found = 0, missed = 0 } = measured["low"]?.get(type) ?? {};
    const ours = LEVELS.map((level) => {
      const { precision, recall, f } = rates(measured[level]?.get(type));
      return `${shown(precision)} / ${shown(recall)} / ${shown(f)}`;
    });
    const theirs = peers.map(({ tallies }) => {
      const tally = tallies[type];
      if (tally === undefined) return "";
      const { precision, recall } = rates(tally);
      return `${shown(precision)} / ${shown(recall)}`;
    });
    return [`\`${type}\``, String(found + missed), ...ours, ...theirs];
  });
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const MARKS = /(<!-- accuracy: [^\n]*-->\n)[\s\S]*?(<!-- \/accuracy -->)/;

/**
 * The document with its table as measured.
 *
 * @param {string} document
 * @param {string} table
 */
export function withTable(document, table) {
  if (!MARKS.test(document)) throw new Error("docs/accuracy.md has no place for the table");
  return document.replace(MARKS, (_, open, close) => `${open}\n${table}\n\n${close}`);
}

/**
 * Precision and recall at medium and at low, rounded down to three places.
 *
 * @param {ByConfidence} measured
 * @returns {Floor}
 */
export function floorOf(measured) {
  const down = (/** @type {number} */ rate) => Math.floor(rate * 1000) / 1000;
  return Object.fromEntries(
    typesOf(measured)
      .sort()
      .flatMap((type) =>
        /** @type {const} */ (["medium", "low"]).map((level) => {
          const { precision, recall } = rates(measured[level]?.get(type));
          return [`${type} ${level}`, { precision: down(precision), recall: down(recall) }];
        }),
      ),
  );
}

/**
 * What lies below the floor, one sentence each.
 *
 * @param {ByConfidence} measured
 * @param {Floor} floor
 */
export function below(measured, floor) {
  const now = floorOf(measured);
  return Object.entries(floor).flatMap(([key, { precision, recall }]) => {
    const rate = now[key] ?? { precision: 1, recall: 0 };
    return [
      ...(rate.precision < precision ? [`${key}: precision ${rate.precision} below ${precision}`] : []),
      ...(rate.recall < recall ? [`${key}: recall ${rate.recall} below ${recall}`] : []),
    ];
  });
}
