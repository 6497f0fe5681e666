import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @typedef {import("../fixtures/make/corpus/corpus.mjs").Row} Row
 * @typedef {{ type: string, value: string, confidence: string }} Found
 */

/** Where the committed corpus lies. */
export const CORPUS = fileURLToPath(new URL("../fixtures/corpus/", import.meta.url));

/** What kinds of text are files of their own format; all others are plain text. @type {Readonly<Record<string, string>>} */
const ENDINGS = { csv: "csv", tsv: "tsv", html: "html", json: "json", log: "log", vcard: "vcf", mail: "eml" };

/** @returns {Row[]} */
export function readCorpus() {
  const names = readdirSync(CORPUS).filter((name) => name.endsWith(".jsonl"));
  return names.sort().flatMap((name) => {
    const text = readFileSync(`${CORPUS}${name}`, "utf8");
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => /** @type {Row} */ (JSON.parse(line)));
  });
}

/**
 * Each text as a file of a folder, by the name of its row.
 *
 * @param {readonly Row[]} rows
 * @param {string} folder
 */
export function writeTexts(rows, folder) {
  mkdirSync(folder, { recursive: true });
  for (const { id, kind, text } of rows) writeFileSync(`${folder}/${id}.${ENDINGS[kind] ?? "txt"}`, text);
}

/**
 * Scans the folder as a user would and gives what was found in each text.
 *
 * @param {typeof import("../src/index.ts").scan} scan
 * @param {string} folder
 * @param {import("../src/model/detector.ts").Pack} pack
 * @param {import("../src/model/finding.ts").Confidence} minConfidence
 * @returns {Promise<Map<string, Found[]>>} by the name of the row
 */
export async function scanTexts(scan, folder, pack, minConfidence) {
  /** @type {Map<string, Found[]>} */
  const found = new Map();
  const options = { reveal: true, minConfidence, detectors: pack, caseKey: new Uint8Array(32).fill(7) };
  for await (const event of scan([folder], options, { inline: true })) {
    if (event.event !== "finding") continue;
    const { location, type, confidence, value = "" } = event;
    const id = location.file.replace(/\.[a-z]+$/, "");
    const all = found.get(id) ?? [];
    if (all.length === 0) found.set(id, all);
    all.push({ type, value, confidence });
  }
  return found;
}
