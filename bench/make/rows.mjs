import { createDigits } from "./digits.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

/** One row in so many states somebody's values. */
const PLANTED = 110;
const STATES = ["paid", "open", "disputed", "void"];
const DISTRICTS = ["Ang Mo Kio", "Bukit Batok", "Toa Payoh North", "Pasir Ris", "Choa Chu Kang", "Jurong West"];

/** Heads of the columns. */
export const COLUMNS = ["id", "date", "reference", "amount", "state", "district", "nric", "mobile"];

/**
 * Rows of a ledger, eight cells each; most say nothing of anybody.
 *
 * @param {number} count
 * @param {Random} random
 * @param {Truth} truth
 * @returns {Generator<(string | number)[]>}
 */
export function* makeRows(count, random, truth) {
  const values = createValues(random, truth);
  const { digits } = createDigits(random);
  for (let row = 0; row < count; row += 1) {
    const planted = random.int(1, PLANTED) === 1;
    yield [
      row + 1,
      new Date(Date.UTC(2025, 0, 2) + row * 60_000).toISOString().slice(0, 10),
      `HL-${digits(6)}`,
      random.int(1, 900_000) / 100,
      random.pick(STATES),
      random.pick(DISTRICTS),
      planted ? values.nric() : "",
      planted && random.chance(0.5) ? values.phone() : "",
    ];
  }
}
