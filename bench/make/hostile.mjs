import { Buffer } from "node:buffer";
import { groupCard, makeCard, wrongDigitTwin } from "../../fixtures/make/cards.mjs";
import { createSink } from "./sink.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

/** What is repeated is so long that no cache of a scanner holds all of it. */
const PIECE = 65_536;

/**
 * Files that are made to be slow: each shape of text that costs a careless pattern or reader more than its bytes. In the
 * middle and at the end of each stand values that must still be found.
 *
 * @param {string} folder
 * @param {number} bytes about how many in all
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeHostile(folder, bytes, random, truth) {
  const values = createValues(random, truth);
  const shapes = hostileShapes(random);
  for (const [name, piece] of Object.entries(shapes)) {
    const sink = createSink(`${folder}/${name}.txt`);
    const text = Buffer.from(piece, "latin1");
    const needle = () => `\n\nNRIC: ${values.nric()}\nMobile: ${values.phone()}\n\n`;
    const pieces = Math.ceil(bytes / Object.keys(shapes).length / text.length);
    for (let index = 0; index < pieces; index += 1) {
      sink.put(text);
      if (index === pieces >> 1) sink.put(needle());
    }
    sink.put(needle());
    sink.close();
  }
}

/** @param {Random} random @returns {Record<string, string>} */
function hostileShapes(random) {
  const lines = (/** @type {() => string} */ line, /** @type {number} */ length) =>
    Array.from({ length: Math.ceil(PIECE / length) }, line).join("");
  return {
    "digits-only": random.digits(PIECE),
    "digit-groups": lines(() => `${random.digits(random.int(1, 3))}${random.pick([" ", "-", " "])}`, 4),
    "at-signs": "a@".repeat(PIECE / 2),
    "long-words": "a".repeat(PIECE),
    "mail-like": lines(() => `${random.hex(8)}.${random.hex(3)}@${random.hex(6)}.`, 21),
    "one-line": lines(() => `${random.pick(["card", "nric", "tel", "blk", "id"])} ${random.digits(4)} `, 10),
    "base64-soup": Buffer.from(random.bytes((PIECE * 3) / 4)).toString("base64"),
    "almost-cards": lines(() => `${groupCard(wrongDigitTwin(random, makeCard(random, "visa")), " ")}\n`, 20),
    brackets: "<([{".repeat(PIECE / 4),
  };
}
