import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { spawnSync } from "node:child_process";
import { checkBars } from "./bars.mjs";
import * as gate from "./gate.mjs";
import { prepareCorpus, RECIPES } from "./make/corpora.mjs";
import { environment, projectFile } from "./measure/process.mjs";
import { measureCorpus } from "./measure-corpus.mjs";
import { PEERS } from "./peers/index.mjs";
import { PRODUCT } from "./product.mjs";
import { describeMachine } from "./report/machine.mjs";
import { performancePage } from "./report/page.mjs";
import { corpusTable, plainTable, startupTable } from "./report/table.mjs";
import { amountsOf, SIZES } from "./sizes.mjs";
import { measureStartup } from "./startup.mjs";
import { checkTwins } from "./twins.mjs";

/** @typedef {import("./sizes.mjs").Size} Size */
/** @typedef {import("./make/corpora.mjs").CorpusId} CorpusId */

const USAGE = `usage: npm run bench -- --size small|medium|large [--gate] [--write] [--only <corpus>] [--rounds <n>] [--seed <n>]
  --gate    check what must hold on every machine, and fail when it does not (of the small size no speed is asked)
  --write   write docs/performance.md
  --only    one corpus (may be repeated): ${RECIPES.map(({ id }) => id).join(", ")}
`;

/**
 * The corpora that are scanned in two sizes to see whether memory grows, and how many times as large as the small corpus
 * the first is: below that the heap is still growing up.
 *
 * @type {Readonly<Partial<Record<CorpusId, number>>>}
 */
const GROWN_FROM = { mail: 4, logs: 4, xlsx: 4, pst: 16, database: 4 };

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** @typedef {{ size: Size, only: readonly string[], rounds: number, seed: number, gated: boolean, write: boolean, scratch: string }} How */

/** @param {How} how @returns {Promise<boolean>} whether all holds that must */
async function bench(how) {
  const { size, only, gated } = how;
  const present = RECIPES.filter((recipe) => recipe.in?.(amountsOf(size)) ?? true);
  const wanted = present.map(({ id }) => id).filter((id) => only.length === 0 || only.includes(id));
  // Small corpora are done before a program is warm: of their speed nothing is asked.
  const asked = gated && size === "small" ? [] : await timings(how, wanted);
  const must = gated ? await invariants(how, wanted) : [];
  return !gated || [...asked, ...must].every(({ holds }) => holds);
}

/**
 * Measures, prints, and writes the page.
 *
 * @param {How} how
 * @param {readonly CorpusId[]} wanted
 */
async function timings({ size, rounds, seed, write, scratch }, wanted) {
  const machine = describeMachine();
  for (const line of machine) say(line);
  const peers = PEERS.map((peer) => ({ peer, why: peer.missing() }));
  const present = peers.filter(({ why }) => why === undefined).map(({ peer }) => peer);
  const skipped = peers.flatMap(({ peer, why }) => (why === undefined ? [] : [{ title: peer.title, why }]));
  for (const { title, why } of skipped) say(`skipped: ${title} (${why})`);

  const startup = await measureStartup(scratch);
  say(`\nstart-up\n${plainTable(startupTable(startup))}`);
  const amounts = amountsOf(size);
  const measured = [];
  for (const id of wanted) {
    const corpus = prepareCorpus(folderOf(size, seed), id, amounts, seed);
    const made = await measureCorpus(corpus, present, { rounds, seconds: amounts.seconds, scratch });
    measured.push(made);
    say(`\n${corpus.title}: ${(corpus.bytes / 1e6).toFixed(1)} MB, ${corpus.files} files, ${corpus.values} values planted`);
    say(plainTable(corpusTable(made)));
    for (const { title, result } of made.rows) if (result.failed !== undefined) say(`${title} failed: ${result.failed}`);
  }
  const checks = [
    ...gate.checkStartup(startup),
    ...gate.checkSpeedRatios(measured),
    ...gate.checkRuns(measured),
    ...checkBars(measured),
  ];
  say("");
  sayChecks(checks);
  if (write) {
    const found = { size, seed, date: new Date().toISOString(), machine, startup, measured, peers: present, skipped, checks };
    writeFileSync(projectFile("docs/performance.md"), performancePage({ ...found, ...aboutProduct() }));
    say("\nwritten: docs/performance.md");
  }
  return checks;
}

/**
 * What must hold on every machine.
 *
 * @param {How} how
 * @param {readonly CorpusId[]} wanted
 */
async function invariants({ size, seed, scratch }, wanted) {
  const corpusOf = (/** @type {CorpusId} */ id, /** @type {number} */ times) =>
    prepareCorpus(folderOf(size, seed, times), id, amountsOf(size, times), seed);
  /** @type {gate.Check[]} */
  const checks = [];
  const report = (/** @type {gate.Check[]} */ some) => {
    sayChecks(some);
    checks.push(...some);
  };
  for (const id of wanted.filter((id) => !id.endsWith("-part"))) report(await gate.checkReports(corpusOf(id, 1), scratch));
  const [prose, mail] = [corpusOf("prose", 1), corpusOf("mail", 1)];
  report(await checkTwins(firstFileOf(prose.path), firstFileOf(mail.path)));
  for (const id of wanted) {
    const first = GROWN_FROM[id];
    if (first === undefined) continue;
    const from = size === "small" ? first : 1;
    report(await gate.checkMemory(corpusOf(id, from), corpusOf(id, from * 4), scratch));
  }
  return checks;
}

/** @param {string} path a file or a folder */
function firstFileOf(path) {
  return statSync(path).isFile() ? path : join(path, /** @type {string} */ (readdirSync(path).toSorted()[0]));
}

/** @param {readonly gate.Check[]} checks */
function sayChecks(checks) {
  for (const { holds, name, seen } of checks) say(`${holds ? "holds " : "MISSED"}  ${name}: ${seen}`);
}

/** @param {Size} size @param {number} seed @param {number} [times] */
function folderOf(size, seed, times = 1) {
  return projectFile(`bench/data/${size}-${seed}${times === 1 ? "" : `-times-${times}`}`);
}

/** @returns {{ version: string, detectors: string[] }} */
function aboutProduct() {
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, [PRODUCT, ...args], { encoding: "utf8", env: environment({}), input: "" }).stdout;
  const started = run("-", "-q", "-f", "ndjson").split("\n", 1)[0] ?? "";
  return { version: run("--version").trim(), detectors: JSON.parse(started).settings.detectors };
}

/** @returns {How | undefined} */
function readArguments() {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "small" },
      only: { type: "string", multiple: true, default: [] },
      rounds: { type: "string" },
      seed: { type: "string", default: "1" },
      gate: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const size = /** @type {Size} */ (values.size);
  if (!(size in SIZES) || values.only.some((id) => !RECIPES.some((recipe) => recipe.id === id))) return undefined;
  const [rounds, seed] = [Number(values.rounds ?? amountsOf(size).rounds), Number(values.seed)];
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) return undefined;
  const scratch = mkdtempSync(`${tmpdir()}/pii-bench-`);
  return { size, only: values.only, rounds, seed, gated: values.gate, write: values.write, scratch };
}

if (!existsSync(PRODUCT) || !existsSync(projectFile("dist/cli/main.js"))) {
  process.stderr.write("there is nothing to measure: npm run build\n");
  process.exit(2);
}
const how = readArguments();
if (how === undefined) {
  process.stderr.write(USAGE);
  process.exit(2);
}
try {
  process.exitCode = (await bench(how)) ? 0 : 1;
} finally {
  rmSync(how.scratch, { recursive: true, force: true });
}
