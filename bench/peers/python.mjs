import { projectFile } from "../measure/process.mjs";
import { readLines } from "../measure/lines.mjs";
import { normalise } from "./normalise.mjs";
import { missingModule, PYTHON } from "./peer.mjs";

/**
 * @param {string} id
 * @param {string} module
 * @param {string} title
 * @param {string} does
 * @returns {import("./peer.mjs").Peer}
 */
function pythonScanner(id, module, title, does) {
  return {
    id,
    title,
    does,
    on: ["text-part"],
    missing: () => missingModule(module),
    command: (corpus, scratch) => ({
      program: PYTHON,
      args: [projectFile(`bench/peers/scan_${id}.py`), corpus],
      output: `${scratch}/${id}.ndjson`,
    }),
    values(scratch) {
      /** @type {Set<string>} */
      const values = new Set();
      for (const line of readLines(`${scratch}/${id}.ndjson`)) {
        const { type, text } = JSON.parse(line);
        values.add(normalise(type, text));
      }
      return values;
    },
  };
}

export const presidio = pythonScanner(
  "presidio",
  "presidio_analyzer",
  "Presidio",
  "its recognizers for NRIC, card, e-mail and phone (Singapore), a blank language model, so no names of people",
);
export const datafog = pythonScanner("datafog", "datafog", "DataFog", "its regular expressions; knows no NRIC");
