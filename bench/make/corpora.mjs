import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Buffer } from "node:buffer";
import { fileURLToPath } from "node:url";
import { envelopeLine } from "../../fixtures/make/mailbox.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { packingPrograms } from "./archives.mjs";
import { makeExport } from "./export.mjs";
import { FORMAT_RECIPES } from "./formats.mjs";
import { makeHostile } from "./hostile.mjs";
import { makeLogs } from "./logs.mjs";
import { makeMessages, MESSAGE_BYTES } from "./mail.mjs";
import { makeProse } from "./prose.mjs";
import { createSink } from "./sink.mjs";
import { createTruth, readTruth, writeTruth } from "./truth.mjs";
import { makeWide } from "./wide.mjs";

/** @typedef {import("../sizes.mjs").Amounts} Amounts */
/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

/**
 * @typedef {"mail" | "logs" | "prose" | "eml" | "export" | "wide" | "hostile" | "mail-part" | "text-part"} TextId
 * @typedef {"xlsx" | "pdf" | "pst" | "pst-sparse" | "archives" | "database"} FormatId
 * @typedef {TextId | FormatId} CorpusId
 * @typedef {{ name: string, count: number }} Units what is counted a second: rows, pages, messages
 * @typedef {object} Recipe
 * @property {CorpusId} id
 * @property {string} title for tables
 * @property {(amounts: Amounts) => boolean} [in] whether a size has it at all
 * @property {(place: string, amounts: Amounts, random: Random, truth: Truth, seed: number) => Units | void} make writes below `place`
 */

/** @typedef {{ id: CorpusId, title: string, path: string, truth: string, bytes: number, files: number, values: number, units?: Units, madeNow: boolean }} Corpus */

/** @type {readonly Recipe[]} */
const TEXT_RECIPES = [
  { id: "mail", title: "mail", make: (place, { mail }, random, truth) => makeMailbox(`${place}/mail.mbox`, mail, random, truth) },
  { id: "logs", title: "logs and CSV", make: (place, { logs }, random, truth) => makeLogs(place, logs, random, truth) },
  { id: "prose", title: "prose", make: (place, { prose }, random, truth) => makeProse(place, prose, random, truth) },
  { id: "eml", title: "single eml files", make: (place, { eml }, random, truth) => makeSingles(place, eml, random, truth) },
  {
    id: "export",
    title: "service desk export",
    make(place, amounts, _random, truth, seed) {
      makeExport(place, amounts.export, amounts.export * 33_000, seed);
      const told = JSON.parse(readFileSync(`${place}/truth.json`, "utf8"));
      for (const { type, value } of JSON.parse(readFileSync(`${place}/planted.json`, "utf8"))) truth.plant(type, value);
      for (const { type, value } of told.organisation) truth.plantIncidental(type, value);
      for (const file of ["truth.json", "planted.json"]) rmSync(`${place}/${file}`);
    },
  },
  { id: "wide", title: "UTF-16, full-width", make: (place, { wide }, random, truth) => makeWide(place, wide, random, truth) },
  { id: "hostile", title: "hostile", make: (place, { hostile }, random, truth) => makeHostile(place, hostile, random, truth) },
  {
    id: "mail-part",
    title: "mail, small part",
    make: (place, { mailPart }, random, truth) => makeMailbox(`${place}/mail.mbox`, mailPart, random, truth),
  },
  {
    id: "text-part",
    title: "logs and prose, small part",
    make(place, { textPart }, random, truth) {
      makeLogs(`${place}/logs`, textPart / 2, random, truth);
      makeProse(`${place}/prose`, textPart / 2, random, truth);
    },
  },
];

/** Texts and mail first, then documents of other programs. */
export const RECIPES = [...TEXT_RECIPES, ...FORMAT_RECIPES];

/** Is it one of documents of other programs? @param {CorpusId} id */
export function isFormat(id) {
  return FORMAT_RECIPES.some((recipe) => recipe.id === id);
}

/**
 * The corpus from `folder`, made first unless it is there as these generators with these arguments make it.
 *
 * @param {string} folder
 * @param {CorpusId} id
 * @param {Amounts} amounts
 * @param {number} seed
 * @returns {Corpus}
 */
export function prepareCorpus(folder, id, amounts, seed) {
  const recipe = RECIPES.find((candidate) => candidate.id === id);
  if (recipe === undefined) throw new RangeError(`no corpus ${id}`);
  const [path, truthFile, stampFile] = [`${folder}/${id}`, `${folder}/${id}.truth.ndjson`, `${folder}/${id}.stamp.json`];
  const key = createHash("sha256")
    .update(`${generatorsDigest()} ${id} ${seed} ${JSON.stringify(amounts)} ${packingPrograms().join(" ")}`)
    .digest("hex");
  const kept = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : undefined;
  const found = { id, title: recipe.title, path, truth: truthFile };
  if (kept?.key === key) return { ...found, ...kept.measured, madeNow: false };

  for (const old of [path, truthFile, stampFile]) rmSync(old, { recursive: true, force: true });
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const truth = createTruth();
  const units = recipe.make(unfinished, amounts, createRandom(seed), truth, seed);
  writeTruth(truthFile, truth.list());
  renameSync(unfinished, path);
  const values = readTruth(truthFile).filter((planted) => planted.incidental !== true).length;
  const measured = { ...measureTree(path), values, ...(units === undefined ? {} : { units }) };
  writeFileSync(stampFile, JSON.stringify({ key, measured }));
  return { ...found, ...measured, madeNow: true };
}

/**
 * @param {string} path
 * @param {number} bytes about how many
 * @param {Random} random
 * @param {Truth} truth
 */
function makeMailbox(path, bytes, random, truth) {
  const sink = createSink(path);
  for (const message of makeMessages(random, truth, Math.ceil(bytes / MESSAGE_BYTES), true)) {
    sink.put(`${envelopeLine(message)}\n`);
    for (const piece of message.pieces) sink.put(piece);
    sink.put("\n");
  }
  sink.close();
}

/**
 * @param {string} folder
 * @param {number} count
 * @param {Random} random
 * @param {Truth} truth
 */
function makeSingles(folder, count, random, truth) {
  let index = 0;
  for (const message of makeMessages(random, truth, count, false)) {
    const place = `${folder}/${String(Math.floor(index / 1000)).padStart(3, "0")}`;
    mkdirSync(place, { recursive: true });
    const text = Buffer.concat(message.pieces).toString("latin1").replaceAll("\n", "\r\n");
    writeFileSync(`${place}/${String(index).padStart(6, "0")}.eml`, text, "latin1");
    index += 1;
  }
}

/** @param {string} path @returns {{ bytes: number, files: number }} */
function measureTree(path) {
  const files = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(`${file.parentPath}/${file.name}`).size, 0) };
}

/** What the generators are, so that data of older ones are not measured. */
function generatorsDigest() {
  const hash = createHash("sha256");
  for (const folder of ["./", "../../fixtures/make/"]) {
    const place = fileURLToPath(new URL(folder, import.meta.url));
    for (const { parentPath, name } of readdirSync(place, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .sort((left, right) => (left.parentPath + left.name < right.parentPath + right.name ? -1 : 1)))
      hash.update(readFileSync(`${parentPath}/${name}`));
  }
  return hash.digest("hex");
}
